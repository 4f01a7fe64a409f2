import { rm } from 'node:fs/promises';
import {
  checkWritten,
  type Conversion,
  ConverterError,
  type WrittenDifference,
} from '@mobilenext/converter';
import { failed } from '../frame/errors.js';
import { readWeights } from '../network/read-weights.js';
import { compareLogits } from './logits-difference.js';

/** How far a file that was written is from its input. */
export interface Proof extends Omit<WrittenDifference, 'tensors'> {
  /** Over the logits of one picture. */
  readonly logitsDifference: number;
  /** The input's largest absolute logit for it, the scale of that difference. */
  readonly largestLogit: number;
}

/**
 * Reads a file back: it must hold, bit for bit, what was to be written, which is compared with the
 * input. An output that is not proved is removed.
 *
 * @throws {CliError} `FAILED` if it holds anything else; what reading it fails with; the signal's
 * reason when it is aborted.
 */
export async function prove(
  output: string,
  conversion: Conversion,
  options: { readonly signal?: AbortSignal } = {},
): Promise<Proof> {
  try {
    return await compareWithInput(output, conversion, options);
  } catch (error) {
    await rm(output, { recursive: true, force: true });
    if (!(error instanceof ConverterError) || error.code !== 'READ_BACK') throw error;
    throw failed(
      `${output}: ${error.message}, and was removed: the disk may be at fault, try again`,
    );
  }
}

async function compareWithInput(
  output: string,
  conversion: Conversion,
  options: { readonly signal?: AbortSignal },
): Promise<Proof> {
  const read = await readWeights(output, options);
  const { tensors: _, ...difference } = checkWritten(read, conversion);
  const { network, tensors } = conversion;
  return { ...difference, ...(await compareLogits(network, tensors, read.tensors)) };
}

import { toFloat32, toFloat64, type StoredTensor, type TensorMap } from '@mobilenext/converter';
import { type MobileNeXt, mobileNeXt } from '@mobilenext/mobilenext';
import type { Engine } from '../network/engine.js';
import type { ParityCase } from './cases.js';
import { compareLogits, type LogitsError } from './compare-logits.js';
import { toNhwc } from './nhwc.js';

/** One line of a parity report. */
export interface CaseResult extends LogitsError {
  readonly name: string;
  /** The peer's error against the same truth, where the file holds its logits. */
  readonly peerRelativeError?: number;
  readonly passed: boolean;
}

export interface LogitsCheck {
  readonly network: MobileNeXt;
  /** Holds the weights. */
  readonly engine: Engine;
  readonly cases: readonly ParityCase[];
  readonly inputs: TensorMap;
  readonly expected: TensorMap;
  /** Largest relative error that passes. */
  readonly tolerance: number;
  /** Largest multiple of the peer's own error that passes. */
  readonly maxRatio: number;
  readonly signal: AbortSignal;
}

/** Runs each case's pictures and compares the logits with the truth. */
export async function checkLogits(check: LogitsCheck): Promise<readonly CaseResult[]> {
  const results: CaseResult[] = [];
  for (const each of check.cases) {
    check.signal.throwIfAborted();
    const input = pick(check.inputs, each.inputKey);
    const network = networkOf(check.network, each);
    const pictures = toNhwc(toFloat32(input), input.shape);
    results.push(judge(await check.engine.run(network, pictures), each, check));
  }
  return results;
}

function networkOf(from: MobileNeXt, { identityMultiplier, strides }: ParityCase): MobileNeXt {
  return mobileNeXt({
    width: from.width,
    numClasses: from.classifier.numClasses,
    identityMultiplier: identityMultiplier ?? from.identityMultiplier,
    strides: strides ?? from.strides,
  });
}

function judge(
  logits: Float32Array,
  { name, expectedKey, peerKey }: ParityCase,
  { network, expected, tolerance, maxRatio }: LogitsCheck,
): CaseResult {
  const { numClasses } = network.classifier;
  const truth = toFloat64(pick(expected, expectedKey));
  const error = compareLogits(logits, truth, numClasses);
  const peer = peerKey === undefined ? undefined : expected.get(peerKey);
  const peerRelativeError = peer && compareLogits(toFloat64(peer), truth, numClasses).relativeError;
  const passed =
    error.relativeError <= tolerance &&
    (peerRelativeError === undefined || error.relativeError <= maxRatio * peerRelativeError);
  return { name, ...error, peerRelativeError, passed };
}

// The cases were chosen by the keys that are there.
const pick = (tensors: TensorMap, key: string): StoredTensor => tensors.get(key) as StoredTensor;

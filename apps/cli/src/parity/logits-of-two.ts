import { toFloat32, type TensorMap } from '@mobilenext/converter';
import { randomStream } from '@mobilenext/imagenet';
import { type EngineName, openEngine } from '../network/engine.js';
import type { Weights } from '../network/open-weights.js';
import { QUESTIONS, TAKEN } from '../network/questions.js';
import type { PicturesNhwc } from '../network/run-nhwc.js';
import { badCall } from '../frame/errors.js';
import { compareLogits, type LogitsError } from './compare-logits.js';
import { toNhwc } from './nhwc.js';

/** How far the logits of two checkpoints are from each other, over all pictures. */
export interface TwoLogits extends LogitsError {
  readonly pictures: number;
  /** `64x64`, each once. */
  readonly sizes: readonly string[];
  /** Whether the pictures are random numbers. */
  readonly random: boolean;
  /** `strides imagenet`: what was taken for both, where neither of the two says it. */
  readonly assumed: readonly string[];
}

/** @param input pictures [N,3,H,W]; random ones if it is undefined. */
export async function logitsOfTwo(
  [a, b]: readonly [Weights, Weights],
  input: TensorMap | undefined,
  { backend, signal }: { readonly backend: EngineName; readonly signal: AbortSignal },
): Promise<TwoLogits> {
  const batches = input ? givenPictures(input) : [randomPictures()];
  const rows = [];
  for (const { network, arrays } of [a, b]) {
    const engine = await openEngine(backend, network, arrays);
    try {
      const logits = [];
      for (const batch of batches) {
        signal.throwIfAborted();
        logits.push(...(await engine.run(network, batch)));
      }
      rows.push(logits);
    } finally {
      engine.dispose();
    }
  }
  const [left, right] = rows;
  const about = ['strides', 'identityMultiplier'] as const;
  const open = about.filter((each) => [a, b].every(({ assumed }) => assumed.includes(each)));
  return {
    ...compareLogits(right, left, a.network.classifier.numClasses),
    pictures: batches.reduce((sum, { shape: [count] }) => sum + count, 0),
    sizes: [...new Set(batches.map(({ shape: [, height, width] }) => `${height}x${width}`))],
    random: input === undefined,
    assumed: open.map((each) => `${QUESTIONS[each].words} ${TAKEN[each]}`),
  };
}

const SEED = 0;
/** Every layer has more than one pixel, whatever the strides, and it takes no time. */
const SIDE = 64;

/** Of about the spread of normalised pictures, always the same. */
function randomPictures(): PicturesNhwc {
  const stream = randomStream(SEED, 0, 0, 'parity');
  const shape = [2, SIDE, SIDE, 3] as const;
  const values = Float32Array.from({ length: 2 * SIDE * SIDE * 3 }, () => 4 * stream.uniform() - 2);
  return { values, shape };
}

/** @throws {CliError} `USAGE` if there are none. */
function givenPictures(input: TensorMap): readonly PicturesNhwc[] {
  const pictures = [...input.values()].filter(({ shape }) => shape.length === 4 && shape[1] === 3);
  if (pictures.length === 0) {
    const found = [...input].map(([key, { shape }]) => `${key} [${shape.join()}]`);
    throw badCall(`--input holds no pictures [N,3,H,W], but ${found.slice(0, 8).join(', ')}`);
  }
  return pictures.map((tensor) => toNhwc(toFloat32(tensor), tensor.shape));
}

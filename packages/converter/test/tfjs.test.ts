import { describe, expect, it } from '@jest/globals';
import { mobileNeXt } from '@mobilenext/mobilenext';
import {
  type FolderFormat,
  readTfjs,
  tensorsToWrite,
  unfoldTensors,
  writeTfjs,
} from '../src/index.js';
import { toHalf } from '../src/to-half.js';
import { runGraphModel, runLayersModel } from './load-tfjs.js';
import { differing, randomTensors } from './random-tensors.js';

const SIDE = 16;
const pictures = {
  values: Float32Array.from({ length: 2 * SIDE * SIDE * 3 }, (_, i) => Math.sin(i * i)),
  shape: [2, SIDE, SIDE, 3] as const,
};

/** Float32 sums in another order, and batch norms folded or not, of the largest logit. */
const TOLERANCE = 1e-4;

function distance(a: Float32Array, b: Float32Array): number {
  const worst = a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
  return worst / Math.max(...a.map(Math.abs));
}

const LOADERS = [
  ['tfjs-graph', runGraphModel],
  ['tfjs-layers', runLayersModel],
] as const;

describe('TensorFlow.js models', () => {
  it.each([1, 3])('agree with each other at identity multiplier %d', async (n) => {
    const network = mobileNeXt({ width: 0.1, numClasses: 5, identityMultiplier: n });
    const tensors = randomTensors(network);
    const graph = await runGraphModel(writeTfjs('tfjs-graph', network, tensors), pictures);
    const layers = await runLayersModel(writeTfjs('tfjs-layers', network, tensors), pictures);
    expect(graph).toHaveLength(10);
    expect(distance(graph, layers)).toBeLessThan(TOLERANCE);
  });

  it('hold the identity that they are told', async () => {
    const logits = (identityMultiplier: number) => {
      const network = mobileNeXt({ width: 0.1, numClasses: 5, identityMultiplier });
      return runGraphModel(writeTfjs('tfjs-graph', network, randomTensors(network)), pictures);
    };
    expect(distance(await logits(1), await logits(2))).toBeGreaterThan(10 * TOLERANCE);
  });

  it('compute with the rounded parameters if stored as float16', async () => {
    const network = mobileNeXt({ width: 0.1, numClasses: 5, strides: 'small' });
    const tensors = randomTensors(network);
    const rounded = toHalf(tensors);
    for (const [format, run] of LOADERS) {
      const half = await run(writeTfjs(format, network, tensors, { half: true }), pictures);
      const full = await run(writeTfjs(format, network, tensors), pictures);
      expect(distance(full, half)).toBeGreaterThan(TOLERANCE);
      // Folding comes before rounding, so that only the layers model has the rounded parameters.
      if (format === 'tfjs-graph') continue;
      const same = await run(writeTfjs(format, network, rounded), pictures);
      expect(distance(same, half)).toBe(0);
    }
  });

  it.each<[FolderFormat, boolean]>([
    ['tfjs-graph', false],
    ['tfjs-graph', true],
    ['tfjs-layers', false],
    ['tfjs-layers', true],
  ])('%s reads back as it was written, half %p', (format, half) => {
    const network = mobileNeXt({ width: 0.1, numClasses: 5, identityMultiplier: 2 });
    const tensors = randomTensors(network);
    const written = tensorsToWrite(format, tensors, { network, half });
    const expected = format === 'tfjs-graph' ? unfoldTensors(network, written) : written;
    const read = readTfjs(writeTfjs(format, network, tensors, { half }), network);
    expect(differing(read, expected)).toEqual([]);
  });
});

import { type Chain, chain, filterShapeOihw, type Unit, type UnitSpec } from '@mobilenext/core';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { executingShape } from '../src/layout.js';
import { normals } from './tensors.js';

/** A chain with the sizes of its input; all its numbers follow from the seed. */
export interface ChainCase {
  readonly chain: Chain;
  /** [N,H,W,C] */
  readonly inputShape: readonly [number, number, number, number];
  readonly seed: number;
}

const unitChoice = fc.record({
  convolution: fc.constantFrom<Unit['convolution']>('dense', 'pointwise', 'depthwise'),
  outChannels: fc.integer({ min: 1, max: 13 }),
  stride: fc.constantFrom(1, 2),
  activation: fc.constantFrom<Unit['activation']>('relu6', 'none'),
});

/** Chains of one to four units of any kind, on pictures of 1x1 to 9x9, with and without identity. */
export const anyChainCase: fc.Arbitrary<ChainCase> = fc
  .record({
    inChannels: fc.integer({ min: 1, max: 13 }),
    choices: fc.array(unitChoice, { minLength: 1, maxLength: 4 }),
    identityMultiplier: fc.constantFrom(0, 1, 2, 3, 4),
    batch: fc.integer({ min: 1, max: 3 }),
    height: fc.integer({ min: 1, max: 9 }),
    width: fc.integer({ min: 1, max: 9 }),
    seed: fc.nat(),
  })
  .map(({ inChannels, choices, identityMultiplier, batch, height, width, seed }) => {
    const units: UnitSpec[] = [];
    for (const choice of choices) {
      const before = units.at(-1)?.outChannels ?? inChannels;
      const { convolution } = choice;
      units.push({
        ...choice,
        inChannels: before,
        outChannels: convolution === 'depthwise' ? before : choice.outChannels,
        stride: convolution === 'pointwise' ? 1 : choice.stride,
      });
    }
    const shrinks = units.some(({ stride }) => stride === 2);
    const narrowest = Math.min(inChannels, units[units.length - 1].outChannels);
    const identityChannels =
      shrinks || identityMultiplier === 0 ? 0 : Math.floor(narrowest / identityMultiplier);
    return {
      chain: chain({ name: 'any', units, identityChannels }),
      inputShape: [batch, height, width, inChannels] as const,
      seed,
    };
  });

/** Trainable tensors of a chain by key, then running statistics; values of a trained network's size. */
export function chainTensors({ chain, seed }: ChainCase): {
  parameters: Record<string, tf.Tensor>;
  buffers: Record<string, tf.Tensor>;
} {
  const parameters: Record<string, tf.Tensor> = {};
  const buffers: Record<string, tf.Tensor> = {};
  for (const unit of chain.units) {
    const vector = (key: string, value: (normal: number) => number): tf.Tensor1D =>
      tf.tensor1d(normals(unit.outChannels, seed, key).map(value));
    const { convolutionKey, normKey } = unit;
    parameters[`${convolutionKey}.weight`] = filterOf(unit, seed);
    parameters[`${normKey}.weight`] = vector(`${normKey}.weight`, (n) => 1 + 0.2 * n);
    parameters[`${normKey}.bias`] = vector(`${normKey}.bias`, (n) => 1 + n);
    buffers[`${normKey}.running_mean`] = vector(`${normKey}.running_mean`, (n) => n / 2);
    buffers[`${normKey}.running_var`] = vector(`${normKey}.running_var`, (n) => 0.5 + n * n);
  }
  return { parameters, buffers };
}

/** Filter and bias of each unit, as `foldedState` has them. */
export function foldedTensors({ chain, seed }: ChainCase): Record<string, tf.Tensor> {
  return Object.fromEntries(
    chain.units.flatMap((unit) => {
      const key = `${unit.convolutionKey}.bias`;
      return [
        [`${unit.convolutionKey}.weight`, filterOf(unit, seed)],
        [key, tf.tensor1d(normals(unit.outChannels, seed, key))],
      ];
    }),
  );
}

function filterOf(unit: Unit, seed: number): tf.Tensor {
  const key = `${unit.convolutionKey}.weight`;
  const shape = filterShapeOihw(unit);
  const inputs = shape[1] * shape[2] * shape[3];
  const entry = { key, shape, role: 'filter', kind: 'parameter' } as const;
  const length = inputs * unit.outChannels;
  const values = normals(length, seed, key).map((n) => n / Math.sqrt(inputs));
  return tf.tensor(values, [...executingShape(entry)]);
}

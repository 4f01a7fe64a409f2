import { type Network, stateDict, type TensorRole } from '@mobilenext/core';
import { fromFloat32, type StoredTensor, type TensorMap } from '../src/index.js';

/** How wide parameters spread about their middle, so that activations stay near 1 in any depth. */
const SPREAD: Readonly<Record<TensorRole, readonly [middle: number, reach: number]>> = {
  filter: [0, 1],
  normWeight: [1, 0.3],
  normBias: [0.5, 0.3],
  runningMean: [0, 0.3],
  runningVariance: [2, 1],
  linearWeight: [0, 0.1],
  linearBias: [0, 1],
  batchCount: [3, 0],
};

/** Float32 parameters of a network, always the same. */
export function randomTensors(network: Network): Map<string, StoredTensor> {
  let state = 1;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
  return new Map(
    stateDict(network).map(({ key, shape, role }) => {
      const length = shape.reduce((product, size) => product * size, 1);
      const fanIn = role === 'filter' ? length / shape[0] : 1;
      const [middle, reach] = SPREAD[role];
      const values = Float32Array.from({ length }, () => middle + (reach * next()) / fanIn ** 0.5);
      return [key, fromFloat32(values, shape)];
    }),
  );
}

/** Keys that only one side has, or whose dtype, shape or bytes differ. */
export const differing = (a: TensorMap, b: TensorMap): readonly string[] =>
  [...new Set([...a.keys(), ...b.keys()])].filter((key) => !isSame(a.get(key), b.get(key)));

const isSame = (a?: StoredTensor, b?: StoredTensor): boolean =>
  a?.dtype === b?.dtype &&
  a?.shape.join() === b?.shape.join() &&
  a !== undefined &&
  b !== undefined &&
  Buffer.from(a.bytes).equals(b.bytes);

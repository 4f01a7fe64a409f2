import { chain, network, sgBlock, stateDict, type TensorRole } from '@mobilenext/core';
import type { Arrays } from '@mobilenext/nn';

/** A stem and one sandglass block with identity: every kind of layer in a few hundred numbers. */
export const selfTestNetwork = network({
  name: 'self-test',
  chains: [
    chain({
      name: 'stem',
      units: [
        { convolution: 'dense', inChannels: 3, outChannels: 8, stride: 2, activation: 'relu6' },
      ],
    }),
    sgBlock({ name: 'block', inChannels: 8, outChannels: 8, reduction: 4 }),
  ],
  numClasses: 3,
});

/** Side of the self-test's picture. */
export const SELF_TEST_SIZE = 8;

/** NHWC; the numbers are as good as random and the same everywhere. */
export const selfTestPicture = (): Float32Array =>
  Float32Array.from({ length: SELF_TEST_SIZE ** 2 * 3 }, (_, i) => ((i * 13) % 97) / 97 - 0.5);

/** Logits of {@link selfTestPicture}, computed in float64 with NumPy from the formulas here. */
export const SELF_TEST_LOGITS: readonly number[] = [
  -0.27831375212718157, -0.10664200307196958, 0.07582176543912311,
];

/** The network's parameters, by formula. */
export const selfTestArrays = (): Arrays =>
  new Map(
    stateDict(selfTestNetwork).map(({ key, shape, role }) => {
      const length = shape.reduce((product, side) => product * side, 1);
      return [key, Float32Array.from({ length }, (_, i) => valueOf(role, i))];
    }),
  );

function valueOf(role: TensorRole, i: number): number {
  switch (role) {
    case 'filter':
    case 'linearWeight':
      return (((i * 37) % 101) - 50) / 100;
    case 'normWeight':
    case 'runningVariance':
      return 1 + (i % 3) / 4;
    case 'normBias':
    case 'linearBias':
    case 'runningMean':
      return ((i % 5) - 2) / 8;
    case 'batchCount':
      return 0;
  }
}

import { chain, network, sgBlock } from '@mobilenext/core';

/** Four chains with strides, an identity and dropout, for grey pictures: 918 parameters. */
export const small = network({
  name: 'small',
  chains: [
    chain({
      name: 'stem',
      units: [
        { convolution: 'dense', inChannels: 1, outChannels: 8, stride: 2, activation: 'relu6' },
      ],
    }),
    sgBlock({ name: 'blocks.0', inChannels: 8, outChannels: 12, stride: 2, reduction: 2 }),
    sgBlock({ name: 'blocks.1', inChannels: 12, outChannels: 12, identityMultiplier: 2 }),
  ],
  numClasses: 3,
  dropout: 0.2,
});

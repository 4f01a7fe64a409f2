import {
  type Chain,
  chain,
  type Network,
  network,
  stateDict,
  type UnitSpec,
} from '@mobilenext/core';
import fc from 'fast-check';

const unit = fc.record({
  convolution: fc.constantFrom('dense' as const, 'pointwise' as const, 'depthwise' as const),
  outChannels: fc.integer({ min: 1, max: 37 }),
  stride: fc.constantFrom(1, 1, 2),
  activation: fc.constantFrom('relu6' as const, 'none' as const),
});
const oneChain = fc.record({
  units: fc.array(unit, { minLength: 1, maxLength: 4 }),
  /** Share of the channels that the shortcut has; 0 is none. */
  shortcut: fc.constantFrom(0, 0, 0.5, 1),
});

/** Networks of any units, chains with shortcuts where they may have one. */
export const networks: fc.Arbitrary<Network> = fc
  .record({
    inChannels: fc.constantFrom(1, 3, 4),
    chains: fc.array(oneChain, { minLength: 1, maxLength: 4 }),
    numClasses: fc.integer({ min: 1, max: 41 }),
  })
  .map(({ inChannels, chains: choices, numClasses }) => {
    const chains: Chain[] = [];
    let channels: number = inChannels;
    for (const [i, choice] of choices.entries()) {
      const start = channels;
      const units = choice.units.map((spec): UnitSpec => {
        const inputs = channels;
        channels = spec.convolution === 'depthwise' ? inputs : spec.outChannels;
        const stride = spec.convolution === 'pointwise' ? 1 : spec.stride;
        return { ...spec, inChannels: inputs, outChannels: channels, stride };
      });
      const keepsSize = units.every(({ stride }) => stride === 1);
      const widest = Math.floor(Math.min(start, channels) * choice.shortcut);
      const identityChannels = keepsSize ? widest : 0;
      chains.push(chain({ name: `chains.${i}`, units, identityChannels }));
    }
    return network({ name: 'any', chains, numClasses });
  });

// A global is looked up slowly within a test.
const { imul } = Math;

/** Numbers between -1 and 1, always the same for a seed. */
export function numbers(seed: number): (length: number) => Float32Array {
  let state = seed >>> 0;
  return (length) => {
    const values = new Float32Array(length);
    for (let i = 0; i < length; i++) {
      state = (imul(state, 1664525) + 1013904223) >>> 0;
      values[i] = state / 2 ** 31 - 1;
    }
    return values;
  };
}

/** Weights of nothing. */
export const zeros = (of: Network): ReadonlyMap<string, Float32Array> =>
  new Map(
    stateDict(of).map(({ key, shape }) => [
      key,
      new Float32Array(shape.reduce((product, side) => product * side, 1)),
    ]),
  );

/** Weights that keep values at about the size they have. */
export function anyWeights(network: Network, seed: number): ReadonlyMap<string, Float32Array> {
  const next = numbers(seed);
  return new Map(
    stateDict(network).map(({ key, shape }) => {
      const perOutput = shape.slice(1).reduce((product, side) => product * side, 1);
      const values = next(shape.reduce((product, side) => product * side, 1));
      if (key.endsWith('running_var')) return [key, values.map((value) => 1 + value / 2)];
      return [key, shape.length > 1 ? values.map((v) => v * Math.sqrt(3 / perOutput)) : values];
    }),
  );
}

import { setFlagsFromString } from 'node:v8';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Network, outputSize } from '@mobilenext/core';
import { bestInstructionSet } from '@mobilenext/kernels';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import '../../test/backends.js';
import { anyChainCase } from '../../test/chain-cases.js';
import { runChain } from '../../test/run-chain.js';
import { small } from '../../test/small-network.js';
import { normalTensor } from '../../test/tensors.js';
import type { Recompute } from '../chain/chain-mode.js';
import { forward } from '../forward.js';
import { initialize } from '../initialize.js';
import { lossAndGradients } from '../loss-and-gradients.js';
import { smoothTargets, softCrossEntropy } from '../ops/soft-cross-entropy.js';
import { stateFromArrays } from '../state.js';
import { useWasm } from './use-wasm.js';

// Node 20 has relaxed SIMD behind a flag; later versions do not know the flag any more.
if (bestInstructionSet() !== 'relaxed-simd') {
  setFlagsFromString('--experimental-wasm-relaxed-simd');
}

const INPUT = [4, 32, 32, 1] as const;
const LABELS = Int32Array.of(0, 1, 2, 1);

describe.each(['simd', 'relaxed-simd'] as const)('maps made anew with %s', (instructionSet) => {
  beforeAll(() => useWasm({ instructionSet }));

  it.each(['batch', 'running'] as const)(
    'give the same output, gradients and statistics to the bit: %s statistics, any chain',
    (statistics) => {
      fc.assert(
        fc.property(anyChainCase, (one) => {
          const kept = runChain(one, { statistics });
          expect(runChain(one, { statistics, recompute: 'chains' })).toEqual(kept);
        }),
        { numRuns: 60 },
      );
    },
  );

  it('change nothing in a whole network, whose statistics are told once', () => {
    const training = (recompute: Recompute) =>
      tf.tidy(() => {
        const state = stateFromArrays(small, initialize(small, { seed: 1 }));
        const x = normalTensor<tf.Tensor4D>(INPUT, 1, 'x');
        const targets = smoothTargets(LABELS, 3, 0.1);
        const dropout = { seed: 3, step: 0 };
        const result = lossAndGradients(small, state, { x, targets }, { dropout, recompute });
        const { loss, logits, gradients, statistics } = result;
        const seen = statistics.flatMap(({ mean, variance }) => [mean, variance]);
        const tensors = [loss, logits, ...Object.values(gradients), ...seen];
        const values = tensors.map((tensor) => tensor.dataSync().slice());
        tf.dispose([logits, ...seen]);
        return { values, counts: statistics.map(({ normKey, count }) => [normKey, count]) };
      });
    const before = tf.memory().numTensors;
    const anew = training('chains');
    expect(anew).toEqual(training('none'));
    expect(anew.counts).toHaveLength(small.chains.flatMap(({ units }) => units).length);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('are all that is not there between the passes', () => {
    const bytesBetweenPasses = (recompute: Recompute): number =>
      tf.tidy(() => {
        const { parameters, buffers } = stateFromArrays(small, initialize(small, { seed: 1 }));
        const x = normalTensor<tf.Tensor4D>(INPUT, 1, 'x');
        const keys = Object.keys(parameters);
        let bytes = 0;
        tf.valueAndGrads((...tensors: tf.Tensor[]) => {
          const given = Object.fromEntries(keys.map((key, i) => [key, tensors[i]]));
          const state = { parameters: given, buffers };
          const logits = forward(small, state, x, { statistics: 'batch', recompute });
          bytes = tf.memory().numBytes;
          return softCrossEntropy(logits, smoothTargets(LABELS, 3, 0));
        })(keys.map((key) => parameters[key]));
        return bytes;
      });
    const saved = bytesBetweenPasses('none') - bytesBetweenPasses('chains');
    expect(saved).toBe(bytesOfMaps(small, INPUT));
  });
});

/** Of the raw outputs of all units. */
function bytesOfMaps({ chains }: Network, [batch, height, width]: readonly number[]): number {
  let size = { height, width };
  let floats = 0;
  for (const unit of chains.flatMap(({ units }) => units)) {
    size = outputSize(unit, size);
    floats += batch * size.height * size.width * unit.outChannels;
  }
  return 4 * floats;
}

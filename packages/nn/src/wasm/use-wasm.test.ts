import { beforeAll, describe, expect, it } from '@jest/globals';
import { chain } from '@mobilenext/core';
import * as tf from '@tensorflow/tfjs-core';
import '../../test/backends.js';
import { chainTensors } from '../../test/chain-cases.js';
import { small } from '../../test/small-network.js';
import { normalTensor } from '../../test/tensors.js';
import { applyChain } from '../chain/apply-chain.js';
import { NnError } from '../errors.js';
import { initialize } from '../initialize.js';
import { lossAndGradients } from '../loss-and-gradients.js';
import { smoothTargets } from '../ops/soft-cross-entropy.js';
import { disposeStatistics, updateRunningStatistics } from '../running-statistics.js';
import { disposeRecord, disposeState, type NetworkState, stateFromArrays } from '../state.js';
import { openHeap } from './heap.js';
import { useWasm } from './use-wasm.js';

beforeAll(async () => {
  await useWasm();
});

const heapBytes = (): number => openHeap(tf.backend()).memory.buffer.byteLength;

describe('training on wasm', () => {
  it('takes no more memory after the second step', () => {
    let state = stateFromArrays(small, initialize(small, { seed: 1 }));
    const batch = {
      x: normalTensor<tf.Tensor4D>([8, 32, 32, 1], 1, 'x'),
      targets: smoothTargets(Int32Array.of(0, 1, 2, 0, 1, 2, 0, 1), 3, 0.1),
    };
    const seen = Array.from({ length: 20 }, (_, step) => {
      state = trainStep(state, batch, step);
      const { numTensors, numBytes } = tf.memory();
      return { numTensors, numBytes, heap: heapBytes() };
    });
    for (const memory of seen.slice(2)) expect(memory).toEqual(seen[1]);
    tf.dispose([batch.x, batch.targets]);
    disposeState(state);
  });
});

function trainStep(
  state: NetworkState,
  batch: { readonly x: tf.Tensor4D; readonly targets: tf.Tensor2D },
  step: number,
): NetworkState {
  const result = lossAndGradients(small, state, batch, { dropout: { seed: 1, step } });
  const buffers = updateRunningStatistics(state.buffers, result.statistics, {
    convention: 'pytorch',
  });
  const parameters = Object.fromEntries(
    Object.entries(state.parameters).map(([key, parameter]) => [
      key,
      tf.tidy<tf.Tensor>(() => tf.sub(parameter, tf.mul(result.gradients[key], 0.01))),
    ]),
  );
  tf.dispose([result.loss, result.logits]);
  disposeRecord(result.gradients);
  disposeStatistics(result.statistics);
  disposeState(state);
  return { parameters, buffers, batchCount: state.batchCount + 1 };
}

describe('where the memory of wasm ends', () => {
  /** 1024 x 1024 pixels of 1024 channels are 4 GiB, all that WebAssembly can address. */
  const widening = chain({
    name: 'widening',
    units: [
      { convolution: 'depthwise', inChannels: 1, outChannels: 1, activation: 'relu6' },
      { convolution: 'pointwise', inChannels: 1, outChannels: 1024 },
    ],
  });
  const wide = { chain: widening, inputShape: [1, 1024, 1024, 1], seed: 1 } as const;

  it.each([
    ['larger than any address', [1, 1024, 1024, 1] as const, 2 ** 32],
    ['that finds no room', [1, 1024, 1023, 1] as const, 2 ** 32 - 2 ** 22],
  ])('an output %s throws MEMORY, and goes on as before', (_, inputShape, bytes) => {
    const x = normalTensor<tf.Tensor4D>(inputShape, 1, 'x');
    const { parameters, buffers } = chainTensors(wide);
    const tensors = { ...parameters, ...buffers };
    const picture = normalTensor<tf.Tensor4D>([1, 5, 3, 1], 1, 'picture');
    const run = (z: tf.Tensor4D): Float32Array =>
      tf.tidy(() =>
        applyChain(z, widening, tensors, { statistics: 'running' }).dataSync<'float32'>().slice(),
      );
    const before = run(picture);
    const { numTensors } = tf.memory();
    const heap = heapBytes();

    const attempt = (): unknown => run(x);
    expect(attempt).toThrow(NnError);
    expect(attempt).toThrow(
      `no room for ${bytes} bytes (output of widening.3): the WebAssembly heap stands at ${heap} bytes`,
    );

    expect(tf.memory().numTensors).toBe(numTensors);
    expect(run(picture)).toEqual(before);
    // What the failed call had taken is free again: the same attempts need no more.
    expect(heapBytes()).toBe(heap);
    tf.dispose([x, picture, tensors]);
  });

  it("tfjs's own operations throw too, instead of overwriting address 0", () => {
    const x = tf.ones<tf.Rank.R4>([1, 64, 1, 1]);
    const { numTensors } = tf.memory();
    expect(() => tf.tile(x, [1, 1024, 1024, 16])).toThrow("(a tensor of tfjs's own)");
    expect(tf.memory().numTensors).toBe(numTensors);
    expect(tf.sum(x).dataSync()[0]).toBe(64);
    x.dispose();
  });

  it('a training step that fails gives back all that it had saved', () => {
    const { parameters, buffers } = chainTensors(wide);
    const classifier = { key: 'classifier', inFeatures: 1024, numClasses: 2, dropout: 0 };
    const network = { name: 'widening', chains: [widening], classifier };
    const state = {
      parameters: {
        ...parameters,
        'classifier.weight': tf.zeros([1024, 2]),
        'classifier.bias': tf.zeros([2]),
      },
      buffers,
      batchCount: 0,
    };
    const x = normalTensor<tf.Tensor4D>([1, 1024, 1024, 1], 1, 'x');
    const targets = smoothTargets(Int32Array.of(1), 2, 0);
    const attempt = (): unknown => lossAndGradients(network, state, { x, targets });
    expect(attempt).toThrow(NnError);
    const { numTensors } = tf.memory();
    const heap = heapBytes();
    for (let i = 0; i < 5; i++) expect(attempt).toThrow(NnError);
    expect(tf.memory().numTensors).toBe(numTensors);
    expect(heapBytes()).toBe(heap);
    tf.dispose([x, targets]);
    disposeState(state);
  });
});

describe('the memory of wasm', () => {
  it('starts every tensor at a cache line, and takes it back', () => {
    const heap = openHeap(tf.backend());
    const sizes = [1, 5, 64, 1000, 100_000];
    const pointers = (): number[] =>
      tf.tidy(() => sizes.map((size) => heap.pointerOf(tf.add(tf.zeros([size]), 1))));
    const first = pointers();
    for (const pointer of first) expect(pointer % 64).toBe(0);
    const bytes = heapBytes();
    for (let i = 0; i < 1000; i++) pointers();
    expect(heapBytes()).toBe(bytes);
  });
});

describe('useWasm', () => {
  it('may be called again', async () => {
    await tf.setBackend('cpu');
    await useWasm();
    expect(tf.getBackend()).toBe('wasm');
  });

  it('refuses a backend that hides its memory', () => {
    expect(() => openHeap({ wasm: {}, dataIdMap: new Map() })).toThrow(
      expect.objectContaining({ code: 'BACKEND' }),
    );
  });
});

// One training step at a time on the wasm backend, from forward to updated parameters. Reads a
// number of steps a line, answers with their milliseconds as JSON; to stderr goes what memory is held
// (objects: JavaScript's, after a collection if there is --expose-gc).
//   node bench/step.mjs CASE [BATCH] [ema] [recompute]
import { createInterface } from 'node:readline';
import { setFlagsFromString } from 'node:v8';
import * as tf from '@tensorflow/tfjs-core';

// Node 20 has relaxed SIMD behind a flag, which must be set before the kernels are compiled.
if (process.versions.node.startsWith('20.')) {
  setFlagsFromString('--experimental-wasm-relaxed-simd');
}
const { initialize, smoothTargets, stateFromArrays } = await import('@mobilenext/nn');
const { useWasm } = await import('@mobilenext/nn/wasm');
const { decayedKeys, disposeTrainingState, trainStep } = await import('../dist/index.js');
const { CASES } = await import('./cases.mjs');

const [name, ...words] = process.argv.slice(2);
const { network, side, ...found } = CASES[name];
const batch = Number(words.find((word) => /^\d+$/.test(word)) ?? found.batch);
const { numClasses } = network.classifier;
tf.env().set('PROD', true);
await useWasm();
const options = {
  optimizer: { kind: 'sgd', momentum: 0.9, nesterov: true, decay: 1e-4, decayGroup: 'weights' },
  rate: 0.01,
  decays: decayedKeys(network, 'weights'),
  statistics: 'pytorch',
  seed: 1,
  emaDecay: words.includes('ema') ? 0.999 : undefined,
  recompute: words.includes('recompute') ? 'chains' : 'none',
};
const labels = Int32Array.from({ length: batch }, (_, i) => i % numClasses);
const pictures = {
  x: tf.randomNormal([batch, side, side, 3], 0, 1, 'float32', 7),
  targets: smoothTargets(labels, numClasses, 0.1),
};
let state = {
  network: stateFromArrays(network, initialize(network, { seed: 1 })),
  velocity: {},
  steps: 0,
};

for await (const line of createInterface(process.stdin)) {
  console.log(JSON.stringify(Array.from({ length: Number(line) }, step)));
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  const heap = tf.backend().wasm.asm.memory.buffer.byteLength;
  const [all, objects] = [rss, heapUsed].map((bytes) => (bytes / 2 ** 20).toFixed(1));
  console.error(
    `step ${state.steps}: heap ${heap} bytes, ${tf.memory().numTensors} tensors, ` +
      `RSS ${all} MiB, objects ${objects} MiB`,
  );
}

function step() {
  const start = performance.now();
  const next = trainStep(network, state, pictures, options);
  next.loss.dataSync();
  next.loss.dispose();
  disposeTrainingState(state);
  state = next.state;
  return performance.now() - start;
}

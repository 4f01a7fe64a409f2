// Classifies a picture again and again and prints what memory the process holds on the way, after
// a collection: all of it (RSS), JavaScript's objects and buffers, WebAssembly's memory.
//   node --expose-gc bench/predictions.mjs WEIGHTS VARIANT [PREDICTIONS] [THREADS]
import { createClassifier } from '../dist/index.js';

const [weights, variant, count = '10000', threads = '1'] = process.argv.slice(2);
if (variant === undefined || globalThis.gc === undefined) {
  console.error(
    'call: node --expose-gc bench/predictions.mjs WEIGHTS VARIANT [PREDICTIONS] [THREADS]',
  );
  process.exit(2);
}
let wasmBytes = 0;
const { Memory } = WebAssembly;
WebAssembly.Memory = class extends Memory {
  constructor(descriptor) {
    super(descriptor);
    wasmBytes += this.buffer.byteLength;
  }
};
const classify = await createClassifier({ weights, variant, threads: Number(threads) });
const side = 256;
const data = Uint8Array.from({ length: side * side * 3 }, (_, i) => (i * 7919) % 251);
const picture = { width: side, height: side, data };

// The engine compiles what is often called: the first ones are no measure.
const marks = [100, 1000, Number(count) / 2, Number(count)];
const start = performance.now();
for (let done = 1; done <= Number(count); done++) {
  await classify(picture);
  if (!marks.includes(done)) continue;
  globalThis.gc();
  const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
  const mib = [rss, heapUsed, arrayBuffers, wasmBytes].map((n) => (n / 2 ** 20).toFixed(2));
  const [all, objects, buffers, wasm] = mib;
  console.log(
    `${done} predictions: RSS ${all} MiB, objects ${objects}, buffers ${buffers}, wasm ${wasm}`,
  );
}
console.log(`${((performance.now() - start) / Number(count)).toFixed(2)} ms a prediction`);
classify.dispose();

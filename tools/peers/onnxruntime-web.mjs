// onnxruntime's WebAssembly build, the one that browsers load.
import { openModel } from './onnxruntime.mjs';
import { requirePeer, serve } from './serve.mjs';

await serve(async (job) => {
  const install = '--ignore-scripts onnxruntime-web@1.30';
  const { library, version } = requirePeer('onnxruntime-web', job, install);
  library.env.wasm.numThreads = job.threads;
  return { version, ...(await openModel(library, job, { executionProviders: ['wasm'] })) };
});

// onnxruntime's native build (AVX-512 where the processor has it).
import { openModel } from './onnxruntime.mjs';
import { requirePeer, serve } from './serve.mjs';

await serve(async (job) => {
  const install = '--ignore-scripts onnxruntime-node@1.30';
  const { library, version } = requirePeer('onnxruntime-node', job, install);
  return { version, ...(await openModel(library, job, { executionProviders: ['cpu'] })) };
});

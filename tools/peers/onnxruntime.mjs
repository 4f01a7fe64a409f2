// What onnxruntime for Node and for the browser have in common.
import { readFileSync } from 'node:fs';
import { readSafetensors, writeOnnx } from '@mobilenext/converter';
import { readPicturesNchw } from './read-job.mjs';

/** The job's network, loaded; a run includes handing over the pictures and fetching the logits. */
export async function openModel({ InferenceSession, Tensor }, job, options) {
  const model = await InferenceSession.create(onnxOf(job), {
    graphOptimizationLevel: 'all',
    executionMode: 'sequential',
    intraOpNumThreads: job.threads,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
    ...options,
  });
  const pictures = readPicturesNchw(job);
  const shape = [job.batch, 3, job.input, job.input];
  const predict = async () => {
    const { logits } = await model.run({ pictures: new Tensor('float32', pictures, shape) });
    return logits.getData();
  };
  return { threads: job.threads, check: predict, run: predict };
}

/** Folded, and of fixed sizes, which runtimes can plan best. */
function onnxOf({ network, weights, batch, input }) {
  const { tensors } = readSafetensors(readFileSync(weights));
  return writeOnnx(network, tensors, {
    fold: true,
    input: { batch, height: input, width: input },
  });
}

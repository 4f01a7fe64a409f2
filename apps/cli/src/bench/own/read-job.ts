import { readFileSync } from 'node:fs';
import { arraysFromTensors, readCheckpoint } from '@mobilenext/converter';
import type { Job } from '../contender/job.js';

/** The job that a file describes. */
export const readJob = <AnyJob>(path: string): AnyJob =>
  JSON.parse(readFileSync(path, 'utf8')) as AnyJob;

/** The job's pictures, NHWC. */
export function readPictures({ pictures }: Pick<Job, 'pictures'>): Float32Array {
  const { buffer, byteOffset, byteLength } = readFileSync(pictures);
  return new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength));
}

/** The job's weights under the network's keys, PyTorch's layout. */
export async function readWeights({
  network,
  weights,
}: Pick<Job, 'network' | 'weights'>): Promise<ReadonlyMap<string, Float32Array>> {
  return arraysFromTensors(network, (await readCheckpoint(weights)).tensors);
}

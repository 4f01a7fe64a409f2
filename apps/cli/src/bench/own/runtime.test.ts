import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { tensorsFromArrays, writeSafetensors } from '@mobilenext/converter';
import { variantNetwork } from '@mobilenext/mobilenext';
import { initialize } from '@mobilenext/nn';
import { compile } from '@mobilenext/runtime';
import type { Job } from '../contender/job.js';
import { openRuntime } from './runtime.js';

const folder = mkdtempSync(join(tmpdir(), 'mobilenext-runtime-'));
const network = variantNetwork('mobilenext-0.1-small', { numClasses: 3 });
const job = {
  network,
  input: 2,
  threads: 2,
  instructionSet: 'simd',
  pictures: join(folder, 'pictures.f32'),
  weights: join(folder, 'weights.safetensors'),
} as Job;
const arrays = initialize(network, { seed: 0 });
writeFileSync(job.weights, writeSafetensors(tensorsFromArrays(network, arrays)));
writeFileSync(job.pictures, new Uint8Array(Float32Array.from({ length: 12 }, (_, i) => i).buffer));

describe('openRuntime', () => {
  it('computes what a compiled network does, with the threads of the job', async () => {
    const input = { height: job.input, width: job.input };
    const model = await compile({ network, weights: arrays, input, instructionSet: 'simd' });
    const subject = await openRuntime(job);
    expect(await subject.check()).toEqual([
      ...model.run(Float32Array.from({ length: 12 }, (_, i) => i)),
    ]);
    expect(subject.threads).toBe(2);
  });
});

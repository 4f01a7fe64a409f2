import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { tensorsFromArrays, writeSafetensors } from '@mobilenext/converter';
import { variantNetwork } from '@mobilenext/mobilenext';
import { initialize } from '@mobilenext/nn';
import type { Job } from '../contender/job.js';
import { openRuntime } from './runtime.js';

const folder = mkdtempSync(join(tmpdir(), 'mobilenext-runtime-'));
const network = variantNetwork('mobilenext-0.1-small', { numClasses: 3 });
const job = {
  network,
  input: 2,
  threads: 2,
  pictures: join(folder, 'pictures.f32'),
  weights: join(folder, 'weights.safetensors'),
} as Job;
const arrays = initialize(network, { seed: 0 });
writeFileSync(job.weights, writeSafetensors(tensorsFromArrays(network, arrays)));
writeFileSync(job.pictures, new Uint8Array(Float32Array.from({ length: 12 }, (_, i) => i).buffer));

describe('openRuntime', () => {
  it('compiles the job once and runs its pictures each time', async () => {
    const calls: string[] = [];
    const subject = await openRuntime(job, ({ network, weights, input, threads }) => {
      calls.push(`compile ${network.name} ${input.height}x${input.width} ${threads} threads`);
      expect(weights.get('features.0.0.weight')).toEqual(arrays.get('features.0.0.weight'));
      return Promise.resolve({
        run: (pictures: Float32Array) => {
          calls.push(`run ${pictures.length}`);
          return pictures.slice(-1);
        },
      });
    });
    expect(await subject.check()).toEqual([11]);
    await subject.run();
    expect(calls).toEqual(['compile mobilenext 2x2 2 threads', 'run 12', 'run 12']);
    expect(subject.threads).toBe(2);
  });
});

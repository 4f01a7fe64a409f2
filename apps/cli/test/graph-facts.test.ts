import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readCheckpoint, tensorsFromArrays, writeOnnx } from '@mobilenext/converter';
import { mobileNeXt, networkFactsOf, STRIDES } from '@mobilenext/mobilenext';
import { initialize } from '@mobilenext/nn';
import { mobilenext } from './in-process.js';

const folder = mkdtempSync(join(tmpdir(), 'mobilenext-graph-'));
const path = (name: string): string => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

// As another program exports it: nothing in the metadata.
const facts = { strides: 'small', identityMultiplier: 2 } as const;
const network = mobileNeXt({ width: 0.1, numClasses: 3, ...facts });
const tensors = tensorsFromArrays(network, initialize(network, { seed: 1 }));
writeFileSync(path('exported.onnx'), writeOnnx(network, tensors));

describe('what the graph of an ONNX file says', () => {
  it('is not assumed', async () => {
    const { stdout, stderr } = await mobilenext(['summary', path('exported.onnx')]);
    expect(stdout).toContain('mobilenext-0.1-small');
    expect(stdout).toContain('identity multiplier 2');
    expect(stderr).toBe('');
  });

  it('may be what no network here has: its tensors are converted, and it is not run', async () => {
    const strides = { ...STRIDES.imagenet, stem: 1 } as const;
    const own = mobileNeXt({ width: 0.1, numClasses: 3, strides });
    writeFileSync(path('own.onnx'), writeOnnx(own, tensors));
    const summary = await mobilenext(['summary', path('own.onnx')]);
    expect([summary.exitCode, summary.stderr]).toEqual([
      1,
      expect.stringContaining('has strides of its own, with which no network here runs'),
    ]);
    expect((await mobilenext(['convert', path('own.onnx'), path('own.npz')])).exitCode).toBe(0);
    const { exitCode, stdout } = await mobilenext([
      'parity',
      path('own.onnx'),
      path('exported.onnx'),
    ]);
    expect([exitCode, stdout]).toEqual([0, expect.not.stringContaining('logits')]);
  });

  it('is written by a conversion', async () => {
    const output = path('converted.safetensors');
    const { exitCode } = await mobilenext(['convert', path('exported.onnx'), output]);
    expect(exitCode).toBe(0);
    expect(networkFactsOf((await readCheckpoint(output)).metadata)).toEqual(facts);
  });

  it.each([
    ['summary', path('exported.onnx')],
    ['convert', path('exported.onnx'), path('wrong.onnx')],
  ])('refuses a flag of %s that contradicts it', async (...words) => {
    const strides = await mobilenext([...words, '--strides', 'imagenet']);
    expect([strides.exitCode, strides.stderr]).toEqual([
      2,
      expect.stringMatching(
        /--strides imagenet: the graph of .* has strides small; leave the flag out/,
      ),
    ]);
    const multiplier = await mobilenext([...words, '--identity-multiplier', '1']);
    expect([multiplier.exitCode, multiplier.stderr]).toEqual([
      2,
      expect.stringContaining('has identity multiplier 2; leave the flag out'),
    ]);
  });
});

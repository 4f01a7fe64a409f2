import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readCheckpoint, tensorsFromArrays, writeOnnx } from '@mobilenext/converter';
import { mobileNeXt, networkFactsOf } from '@mobilenext/mobilenext';
import { initialize } from '@mobilenext/nn';
import { mobilenext } from './in-process.js';

const folder = mkdtempSync(join(tmpdir(), 'mobilenext-graph-'));
const path = (name: string): string => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

// As another program exports it: nothing in the metadata.
const network = mobileNeXt({ width: 0.1, numClasses: 3, strides: 'small' });
const tensors = tensorsFromArrays(network, initialize(network, { seed: 1 }));
writeFileSync(path('exported.onnx'), writeOnnx(network, tensors));

describe('the strides of an ONNX graph', () => {
  it('are not assumed', async () => {
    const { stdout, stderr } = await mobilenext(['summary', path('exported.onnx')]);
    expect(stdout).toContain('mobilenext-0.1-small');
    expect(stderr).toContain('does not say its identity multiplier: taking 1');
  });

  it('are written by a conversion, and the multiplier that nobody said is not', async () => {
    const output = path('converted.safetensors');
    const { exitCode } = await mobilenext(['convert', path('exported.onnx'), output]);
    expect(exitCode).toBe(0);
    expect(networkFactsOf((await readCheckpoint(output)).metadata)).toEqual({ strides: 'small' });
  });

  it.each([
    ['summary', path('exported.onnx')],
    ['convert', path('exported.onnx'), path('wrong.onnx'), '--identity-multiplier', '1'],
  ])('refuse a flag of %s that contradicts them', async (...words) => {
    const { exitCode, stderr } = await mobilenext([...words, '--strides', 'imagenet']);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('has small strides')]);
  });
});

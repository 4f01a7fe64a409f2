import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { tensorsFromArrays, writeCheckpoint, type WrittenFormat } from '@mobilenext/converter';
import { mobileNeXt } from '@mobilenext/mobilenext';
import { initialize } from '@mobilenext/nn';
import { prove } from './prove.js';

const folder = mkdtempSync(join(tmpdir(), 'mobilenext-prove-'));
afterAll(() => rmSync(folder, { recursive: true }));

const network = mobileNeXt({ width: 0.1, numClasses: 3, strides: 'small' });
const tensorsOf = (seed: number) => tensorsFromArrays(network, initialize(network, { seed }));

describe('prove', () => {
  it.each<[string, WrittenFormat]>([
    ['a.safetensors', 'safetensors'],
    ['web', 'tfjs-layers'],
  ])('removes %s if it holds anything but what was to be written', async (name, format) => {
    const output = join(folder, name);
    const content = { tensors: tensorsOf(1), metadata: {} };
    const conversion = { format, network, half: false, fold: false };
    await writeCheckpoint(output, content, { format, network });
    await prove(output, { ...conversion, tensors: content.tensors });
    expect(existsSync(output)).toBe(true);
    await expect(prove(output, { ...conversion, tensors: tensorsOf(2) })).rejects.toMatchObject({
      code: 'FAILED',
      message: expect.stringContaining(`${output}: it does not read back as it was written`),
    });
    expect(existsSync(output)).toBe(false);
  });

  it('removes what cannot be read at all', async () => {
    const output = join(folder, 'cut.safetensors');
    writeFileSync(output, '<html>');
    const conversion = { format: 'safetensors', network, tensors: tensorsOf(1) } as const;
    await expect(prove(output, conversion)).rejects.toMatchObject({ code: 'html-page' });
    expect(existsSync(output)).toBe(false);
  });

  it.each<[string, WrittenFormat]>([
    ['stopped.safetensors', 'safetensors'],
    ['stopped', 'tfjs-graph'],
  ])('stops reading %s when it is told to, and removes it', async (name, format) => {
    const output = join(folder, name);
    const tensors = tensorsOf(1);
    await writeCheckpoint(output, { tensors, metadata: {} }, { format, network });
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(prove(output, { format, network, tensors }, { signal })).rejects.toThrow('enough');
    expect(existsSync(output)).toBe(false);
  });

  it('finds a graph that is not the network', async () => {
    const output = join(folder, 'other.onnx');
    const tensors = tensorsOf(1);
    await writeCheckpoint(output, { tensors, metadata: {} }, { network });
    const other = mobileNeXt({
      width: 0.1,
      numClasses: 3,
      strides: 'small',
      identityMultiplier: 2,
    });
    await expect(prove(output, { format: 'onnx', network: other, tensors })).rejects.toThrow(
      'its graph does not have the identity multiplier of the network',
    );
  });
});

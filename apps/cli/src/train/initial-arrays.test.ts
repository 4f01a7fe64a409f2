import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  fromFloat32,
  type StoredTensor,
  tensorsFromArrays,
  writeCheckpoint,
} from '@mobilenext/converter';
import { mobileNeXt, NETWORK_FACTS_KEY } from '@mobilenext/mobilenext';
import { type Arrays, initialize } from '@mobilenext/nn';
import { initialArrays, type InitialOptions } from './initial-arrays.js';

const folder = mkdtempSync(join(tmpdir(), 'mobilenext-initial-'));
const path = join(folder, 'initial.safetensors');
afterAll(() => rmSync(folder, { recursive: true }));

const STEM = 'features.0.0.weight';
const CLASSIFIER = ['classifier.1.weight', 'classifier.1.bias'];
const SEED = 7;
const network = mobileNeXt({ width: 0.1, numClasses: 3, strides: 'small' });
const saved = initialize(network, { seed: 1 });
const fresh = initialize(network, { seed: SEED });

/** Writes the saved weights with some of them changed, or left out. */
const write = (
  changes: Readonly<Record<string, StoredTensor | undefined>> = {},
  metadata: Readonly<Record<string, string>> = {},
): Promise<void> => {
  const tensors = tensorsFromArrays(network, saved);
  for (const [key, tensor] of Object.entries(changes)) {
    if (tensor) tensors.set(key, tensor);
    else tensors.delete(key);
  }
  return writeCheckpoint(path, { tensors, metadata }, { force: true });
};

let said: string;
beforeEach(() => {
  said = '';
});

const start = (flags: Partial<InitialOptions> = {}): Promise<Arrays> =>
  initialArrays(path, network, {
    seed: SEED,
    partial: false,
    resetClassifier: false,
    context: { stderr: { write: (text) => (said += text) } },
    ...flags,
  });

/** Keys whose values are not the saved ones. */
const changed = (arrays: Arrays): readonly string[] =>
  [...saved].filter(([key, values]) => !isSame(values, arrays.get(key))).map(([key]) => key);

const isSame = (a: Float32Array, b: Float32Array | undefined): boolean =>
  a.length === b?.length && a.every((value, i) => value === b[i]);

describe('initialArrays', () => {
  it('takes all of a checkpoint that fits, and has nothing to say', async () => {
    await write();
    expect(changed(await start())).toEqual([]);
    expect(said).toBe('');
  });

  it('refuses a checkpoint that lacks a key, unless a part is asked for', async () => {
    await write({ [STEM]: undefined });
    await expect(start()).rejects.toMatchObject({ code: 'missing-key', subject: STEM });
    const arrays = await start({ partial: true });
    expect(changed(arrays)).toEqual([STEM]);
    expect(arrays.get(STEM)).toEqual(fresh.get(STEM));
    expect(said).toBe(`start anew: ${STEM}\n`);
  });

  it('leaves out layers of another network only where a part is asked for', async () => {
    await write({ 'classifier.2.weight': fromFloat32(new Float32Array(4), [2, 2]) });
    await expect(start()).rejects.toMatchObject({ code: 'unexpected-key' });
    expect(changed(await start({ partial: true }))).toEqual([]);
    expect(said).toBe('left out, as the network does not have them: classifier.2.weight\n');
  });

  it('takes no part of another shape', async () => {
    await write({ [STEM]: fromFloat32(new Float32Array(27), [1, 3, 3, 3]) });
    await expect(start({ partial: true })).rejects.toMatchObject({ code: 'shape-mismatch' });
  });

  it('starts the classifier anew on request', async () => {
    await write();
    const arrays = await start({ resetClassifier: true });
    // Its bias starts at zero, as the saved one did.
    expect(changed(arrays)).toEqual(['classifier.1.weight']);
    expect(arrays.get('classifier.1.weight')).toEqual(fresh.get('classifier.1.weight'));
    expect(said).toBe(`start anew: ${CLASSIFIER.join(', ')}\n`);
  });

  it('starts it anew unasked where it has other classes, or is not there', async () => {
    await write({
      [CLASSIFIER[0]]: fromFloat32(new Float32Array(2 * 1280), [2, 1280]),
      [CLASSIFIER[1]]: fromFloat32(new Float32Array(2), [2]),
    });
    expect(changed(await start())).toEqual(['classifier.1.weight']);
    expect(said).toContain('has 2 classes, the data 3: a new classifier');
    await write({ [CLASSIFIER[0]]: undefined, [CLASSIFIER[1]]: undefined });
    expect(changed(await start())).toEqual(['classifier.1.weight']);
    expect(said).toContain('has no classes, the data 3: a new classifier');
  });

  it('says what is left out, and with which multiplier it was trained', async () => {
    const facts = { [NETWORK_FACTS_KEY]: JSON.stringify({ identityMultiplier: 2 }) };
    await write({ total_ops: fromFloat32(new Float32Array(1), [1]) }, facts);
    expect(changed(await start())).toEqual([]);
    expect(said).toContain('left out, as the network does not have them: total_ops\n');
    expect(said).toContain('identity multiplier 2: --set identityMultiplier=2 keeps it\n');
  });
});

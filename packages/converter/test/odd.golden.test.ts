import { describe, expect, it } from '@jest/globals';
import { stateDict } from '@mobilenext/core';
import { mobileNeXt } from '@mobilenext/mobilenext';
import {
  ConverterError,
  describeCheckpoint,
  fitToNetwork,
  nonFiniteKeys,
  readCheckpoint,
  toFloat32,
} from '../src/index.js';
import { bytesOf, type GoldenFile, filesOf, tensorsSha256, tiny } from './golden.js';

const files = filesOf('odd');
const readable = files.filter(({ expect }) => expect.ok);
const refused = files.filter(({ name, expect }) => !expect.ok && name !== 'dtypes.safetensors');

const tensorsOf = async (name: string) => {
  const file = files.find((one) => one.name === name) as GoldenFile;
  return (await readCheckpoint(bytesOf(file))).tensors;
};

/** The code of the error with which reading and fitting to the tiny network end. */
async function errorOf(file: GoldenFile): Promise<ConverterError | undefined> {
  try {
    fitToNetwork((await readCheckpoint(bytesOf(file))).tensors, tiny);
    return undefined;
  } catch (error) {
    if (error instanceof ConverterError) return error;
    throw error;
  }
}

describe('odd checkpoints', () => {
  it.each(readable)('reads $file', async (file) => {
    const tensors = await tensorsOf(file.name);
    expect(tensors.size).toBe(file.expect.keys);
    expect(tensorsSha256(tensors)).toBe(file.expect.tensors_sha256);
  });

  it.each(refused)('explains $file', async (file) => {
    const error = await errorOf(file);
    if (!error && file.expect.or === 'reads') return;
    expect(error?.code).toBe(file.expect.error);
    if (file.expect.name) expect(error?.subject).toBe(file.expect.name);
  });

  it('tells width and classes from the shapes', async () => {
    expect(describeCheckpoint(await tensorsOf('width-035.pth'))).toEqual({
      width: 0.35,
      numClasses: 10,
      variants: ['mobilenext-0.35', 'mobilenext-0.35-small'],
    });
    expect(describeCheckpoint(await tensorsOf('classes-37.pth')).numClasses).toBe(37);
  });

  it('leaves out a classifier of other classes on request', async () => {
    const tensors = await tensorsOf('classes-37.pth');
    const wanted = stateDict(mobileNeXt({ width: 0.1, numClasses: 10 }));
    expect(() => fitToNetwork(tensors, wanted)).toThrow('classifier.1.weight (file [37,1280]');
    const fit = fitToNetwork(tensors, wanted, { resetClassifier: true });
    expect(fit.missing).toEqual(['classifier.1.weight', 'classifier.1.bias']);
  });

  it('reads scalars, empty tensors and booleans', async () => {
    const tensors = await tensorsOf('zero-dim-and-empty.pth');
    const values = [...tensors].map(([key, tensor]) => [key, tensor.shape, ...toFloat32(tensor)]);
    expect(values).toEqual([
      ['a', [], 1.5],
      ['b', [0]],
      ['c', [2, 0, 4]],
      ['d', [], 7],
      ['e', [0, 3]],
      ['f', [], 1],
      ['g', [2, 3], 0, 1, 2, 3, 4, 5],
    ]);
  });

  it('keeps what it cannot turn into numbers, and says so when asked for numbers', async () => {
    const tensors = await tensorsOf('dtypes.safetensors');
    const names = [...tensors].map(([name, { dtype }]) => `${name} ${dtype}`).sort();
    expect(names).toEqual(['a F8_E4M3', 'b BOOL', 'c U8', 'd F32', 'e F32', 'f I16']);
    for (const [name, tensor] of tensors) {
      if (name === 'a') expect(() => toFloat32(tensor)).toThrow('F8_E4M3');
      else expect(() => toFloat32(tensor)).not.toThrow();
    }
  });

  it('reads NaN and infinity as they stand, and names their tensor', async () => {
    const tensors = await tensorsOf('nan.pth');
    expect(tensors.size).toBe(446);
    expect(nonFiniteKeys(tensors)).toEqual(['classifier.1.bias']);
  });

  it('touches no prototype', async () => {
    for (const name of ['js-names.pth', 'js-names-args.pth', 'js-names.safetensors']) {
      await tensorsOf(name);
    }
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect((await tensorsOf('js-names.pth')).has('__proto__')).toBe(true);
  });
});

import { describe, expect, it } from '@jest/globals';
import { fileOf, fixture, goldenFile, hasGolden, TINY } from '../../test/fixtures.js';
import { openFiles } from './open-files.js';

const tiny = fileOf(TINY, fixture(TINY));

describe('openFiles', () => {
  it('tells a single file by its bytes, whatever its name', async () => {
    const { checkpoint, beside } = await openFiles([fileOf('notes.txt', fixture(TINY))]);
    expect(checkpoint.format).toBe('pth');
    expect(beside).toEqual([]);
  });

  it('does not guess which of several files is the checkpoint', async () => {
    await expect(openFiles([tiny, fileOf('b.pth', fixture(TINY))])).rejects.toMatchObject({
      code: 'SEVERAL_FILES',
      message: expect.stringContaining(`${TINY}, b.pth`),
    });
  });

  (hasGolden ? it : it.skip)('gives an ONNX model the files with its data', async () => {
    const model = fileOf('external-bn.onnx', goldenFile('good/external-bn.onnx'));
    const data = fileOf('external-bn.onnx.data', goldenFile('good/external-bn.onnx.data'));
    const { beside, checkpoint } = await openFiles([data, model]);
    expect(beside).toEqual([data]);
    expect(checkpoint.format).toBe('onnx');
    await expect(openFiles([model])).rejects.toMatchObject({ code: 'missing-file' });
  });
});

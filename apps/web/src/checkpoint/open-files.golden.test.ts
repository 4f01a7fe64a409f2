import { expect, it } from '@jest/globals';
import { fileOf, goldenFile } from '../../test/fixtures.js';
import { openFiles } from './open-files.js';

it('gives an ONNX model the files with its data', async () => {
  const model = fileOf('external-bn.onnx', goldenFile('good/external-bn.onnx'));
  const data = fileOf('external-bn.onnx.data', goldenFile('good/external-bn.onnx.data'));
  const { beside, checkpoint } = await openFiles([data, model]);
  expect(beside).toEqual([data]);
  expect(checkpoint.format).toBe('onnx');
  await expect(openFiles([model])).rejects.toMatchObject({ code: 'missing-file' });
});

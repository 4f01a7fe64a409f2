import { expect, it } from '@jest/globals';
import { stateDict } from '@mobilenext/core';
import { encodeFile, fitToNetwork, readCheckpoint } from '@mobilenext/converter';
import { mobileNeXt } from '@mobilenext/mobilenext';
import { fixture, TINY } from '../../test/fixtures.js';
import { checkFile } from './read-back.js';

it('finds a single bit that is not as it was to be written', async () => {
  const network = mobileNeXt({ width: 0.1, numClasses: 10 });
  const { tensors } = fitToNetwork(
    (await readCheckpoint(fixture(TINY))).tensors,
    stateDict(network),
  );
  const written = {
    name: 'a.safetensors',
    format: 'safetensors',
    network,
    tensors,
    options: {},
  } as const;
  const bytes = encodeFile('safetensors', { tensors, metadata: {} });
  expect(await checkFile(bytes, written)).toBe(tensors.size);
  bytes[bytes.length - 1] ^= 1;
  await expect(checkFile(bytes, written)).rejects.toMatchObject({
    code: 'READ_BACK',
    message: expect.stringMatching(/^a\.safetensors does not read back/),
  });
});

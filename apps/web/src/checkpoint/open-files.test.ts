import { describe, expect, it } from '@jest/globals';
import { fileOf, fixture, TINY } from '../../test/fixtures.js';
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
});

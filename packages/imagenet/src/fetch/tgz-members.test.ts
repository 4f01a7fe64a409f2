import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { tarOf } from '../../test/archives.js';
import { folderWith } from '../../test/temporary-folder.js';
import { tgzMembers } from './tgz-members.js';

const MEGABYTE = 2 ** 20;

/** The only member says its size; what follows it need not be there to be refused. */
async function archiveSaying(name: string, size: number): Promise<string> {
  const header = (await tarOf({ [name]: '' })).subarray(0, 512);
  header.write(`${size.toString(8).padStart(11, '0')} `, 124, 'latin1');
  header.fill(' ', 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  const content = Buffer.alloc(2 * MEGABYTE);
  return join(folderWith({ 'a.tgz': gzipSync(Buffer.concat([header, content])) }), 'a.tgz');
}

async function namesOf(path: string, wanted: (name: string) => boolean): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of tgzMembers(path, wanted)) names.push(name);
  return names;
}

describe('tgzMembers', () => {
  it('gives the wanted ones alone, whatever stands between them', async () => {
    const files = { 'a.txt': 'a', 'between.bin': Buffer.alloc(MEGABYTE, 7), 'b.txt': 'b' };
    const path = join(folderWith({ 'a.tgz': gzipSync(await tarOf(files)) }), 'a.tgz');
    expect(await namesOf(path, (name) => name.endsWith('.txt'))).toEqual(['a.txt', 'b.txt']);
    expect(await namesOf(path, () => false)).toEqual([]);
  });

  it('refuses a member too large before it is read', async () => {
    const path = await archiveSaying('x', 2 ** 32);
    await expect(namesOf(path, () => true)).rejects.toMatchObject({
      code: 'DATA_CORRUPT',
      message: expect.stringContaining(`holds x of ${2 ** 32} bytes`),
    });
  });
});

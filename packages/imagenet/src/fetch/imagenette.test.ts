import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { tarOf } from '../../test/archives.js';
import { folderWith } from '../../test/temporary-folder.js';
import { openDataset } from '../dataset/open-dataset.js';
import { fetchImagenette, writeImagenette } from './imagenette.js';

const [TENCH, SPRINGER] = ['n01440764', 'n02102040'];
const archiveOf = async (files: Readonly<Record<string, string>>): Promise<string> =>
  join(folderWith({ 'i.tgz': gzipSync(await tarOf(files)) }), 'i.tgz');

describe('Imagenette', () => {
  it('becomes shards whose classes are the ten WordNet ids', async () => {
    const archive = await archiveOf({
      'imagenette2/noise.csv': 'path',
      [`imagenette2/val/${SPRINGER}/1.JPEG`]: 's',
      [`imagenette2/train/${SPRINGER}/2.JPEG`]: 's2',
      [`imagenette2/train/${TENCH}/3.JPEG`]: 't',
    });
    const directory = join(folderWith({}), 'new/imagenette');
    const { totals } = await writeImagenette(archive, { directory });
    expect(totals).toEqual({ train: 2, val: 1 });
    // Others of the machine may read it, as any new folder.
    const ordinary = join(dirname(directory), 'ordinary');
    mkdirSync(ordinary);
    expect(statSync(directory).mode).toBe(statSync(ordinary).mode);
    const train = await openDataset(directory, { split: 'train' });
    expect([train.classes.length, train.label(0), train.label(1)]).toEqual([10, 1, 0]);
    expect(Buffer.from(await train.read(1)).toString()).toBe('t');
    await train.close();
    expect(await fetchImagenette({ directory })).toMatchObject({ cached: true, counts: totals });
    expect(readFileSync(join(directory, 'val-00.idx'), 'utf8')).toContain(`${SPRINGER}/1.JPEG`);
  });

  it('says that a person must fetch it, and what a folder needs', async () => {
    const directory = join(folderWith({}), 'imagenette');
    const code = (error: string) => ({ code: error, message: expect.not.stringContaining('\n') });
    await expect(fetchImagenette({ directory })).rejects.toMatchObject(code('NETWORK'));
    const archive = folderWith({});
    await expect(fetchImagenette({ directory, archive })).rejects.toMatchObject(code('ARGUMENT'));
  });

  it('refuses another archive, and one of other folders leaves nothing behind', async () => {
    const archive = await archiveOf({ 'imagenette2/train/n00000001/1.JPEG': '' });
    const folder = folderWith({});
    const directory = join(folder, 'imagenette');
    await expect(fetchImagenette({ directory, archive })).rejects.toMatchObject({
      code: 'CHECKSUM',
    });
    await expect(writeImagenette(archive, { directory })).rejects.toMatchObject({
      code: 'DATA_CORRUPT',
    });
    expect(readdirSync(folder)).toEqual([]);
  });
});

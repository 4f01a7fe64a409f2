import { describe, expect, it } from '@jest/globals';
import { bytesSource } from '../source/byte-source.js';
import { readExternalData } from './external-data.js';
import type { TensorProto } from './tensor-proto.js';

/** Two float32 values that lie in another file. */
const tensor = (entries: Readonly<Record<string, string>>): TensorProto => ({
  name: 'w',
  dataType: 1,
  shape: [2],
  external: new Map(Object.entries(entries)),
});

const file = Uint8Array.from({ length: 12 }, (_, i) => i);

async function read(entries: Readonly<Record<string, string>>) {
  const opened: string[] = [];
  const open = (name: string) => {
    opened.push(name);
    return Promise.resolve(bytesSource(file));
  };
  const wanted = tensor(entries);
  const content: unknown = await readExternalData([wanted], open).then(
    (contents) => contents.get(wanted),
    (error: unknown) => error,
  );
  return { opened, content };
}

describe('readExternalData', () => {
  it('reads the range that a tensor names', async () => {
    const { content, opened } = await read({ location: 'a/w.data', offset: '4', length: '8' });
    expect(content).toEqual(file.subarray(4));
    expect(opened).toEqual(['a/w.data']);
  });

  it.each([
    '../w',
    'a/../../w',
    '/etc/w',
    'C:/w',
    'C:w',
    'a\\..\\w',
    'http://host/w',
    '',
    'a//w',
    './w',
    'a/./w',
  ])('opens nothing at %j', async (location) => {
    const { content, opened } = await read({ location });
    expect(content).toMatchObject({ code: 'refused-path', subject: 'w' });
    expect(opened).toEqual([]);
  });

  it('keeps one file open at a time and counts all of them together', async () => {
    let open = 0;
    let mostOpen = 0;
    const size = 32 * 2 ** 20;
    const elements = new Uint8Array(size);
    const openCounted = () => {
      mostOpen = Math.max(mostOpen, ++open);
      const close = () => Promise.resolve(void open--);
      return Promise.resolve({ size, read: () => Promise.resolve(elements), close });
    };
    const tensors = (count: number) =>
      Array.from({ length: count }, (_, i) => ({
        ...tensor({ location: `w${i % 2}.data` }),
        shape: [size / 4],
      }));
    expect((await readExternalData(tensors(6), openCounted)).size).toBe(6);
    expect(mostOpen).toBe(1);
    // 2 files of 32 MiB allow 64 + 4 * 64 = 320 MiB of copies, and these are 11 of 32 MiB.
    await expect(readExternalData(tensors(11), openCounted)).rejects.toMatchObject({
      code: 'too-large',
    });
    expect(open).toBe(0);
  });

  it.each([
    [{ offset: '8' }, 'out-of-bounds'],
    [{ offset: '-1' }, 'corrupt'],
    [{ offset: '1e3' }, 'corrupt'],
    [{ length: '4' }, 'corrupt'],
    [{ offset: '9007199254740993' }, 'corrupt'],
  ])('refuses the place %j', async (place, code) => {
    expect((await read({ location: 'w.data', ...place })).content).toMatchObject({ code });
  });
});

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

  it.each(['../w', 'a/../../w', '/etc/w', 'C:/w', 'C:w', 'a\\..\\w', 'http://host/w', '', 'a//w'])(
    'opens nothing at %j',
    async (location) => {
      const { content, opened } = await read({ location });
      expect(content).toMatchObject({ code: 'refused-path', subject: 'w' });
      expect(opened).toEqual([]);
    },
  );

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

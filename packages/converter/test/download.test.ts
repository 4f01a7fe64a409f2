import { createHash } from 'node:crypto';
import * as files from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { download, type DownloadOptions } from '../src/index.js';
import {
  type Answer,
  beginning,
  file,
  type FlakyServer,
  flakyServer,
  status,
} from './flaky-server.js';

const BYTES = Uint8Array.from({ length: 1000 }, (_, i) => i * 7);
const OTHER = Uint8Array.from({ length: 900 }, (_, i) => i * 11);
const SHA256 = createHash('sha256').update(BYTES).digest('hex');
const QUICK = { pauseMs: 0, stallMs: 5000 } as const;

let folder: string;
let to: string;
let server: FlakyServer;

beforeEach(async () => {
  folder = await files.mkdtemp(join(tmpdir(), 'download-'));
  to = join(folder, 'w.bin');
});

afterEach(async () => {
  server.close();
  await files.rm(folder, { recursive: true });
});

async function fetched(
  answers: readonly Answer[],
  options: Partial<DownloadOptions> = {},
): Promise<Uint8Array> {
  server = await flakyServer(...answers);
  await download(server.url, {
    to,
    ...QUICK,
    ...options,
    onProgress: (progress) => {
      options.onProgress?.(progress);
      server.noteProgress(progress);
    },
  });
  return new Uint8Array(await files.readFile(to));
}

const ranges = (): readonly (string | undefined)[] => server.requests.map(({ range }) => range);
const leftBehind = (): Promise<string[]> => files.readdir(folder);

describe('download', () => {
  it('fetches a file and leaves nothing beside it', async () => {
    const seen: unknown[] = [];
    const onProgress = (progress: unknown) => seen.push(progress);
    expect(await fetched([file(BYTES)], { sha256: SHA256, onProgress })).toEqual(BYTES);
    expect(seen.at(-1)).toEqual({ done: 1000, total: 1000 });
    expect(await leftBehind()).toEqual(['w.bin']);
    expect(server.requests).toMatchObject([{ 'accept-encoding': 'identity' }]);
  });

  it('goes on where the connection broke, as often as it takes', async () => {
    const breaks = Array.from({ length: 7 }, () => file(BYTES, { cutAfter: 120 }));
    expect(await fetched([...breaks, file(BYTES)], { attempts: 2, sha256: SHA256 })).toEqual(BYTES);
    expect(ranges()).toEqual([undefined, ...[1, 2, 3, 4, 5, 6, 7].map((n) => `bytes=${120 * n}-`)]);
    expect(server.requests[1]['if-range']).toBe('"v1"');
  });

  it('takes the date for a tag that is weak', async () => {
    const date = 'Wed, 21 Oct 2015 07:28:00 GMT';
    const headers = { etag: 'W/"v1"', 'last-modified': date };
    const answers: Answer[] = [
      beginning(BYTES.subarray(0, 400), {
        headers: { ...headers, 'content-length': 1000 },
        breaks: true,
      }),
      (response) => {
        response.writeHead(206, { ...headers, 'content-range': 'bytes 400-999/1000' });
        response.end(BYTES.subarray(400));
      },
    ];
    expect(await fetched(answers)).toEqual(BYTES);
    expect(server.requests[1]).toMatchObject({ range: 'bytes=400-', 'if-range': date });
  });

  it.each<[string, readonly Answer[]]>([
    [
      'the server ignores ranges',
      [file(OTHER, { cutAfter: 300 }), file(BYTES, { ignoresRange: true })],
    ],
    ['the file has changed', [file(OTHER, { cutAfter: 300 }), file(BYTES, { etag: '"v2"' })]],
    [
      'a part of another version comes',
      [
        file(OTHER, { cutAfter: 300 }),
        status(206, { etag: '"v2"', 'content-range': 'bytes 300-999/1000' }),
        file(BYTES, { etag: '"v2"' }),
      ],
    ],
    [
      'another part comes than was asked for',
      [
        file(OTHER, { cutAfter: 300 }),
        status(206, { etag: '"v1"', 'content-range': 'bytes 200-999/1000' }),
        file(BYTES),
      ],
    ],
    [
      'the file has become shorter than what is here',
      [
        file(OTHER, { cutAfter: 300 }),
        status(416, { 'content-range': 'bytes */100' }),
        file(BYTES),
      ],
    ],
    [
      'there is no tag to tell versions by',
      [
        beginning(OTHER.subarray(0, 300), { headers: { 'content-length': 900 }, breaks: true }),
        file(BYTES),
      ],
    ],
  ])('starts again if %s', async (_, answers) => {
    expect(await fetched(answers)).toEqual(BYTES);
  });

  it('is content with what is here if the promised length was too long', async () => {
    const lie = beginning(BYTES, {
      headers: { etag: '"v1"', 'content-length': 2000 },
      breaks: true,
    });
    expect(await fetched([lie, file(BYTES)], { sha256: SHA256 })).toEqual(BYTES);
    expect(ranges()).toEqual([undefined, 'bytes=1000-']);
  });

  it('finds by its sum a file whose promised length was too short', async () => {
    const lie: Answer = (response) => {
      response.writeHead(200, { 'content-length': 600 }).end(BYTES.subarray(0, 600));
    };
    await expect(fetched([lie], { sha256: SHA256 })).rejects.toMatchObject({ code: 'CHECKSUM' });
    expect(await leftBehind()).toEqual([]);
  });

  it('names both sums of wrong bytes and keeps none of them', async () => {
    const found = createHash('sha256').update(OTHER).digest('hex');
    await expect(fetched([file(OTHER)], { sha256: SHA256 })).rejects.toMatchObject({
      code: 'CHECKSUM',
      message: expect.stringMatching(`${found}.*${SHA256}`) as unknown as string,
    });
    expect(await leftBehind()).toEqual([]);
  });

  it('follows redirects, relative ones too', async () => {
    const answers = [status(302, { location: '/elsewhere' }), status(308, { location: '?a' })];
    expect(await fetched([...answers, file(BYTES)])).toEqual(BYTES);
    expect(server.requests).toHaveLength(3);
  });

  it.each<[string, Answer, number, string]>([
    [
      'redirects in a circle',
      status(302, { location: '/w.bin' }),
      6,
      'redirects more than 5 times',
    ],
    [
      'a redirect to a file',
      status(301, { location: 'file:///etc/hosts' }),
      1,
      'file:///etc/hosts',
    ],
    ['a redirect to nowhere', status(301), 1, 'redirects to ""'],
    ['status 404', status(404), 1, 'the server answers 404 Not Found'],
    ['status 403', status(403), 1, 'the server answers 403 Forbidden'],
    ['status 416 without a range', status(416), 4, 'the server answers 416 with another part'],
    ['status 503', status(503), 4, 'the server answers 503 Service Unavailable'],
    ['an endless break', file(BYTES, { cutAfter: 0 }), 4, 'other side closed'],
    ['a break at the same place', file(BYTES, { cutAfter: 10, ignoresRange: true }), 5, 'closed'],
  ])('gives up at %s', async (_, answer, requests, reason) => {
    await expect(fetched([answer], { remedy: 'ask a friend' })).rejects.toMatchObject({
      code: 'NETWORK',
      message: expect.stringContaining(reason) as unknown as string,
    });
    expect(server.requests).toHaveLength(requests);
    expect(await leftBehind()).not.toContain('w.bin');
  });

  it('says what to do, in one line', async () => {
    await expect(fetched([status(404)], { remedy: 'ask a friend' })).rejects.toThrow(
      /^http:.*w\.bin cannot be fetched \(the server answers 404 Not Found\): ask a friend$/,
    );
  });

  it('says why nobody answers', async () => {
    server = await flakyServer(status(200));
    server.close();
    const failed = download(server.url, { to, ...QUICK });
    await expect(failed).rejects.toThrow(/\(.*ECONNREFUSED.*\): check the address/);
    expect(await leftBehind()).toEqual([]);
  });

  it('counts silence as a break', async () => {
    const silent = beginning(BYTES.subarray(0, 500), {
      headers: { etag: '"v1"', 'content-length': 1000 },
      breaks: false,
    });
    expect(await fetched([silent, file(BYTES)], { stallMs: 50 })).toEqual(BYTES);
    expect(ranges()).toEqual([undefined, 'bytes=500-']);
  });

  it('counts it as a break, too, if not even an answer comes', async () => {
    const dumb: Answer = () => undefined;
    await expect(fetched([dumb], { stallMs: 20, attempts: 2 })).rejects.toThrow('nothing came for');
  });

  it('stops when it is aborted, and a later call goes on', async () => {
    const controller = new AbortController();
    const stopping = fetched([file(BYTES, { cutAfter: 600 }), file(BYTES)], {
      signal: controller.signal,
      pauseMs: 60_000,
      onProgress: () => setTimeout(() => controller.abort(new Error('enough'))),
    });
    await expect(stopping).rejects.toThrow('enough');
    expect(await leftBehind()).toEqual(['.w.bin.part']);
    const options = { to, ...QUICK, sha256: SHA256 };
    const again = download(server.url, { ...options, signal: controller.signal });
    await expect(again).rejects.toThrow('enough');
    await download(server.url, options);
    expect(ranges()).toEqual([undefined, 'bytes=600-']);
    expect(await leftBehind()).toEqual(['w.bin']);
  });

  it('begins anew where the part that was left is of another address', async () => {
    await expect(fetched([file(OTHER, { cutAfter: 300 }), status(404)])).rejects.toThrow('404');
    server.close();
    expect(await fetched([file(BYTES)])).toEqual(BYTES);
    expect(ranges()).toEqual([undefined]);
    expect(await leftBehind()).toEqual(['w.bin']);
  });

  it('begins anew where the part that was left is damaged', async () => {
    await expect(
      fetched([file(OTHER, { cutAfter: 300 }), status(404), file(BYTES)]),
    ).rejects.toThrow();
    await files.writeFile(join(folder, '.w.bin.part/about.json'), '{"url');
    await download(server.url, { to, ...QUICK });
    expect(new Uint8Array(await files.readFile(to))).toEqual(BYTES);
  });

  it('goes on with what an earlier call left', async () => {
    await expect(
      fetched([file(BYTES, { cutAfter: 300 }), status(403), file(BYTES)]),
    ).rejects.toThrow();
    await download(server.url, { to, ...QUICK, sha256: SHA256 });
    expect(ranges()).toEqual([undefined, 'bytes=300-', 'bytes=300-']);
    expect(await leftBehind()).toEqual(['w.bin']);
  });

  it('lets several fetch the same file at once', async () => {
    await expect(
      fetched([file(BYTES, { cutAfter: 300 }), status(403), file(BYTES)]),
    ).rejects.toThrow();
    const how = { to, ...QUICK, sha256: SHA256 };
    await Promise.all([0, 1, 2, 3].map(() => download(server.url, how)));
    expect(new Uint8Array(await files.readFile(to))).toEqual(BYTES);
    expect(ranges().filter((range) => range === 'bytes=300-')).toHaveLength(2);
    expect(await leftBehind()).toEqual(['w.bin']);
  });

  it.each([
    ['ENOSPC', 'DISK_FULL'],
    ['EACCES', 'NOT_WRITABLE'],
  ])(
    'keeps the file that is there, and no part, if writing fails with %s',
    async (reason, code) => {
      await files.writeFile(to, 'old');
      const fileSystem: DownloadOptions['fileSystem'] = {
        ...files,
        async open(name, flags) {
          const handle = await files.open(name, flags);
          handle.writeFile = () =>
            Promise.reject(Object.assign(new Error(reason), { code: reason }));
          return handle;
        },
      };
      await expect(fetched([file(BYTES)], { fileSystem })).rejects.toMatchObject({ code });
      expect(await files.readFile(to, 'utf8')).toBe('old');
      expect(await leftBehind()).toEqual(['w.bin']);
    },
  );

  it('says that the folder does not exist', async () => {
    const lost = join(folder, 'none', 'w.bin');
    await expect(fetched([file(BYTES)], { to: lost })).rejects.toMatchObject({
      code: 'NOT_WRITABLE',
      message: `${lost} cannot be written: its folder does not exist`,
    });
  });
});

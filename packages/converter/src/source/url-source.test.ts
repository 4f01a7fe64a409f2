import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { types } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { openSafetensors } from '../safetensors/open-safetensors.js';
import { safetensorsPieces, writeSafetensors } from '../safetensors/write-safetensors.js';
import { fromFloat32 } from '../tensor-values.js';
import { writeFileAtomic } from '../write-file-atomic.js';
import { urlSource } from './url-source.js';

// 12 MB: more than the first request asks for, and more than one piece.
const large = fromFloat32(
  Float32Array.from({ length: 3_000_000 }, (_, i) => i),
  [3000, 1000],
);
const bytes = writeSafetensors(
  new Map([
    ['large', large],
    ['small', fromFloat32(Float32Array.of(1, 2), [2])],
  ]),
);

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let url: URL;
let folder: string;
let asked: (string | undefined)[];
let answer: Answer;

beforeEach(async () => {
  asked = [];
  folder = await mkdtemp(join(tmpdir(), 'converter-'));
  server = createServer((request, response) => {
    asked.push(request.headers.range);
    answer(request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/w.safetensors`);
});

afterEach(async () => {
  jest.restoreAllMocks();
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

/** Serves a file in ranges; the tag changes after so many answers. */
const ranged =
  (file: Uint8Array, changesAfter = Infinity): Answer =>
  (request, response) => {
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
    const end = Math.min(Number(to) + 1, file.length);
    if (Number(from) >= file.length) {
      return void response.writeHead(416, { 'content-range': `bytes */${file.length}` }).end();
    }
    response.writeHead(206, {
      'content-range': `bytes ${from}-${end - 1}/${file.length}`,
      etag: asked.length > changesAfter ? '"2"' : '"1"',
    });
    response.end(file.subarray(Number(from), end));
  };

const whole: Answer = (_, response) => void response.end(bytes);

/** Promises the whole file and breaks off. */
const cut: Answer = (request, response) => {
  response.writeHead(200, { 'content-length': bytes.length });
  response.write(bytes.subarray(0, 2 ** 21), () => request.socket.destroy());
};

const bytesAsked = (): number =>
  asked.reduce((sum, range) => {
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? [];
    return sum + Number(to) - Number(from) + 1;
  }, 0);

/** jest would compare byte by byte, slowly. */
const isSame = (a: Uint8Array, b: Uint8Array): boolean => Buffer.from(a).equals(b);

describe('a server that knows ranges', () => {
  it('is asked for what is read, and no more', async () => {
    answer = ranged(bytes);
    const file = await openSafetensors(url);
    expect(asked).toEqual(['bytes=0-1048575']);
    const small = await file.tensors.get('small')?.read();
    expect(small?.bytes).toEqual(new Uint8Array(Float32Array.of(1, 2).buffer));
    expect(asked).toHaveLength(2);
    expect(bytesAsked()).toBe(2 ** 20 + 8);
  });

  it('passes a file through in pieces, byte for byte', async () => {
    answer = ranged(bytes);
    const file = await openSafetensors(url);
    const to = join(folder, 'out.safetensors');
    await writeFileAtomic(to, safetensorsPieces(file.tensors)).finally(file.close);
    expect((await readFile(to)).equals(bytes)).toBe(true);
    expect(asked.length).toBeGreaterThan(3);
  });

  it.each([[0], [5], [2 ** 20]])('gives a file of %i bytes', async (length) => {
    answer = ranged(bytes.subarray(0, length));
    const source = await urlSource(url);
    expect(source.size).toBe(length);
    expect(isSame(await source.read(0, length), bytes.subarray(0, length))).toBe(true);
    expect(asked).toHaveLength(1);
  });

  it('is not believed when the file changed in between', async () => {
    answer = ranged(bytes, 1);
    const source = await urlSource(url);
    await expect(source.read(2 ** 20, 8)).rejects.toMatchObject({ code: 'corrupt' });
  });

  it('is not waited for once it refuses or breaks off', async () => {
    answer = ranged(bytes);
    const source = await urlSource(url);
    answer = (_, response) => void response.writeHead(503).end();
    await expect(source.read(2 ** 20, 8)).rejects.toMatchObject({ code: 'NOT_READABLE' });
    answer = (request, response) => {
      const size = bytes.length;
      response.writeHead(206, {
        'content-range': `bytes ${2 ** 20}-${size - 1}/${size}`,
        'content-length': size - 2 ** 20,
        etag: '"1"',
      });
      response.write(bytes.subarray(0, 9), () => request.socket.destroy());
    };
    await expect(source.read(2 ** 20, bytes.length - 2 ** 20)).rejects.toMatchObject({
      code: 'truncated',
      subject: url.href,
    });
  });
});

describe('a server that sends more than it was asked for', () => {
  /** Says what it was asked for, sends a byte more and goes on for ever. */
  const endless: Answer = (request, response) => {
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
    response.writeHead(206, {
      'content-range': `bytes ${from}-${to}/${bytes.length}`,
      etag: '"1"',
    });
    response.write(bytes.subarray(0, Number(to) - Number(from) + 2));
  };
  const refusal = {
    code: 'NOT_READABLE',
    message: expect.stringContaining('sends more than it was asked for') as unknown as string,
  };

  it('is not listened to any longer, at the first request or a later one', async () => {
    answer = endless;
    await expect(urlSource(url)).rejects.toMatchObject(refusal);
    answer = ranged(bytes);
    const source = await urlSource(url);
    answer = endless;
    await expect(source.read(2 ** 20, 8)).rejects.toMatchObject(refusal);
  });
});

describe('a server that knows no ranges', () => {
  it('has its large files kept in a temporary file, which is deleted', async () => {
    answer = whole;
    const source = await urlSource(url, { spoolFolder: folder, mostInMemory: 2 ** 20 });
    expect(await readdir(folder)).toHaveLength(1);
    expect(source.size).toBe(bytes.length);
    expect(await source.read(2 ** 20, 100)).toEqual(bytes.subarray(2 ** 20, 2 ** 20 + 100));
    await source.close();
    expect(await readdir(folder)).toEqual([]);
    expect(asked).toHaveLength(1);
  });

  it('has small files kept in memory', async () => {
    answer = whole;
    const source = await urlSource(url, { spoolFolder: folder });
    expect(await readdir(folder)).toEqual([]);
    expect(isSame(await source.read(0, source.size), bytes)).toBe(true);
  });

  it('leaves nothing behind when it breaks off or is aborted', async () => {
    answer = cut;
    const options = { spoolFolder: folder, mostInMemory: 2 ** 20 };
    const error: unknown = await urlSource(url, options).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'truncated', subject: url.href });
    expect(types.isNativeError((error as Error).cause)).toBe(true);
    const controller = new AbortController();
    answer = (_, response) => {
      response.write(bytes.subarray(0, 2 ** 21), () => controller.abort(new Error('enough')));
    };
    const { signal } = controller;
    await expect(urlSource(url, { ...options, signal })).rejects.toThrow('enough');
    expect(await readdir(folder)).toEqual([]);
  });

  it('cannot fill a page, which has no files', async () => {
    answer = whole;
    jest.replaceProperty(globalThis, 'process', {
      ...process,
      versions: { ...process.versions, node: '' },
    });
    const large = urlSource(url, { spoolFolder: folder, mostInMemory: 2 ** 20 });
    await expect(large).rejects.toMatchObject({ code: 'too-large' });
    expect(isSame(await (await urlSource(url)).read(0, bytes.length), bytes)).toBe(true);
  });

  it('cannot fill a folder that is none', async () => {
    answer = whole;
    const spoolFolder = join(__filename, 'folder');
    await expect(urlSource(url, { spoolFolder, mostInMemory: 100 })).rejects.toMatchObject({
      code: 'NOT_WRITABLE',
    });
  });
});

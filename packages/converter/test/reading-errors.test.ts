import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { types } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openSafetensors, readCheckpoint, readTfjsFolder } from '../src/index.js';

let folder: string;
let server: Server;
let base: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'converter-'));
  writeFileSync(join(folder, 'cut.safetensors'), '\x09\0\0\0\0\0\0\0{');
  writeFileSync(join(folder, 'no-json.safetensors'), '\x02\0\0\0\0\0\0\0{{');
  writeFileSync(
    join(folder, 'no-text.safetensors'),
    Buffer.from('0200000000000000' + '7bff', 'hex'),
  );
  // A model of one tensor whose data lie in a file that is not there.
  const tensor = Buffer.concat([
    Buffer.from([0x08, 0x01, 0x10, 0x01, 0x42, 0x01, 0x77]),
    Buffer.from('\x6a\x14\x0a\x08location\x12\x08away.bin\x70\x01', 'latin1'),
  ]);
  const graph = Buffer.concat([Buffer.from([0x2a, tensor.length]), tensor]);
  const head = Buffer.from([0x08, 0x08, 0x3a, graph.length]);
  writeFileSync(join(folder, 'beside.onnx'), Buffer.concat([head, graph]));
  server = createServer((request, response) => {
    if (request.url !== '/cut.pth') return void response.writeHead(404).end();
    response.writeHead(200, { 'content-length': 100 });
    response.write('PK', () => request.socket.destroy());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

/** How often the place is named, the message with the place as @, and what the causes end with. */
async function told(reading: Promise<unknown>, place: string) {
  const error = (await reading.then(
    () => undefined,
    (reason: unknown) => reason,
  )) as Error;
  let last = error;
  while (types.isNativeError(last.cause)) last = last.cause;
  const message = error.message.replaceAll(place, '@');
  return { message, cause: last === error ? undefined : last.name };
}

describe('an error of reading says the place once, and keeps its cause', () => {
  it.each<readonly [string, string, string | undefined]>([
    ['absent.pth', '@ cannot be read: there is no such file', 'Error'],
    ['.', '@ cannot be read: it is a folder', 'Error'],
    ['cut.safetensors/below', '@ cannot be read: a part of its path is no folder', 'Error'],
    ['\0', '@ cannot be read: ', 'TypeError'],
    ['cut.safetensors', '@: the header needs 9 bytes, 1 are left: ', 'ConverterError'],
    ['no-json.safetensors', '@: the header: it is no JSON; ', 'SyntaxError'],
    ['no-text.safetensors', '@: the header: it is no UTF-8; ', 'TypeError'],
  ])('of the path %j', async (name, message, cause) => {
    const path = join(folder, name);
    for (const read of [readCheckpoint, openSafetensors]) {
      const found = await told(read(path), path);
      expect(found.message.startsWith(message)).toBe(true);
      expect(found.message.split('@')).toHaveLength(2);
      expect(found.cause).toBe(cause);
    }
  });

  it.each<readonly [string, string, string]>([
    ['/absent.pth', '@ cannot be read: the server answers 404 Not Found', 'Error'],
    ['/cut.pth', '@ breaks off before its end: try again', 'SocketError'],
  ])('of the URL %s', async (name, message, cause) => {
    expect(await told(readCheckpoint(base + name), base + name)).toEqual({ message, cause });
  });

  it('of a server that is not there', async () => {
    const url = 'http://127.0.0.1:1/w.pth';
    const { message } = await told(readCheckpoint(url), url);
    expect(message).toMatch(/^@ cannot be read: /);
    expect(message).not.toMatch(/@.*@|fetch failed/);
  });

  it('of a file beside a model, which is named as well', async () => {
    const path = join(folder, 'beside.onnx');
    expect(await told(readCheckpoint(path), path)).toEqual({
      message: `@: the model keeps data in ${join(folder, 'away.bin')}: put that file there as well`,
      cause: 'ConverterError',
    });
  });

  it('of a folder of TensorFlow.js', async () => {
    const model = join(folder, 'absent', 'model.json');
    expect(await told(readTfjsFolder(join(folder, 'absent')), model)).toEqual({
      message: '@ cannot be read: there is no such file',
      cause: 'Error',
    });
  });
});

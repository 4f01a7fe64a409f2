import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readCheckpoint } from '../src/index.js';
import { CONTROL_KEY, fixture } from './fixtures.js';

const bytes = fixture('control-one.onnx');
const path = join(__dirname, '../fixtures/control-one.onnx');
let server: Server;
let base: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/good.onnx') return response.end(bytes);
    if (request.url === '/slow.onnx') return void response.write(bytes.subarray(0, 9));
    if (request.url === '/cut.onnx') {
      response.writeHead(200, { 'content-length': bytes.length });
      return void response.write(bytes.subarray(0, 9), () => request.socket.destroy());
    }
    return response.writeHead(404).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe('readCheckpoint', () => {
  it.each([
    ['bytes', () => bytes],
    ['an ArrayBuffer', () => Uint8Array.from(bytes).buffer],
    ['a Blob', () => new Blob([bytes])],
    ['a path', () => path],
    ['a file: URL', () => pathToFileURL(path)],
    ['an http: URL', () => new URL(`${base}/good.onnx`)],
    ['an http: URL as text', () => `${base}/good.onnx`],
  ])('reads %s', async (_, source) => {
    const { tensors } = await readCheckpoint(source());
    expect([...tensors.keys()]).toEqual([CONTROL_KEY]);
  });

  it('names a URL that is not there or breaks off', async () => {
    await expect(readCheckpoint(`${base}/none`)).rejects.toMatchObject({
      code: 'NOT_READABLE',
      message: expect.stringContaining('404') as unknown as string,
    });
    await expect(readCheckpoint(`${base}/cut.onnx`)).rejects.toMatchObject({ code: 'truncated' });
  });

  it('stops when it is aborted', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const reading = readCheckpoint(`${base}/slow.onnx`, { signal });
    setTimeout(() => controller.abort(new Error('enough')), 20);
    await expect(reading).rejects.toThrow('enough');
    await expect(readCheckpoint(path, { signal })).rejects.toThrow('enough');
  });
});

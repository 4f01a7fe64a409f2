import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { stateDict } from '@mobilenext/core';
import { fromFloat32, readCheckpoint, writeCheckpoint } from '@mobilenext/converter';
import { IMAGENET_224, KNOWN_WEIGHTS, variantNetwork } from '@mobilenext/mobilenext';
import { initialize } from '@mobilenext/nn';
import { madePng } from './made-pictures.js';
import { mobilenext, mobilenextJson } from './in-process.js';
import * as built from './mobilenext.js';
import { writeTinyCheckpoint } from './tiny-checkpoint.js';

const NAME = 'paddleclas-1.0';
const FILE = 'MobileNeXt_x1_0_pretrained.pdparams';
const folder = mkdtempSync(join(tmpdir(), 'mobilenext-known-'));
const path = (name: string): string => join(folder, name);
const fetched: string[] = [];
let server: Server;
let mirror: string;

/** Untrained weights of width 1.0 in PaddlePaddle's format. */
async function writePdparams(path: string): Promise<void> {
  const network = variantNetwork('mobilenext-1.0');
  const arrays = initialize(network, { seed: 0 });
  const tensors = new Map(
    stateDict(network).map(({ key, shape }) => [
      key,
      fromFloat32(arrays.get(key) as Float32Array, shape),
    ]),
  );
  await writeCheckpoint(path, { tensors, metadata: {} });
}

beforeAll(async () => {
  writeFileSync(join(folder, 'dog.png'), await madePng(32, [200, 30, 30]));
  await writePdparams(join(folder, FILE));
  await writeTinyCheckpoint(join(folder, 'tiny.pdparams'), { numClasses: 3 });
  const answers: Readonly<Record<string, () => Uint8Array | string>> = {
    [`/good/${FILE}`]: () => readFileSync(join(folder, FILE)),
    [`/other/${FILE}`]: () => readFileSync(join(folder, 'tiny.pdparams')),
    [`/page/${FILE}`]: () => '<!doctype html><title>Log in</title>',
  };
  server = createServer(({ url = '' }, response) => {
    fetched.push(url);
    if (Object.hasOwn(answers, url)) response.end(answers[url]());
    else response.writeHead(404).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  mirror = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** The environment of a user with a cache folder of the name. */
function using(cache: string, base = `${mirror}/good/`) {
  const MOBILENEXT_CACHE = join(folder, cache);
  return { env: { MOBILENEXT_CACHE, MOBILENEXT_WEIGHTS_MIRROR: base } };
}

describe('mobilenext weights', () => {
  it('lists what is known, without fetching any of it', async () => {
    const { exitCode, stdout } = await built.mobilenext(['weights'], using('empty'));
    expect(exitCode).toBe(0);
    for (const { name, source } of KNOWN_WEIGHTS) {
      expect(stdout).toMatch(new RegExp(`^${name} .*${source}$`, 'm'));
    }
    expect(stdout).toMatch(/^paddleclas-1\.0 +1\.00 +74\.024 % +at first use +Apache-2\.0/m);
    expect(existsSync(join(folder, 'empty'))).toBe(false);
  });
});

describe('known weights in place of a checkpoint', () => {
  const around = (): ReturnType<typeof using> => using('cache');

  it('are fetched and converted once', async () => {
    const first = await built.mobilenext(['summary', NAME], around());
    expect(first.stderr).toBe(
      `fetching ${NAME} from ${mirror}/good/${FILE} into ${join(folder, 'cache', FILE)}\n`,
    );
    expect(first.stdout).toMatch(/^mobilenext-1\.0: width 1, 1000 classes/);
    const second = await built.mobilenext(['summary', NAME], around());
    expect(second).toEqual({ ...first, stderr: '' });
    expect(fetched).toEqual([`/good/${FILE}`]);
    const [listed] = await mobilenextJson<{ cached: string }[]>(['weights'], around());
    expect(listed.cached).toBe(join(folder, 'cache', `${NAME}.safetensors`));
  });

  it('know what shapes do not tell, so that a graph can be written without asking', async () => {
    const words = ['convert', NAME, path('known.onnx')];
    const facts = { strides: 'imagenet', identityMultiplier: 1, preprocessing: IMAGENET_224 };
    expect(await mobilenextJson(words, around())).toMatchObject({
      ...{ input: NAME, parameters: 3_535_416, maxAbsDifference: 0, facts },
    });
    const { metadata } = await readCheckpoint(path('known.onnx'));
    expect(metadata).toMatchObject({ licence: 'Apache-2.0', file: FILE });
  });

  it('are the same as their original', async () => {
    expect((await mobilenext(['parity', NAME, path(FILE)], around())).exitCode).toBe(0);
  });

  it('are taken from an original that was put into the cache by hand', async () => {
    mkdirSync(join(folder, 'given'));
    renameSync(join(folder, 'cache', FILE), join(folder, 'given', FILE));
    const { exitCode, stderr } = await mobilenext(
      ['summary', NAME],
      using('given', `${mirror}/none`),
    );
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  });

  it('give way to a file of that name', async () => {
    await writeTinyCheckpoint(join(folder, 'tiny.safetensors'), { numClasses: 3 });
    mkdirSync(join(folder, 'here'));
    renameSync(join(folder, 'tiny.safetensors'), join(folder, 'here', NAME));
    const options = { ...around(), cwd: join(folder, 'here') };
    expect(await built.mobilenextJson(['summary', NAME], options)).toMatchObject({ width: 0.1 });
  });

  it.each([
    ['eval', NAME, '--data', folder],
    ['predict', path('dog.png'), '--weights', NAME],
    ['parity', NAME, NAME],
    ['convert', NAME, path('never.safetensors')],
  ])('need the network at first: %s says so in one line, with what to do', async (...words) => {
    const { exitCode, stdout, stderr } = await mobilenext(words, using('none', `${mirror}/none`));
    const at = join(folder, 'none', FILE);
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' });
    expect(stderr.split('\n')).toEqual([
      expect.stringMatching(/^fetching paddleclas-1\.0 from /),
      `mobilenext ${words[0]}: ${mirror}/none/${FILE} cannot be fetched (the server answers 404 Not Found): check the network, or fetch it elsewhere and put it at ${at}`,
      '',
    ]);
    expect(readdirSync(join(folder, 'none'))).toEqual([]);
  });

  it.each([
    ['page', /this is a web page/],
    ['other', /keys do not fit the network/],
  ])('are not taken from an answer with something else: %s', async (what, reason) => {
    const ending = await mobilenext(['summary', NAME], using(what, `${mirror}/${what}/`));
    expect(ending).toMatchObject({ exitCode: 1, stdout: '' });
    expect(ending.stderr).toMatch(reason);
    expect(readdirSync(join(folder, what))).toEqual([]);
  });

  it('say where a person gets them if a program cannot', async () => {
    const { exitCode, stderr } = await mobilenext(['summary', 'authors-1.0'], around());
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/get model_best\.pth\.tar from https:.* --detect PICTURES`$/m);
  });

  it('are meant by a name with a slip', async () => {
    const words = ['convert', 'padleclas-1.0', path('never.safetensors')];
    const { exitCode, stderr } = await mobilenext(words, around());
    expect(exitCode).toBe(2);
    expect(stderr).toContain('did you mean paddleclas-1.0?');
  });
});

import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { stateDict } from '@mobilenext/core';
import { readCheckpoint, toFloat32 } from '@mobilenext/converter';
import { bestInstructionSet } from '@mobilenext/kernels';
import { IMAGENET_224, variantNetwork } from '@mobilenext/mobilenext';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { createClassifier } from '../src/index.js';
import { decodePicture } from '../src/picture/decode-picture.js';
import { preparation } from '../src/picture/prepare-picture.js';
import { openChromium } from './browser/open-chromium.js';
import { runNetwork } from './browser/page.js';
import { serve } from './browser/serve.js';
import { bundle } from './bundle.js';
import { DEMO_PICTURE, forwardFile } from './golden.js';

const VARIANT = 'mobilenext-0.35';
const W100 = forwardFile('w100.safetensors');
/** Rounds of each engine in turn, so that a slow phase of the machine meets both. */
const TURNS = 3;
const ROUNDS = 15;

/** The arrays of the network, one behind the other. */
async function joinedWeights(): Promise<Float32Array> {
  const { tensors } = await readCheckpoint(forwardFile('w035.safetensors'));
  const parts = stateDict(variantNetwork(VARIANT)).map(({ key, role }) => {
    const tensor = tensors.get(key);
    return role === 'batchCount' || !tensor ? Float32Array.of(0) : toFloat32(tensor);
  });
  const joined = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  parts.reduce((at, part) => (joined.set(part, at), at + part.length), 0);
  return joined;
}

async function demoInput(): Promise<Float32Array> {
  const values = new Float32Array(224 * 224 * 3);
  const how = { orientation: 'stored', name: 'demo' } as const;
  preparation(IMAGENET_224)(await decodePicture(DEMO_PICTURE, how), values);
  return values;
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

const timesText = (where: string, times: readonly number[]): string =>
  `${where} ${Math.min(...times).toFixed(2)} ms (median ${median(times).toFixed(2)})`;

describe('in a browser', () => {
  let browser: Browser;
  let page: Page;
  let close: () => void;
  let weights: Float32Array;
  let input: Float32Array;

  beforeAll(async () => {
    // Only Node 20 needs to be told; Chromium has relaxed SIMD by itself.
    if (process.version.startsWith('v20.')) {
      setFlagsFromString('--experimental-wasm-relaxed-simd');
    }
    browser = await openChromium();
    [weights, input] = [await joinedWeights(), await demoInput()];
    const png = await sharp(DEMO_PICTURE).png().toBuffer();
    const turned = await sharp(DEMO_PICTURE).jpeg().withMetadata({ orientation: 6 }).toBuffer();
    const binary = (body: Uint8Array, type = 'application/octet-stream') => ({ type, body });
    const html =
      '<!doctype html><script type="module">import * as p from "/page.js"; window.p = p</script>';
    const server = await serve({
      '/': binary(Buffer.from(html), 'text/html'),
      '/open': { ...binary(Buffer.from(html), 'text/html'), isOpen: true },
      '/page.js': binary(await bundle("export * from './browser/page.js'"), 'text/javascript'),
      '/weights': binary(bytesOf(weights)),
      '/input': binary(bytesOf(input)),
      '/w100': binary(readFileSync(W100)),
      '/demo.jpeg': binary(readFileSync(DEMO_PICTURE), 'image/jpeg'),
      '/demo.png': binary(png, 'image/png'),
      '/turned.jpeg': binary(turned, 'image/jpeg'),
      '/text': binary(Buffer.from('hello'), 'image/png'),
    });
    ({ close } = server);
    page = await browser.newPage();
    await page.goto(server.origin);
    await page.waitForFunction('window.p');
  });

  afterAll(async () => {
    await browser?.close();
    close?.();
  });

  /** Calls a function of page.ts in the page. */
  const call = <T>(name: string, argument: unknown): Promise<T> =>
    page.evaluate(`p.${name}(${JSON.stringify(argument)})`);

  it.each(['simd', 'relaxed-simd'] as const)('gives the logits of Node by %s', async (set) => {
    expect(set === 'simd' || bestInstructionSet() === set).toBe(true);
    const job = { variant: VARIANT, instructionSet: set, rounds: ROUNDS } as const;
    const times: { node: number[]; chromium: number[] } = { node: [], chromium: [] };
    for (let turn = 0; turn < TURNS; turn++) {
      const here = await runNetwork({ ...job, weights, input });
      const there = await call<Awaited<ReturnType<typeof runNetwork>>>('runNetworkAt', job);
      const largest = Math.max(...here.logits.map(Math.abs));
      const differences = here.logits.map((value, i) => Math.abs(value - there.logits[i]));
      expect(Math.max(...differences) / largest).toBeLessThan(1e-6);
      times.node.push(...here.times);
      times.chromium.push(...there.times);
    }
    const [node, chromium] = [
      timesText(`Node ${process.version}`, times.node),
      timesText(`Chromium ${browser.version()}`, times.chromium),
    ];
    process.stderr.write(`[browser] ${VARIANT} at 224, ${set}: ${node}, ${chromium}\n`);
  });

  it('gives the same logits by two threads', async () => {
    const job = { variant: VARIANT, instructionSet: 'relaxed-simd', rounds: ROUNDS } as const;
    const one = await call<Awaited<ReturnType<typeof runNetwork>>>('runNetworkAt', job);
    const two = await call<typeof one>('runNetworkAt', { ...job, threads: 2 });
    const largest = Math.max(...one.logits.map(Math.abs));
    const differences = one.logits.map((value, i) => Math.abs(value - two.logits[i]));
    expect(Math.max(...differences) / largest).toBeLessThan(1e-6);
    const [alone, together] = [timesText('one', one.times), timesText('two', two.times)];
    process.stderr.write(`[browser] ${VARIANT} at 224, threads: ${alone}, ${together}\n`);
  });

  it('classifies several pictures by two threads, and says where there can be none', async () => {
    const alone = await call<{ id: number; score: number }>('best', ['/demo.jpeg', 'upright']);
    const rows = await call<(typeof alone)[]>('classifyByTwo', '/demo.jpeg');
    for (const { id, score } of rows) {
      expect(id).toBe(alone.id);
      expect(Math.abs(score - alone.score)).toBeLessThan(1e-6);
    }
    const other = await browser.newPage();
    await other.goto(new URL('/open', page.url()).href);
    await other.waitForFunction('window.p');
    expect(await other.evaluate('p.threadsFailure()')).toMatch(
      /^THREADS: threads need SharedArrayBuffer/,
    );
    await other.close();
  });

  it.each(['/demo.jpeg', '/demo.png'])('classifies %s in whatever form', async (url) => {
    const forms = await call<Record<string, [number, number][]>>('classifyForms', url);
    const body = await (await page.request.get(new URL(url, page.url()).href)).body();
    const classify = await createClassifier({ weights: W100, variant: 'mobilenext-1.0' });
    const here = await classify(body);
    expect(Object.keys(forms)).toHaveLength(8);
    for (const [name, classes] of Object.entries(forms)) {
      expect([name, classes.map(([id]) => id)]).toEqual([name, here.map(({ id }) => id)]);
      classes.forEach(([, score], i) => {
        // Chromium decodes them to the very same pixels.
        expect(Math.abs(score - here[i].score)).toBeLessThan(1e-6);
      });
    }
  });

  it('turns a photo upright, or leaves it as it is stored', async () => {
    const body = await (await page.request.get(new URL('/turned.jpeg', page.url()).href)).body();
    const best: number[] = [];
    for (const orientation of ['upright', 'stored'] as const) {
      const options = { weights: W100, variant: 'mobilenext-1.0', orientation };
      const [{ id, score }] = await (await createClassifier(options))(body);
      const there = await call<{ id: number; score: number }>('best', [
        '/turned.jpeg',
        orientation,
      ]);
      expect(there.id).toBe(id);
      expect(Math.abs(there.score - score)).toBeLessThan(1e-4);
      best.push(score);
    }
    expect(best[0]).not.toBeCloseTo(best[1], 3);
  });

  it('says what cannot be decoded or fetched', async () => {
    expect(await call('failureOf', '/text')).toMatch(/^PICTURE: \/text cannot be decoded \(/);
    expect(await call('failureOf', '/absent')).toBe(
      'READ: /absent cannot be read (404 Not Found): is it there?',
    );
  });
});

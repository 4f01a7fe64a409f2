import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { unzipSync } from 'fflate';
import { stateDict } from '@mobilenext/core';
import {
  type Checkpoint,
  fitToNetwork,
  readCheckpoint,
  readTfjs,
  type TensorMap,
  tensorsToWrite,
  unfoldTensors,
  writeOnnx,
  writeSafetensors,
  writeTfjs,
} from '@mobilenext/converter';
import { mobileNeXt, networkFactsMetadata } from '@mobilenext/mobilenext';
import type { Download, Page } from 'playwright-core';
import { fixture, goldenFile, hasGolden, TINY } from './fixtures.js';
import { type OpenPage, openPage } from './open-page.js';

const network = mobileNeXt({ width: 0.1, numClasses: 10 });

/** With a running average where the recorded files are. */
const CHECKPOINT = hasGolden ? 'ckpt-sgd.pth.tar' : TINY;
const bytes = hasGolden ? goldenFile(`good/${CHECKPOINT}`) : fixture(TINY);

const fitted = (tensors: TensorMap): TensorMap => fitToNetwork(tensors, stateDict(network)).tensors;

/** What each tensor holds, to the bit; jest would compare byte by byte. */
const contents = (tensors: TensorMap): Record<string, string> =>
  Object.fromEntries(
    [...tensors].map(([key, { dtype, shape, bytes: content }]) => [
      key,
      `${dtype} [${shape.join()}] ${createHash('sha256').update(content).digest('hex')}`,
    ]),
  );

describe('the page', () => {
  let open: OpenPage;
  let page: Page;
  let checkpoint: Checkpoint;
  const requests: string[] = [];
  const faults: string[] = [];
  const downloads: Download[] = [];

  beforeAll(async () => {
    open = await openPage();
    ({ page } = open);
    page.on('request', (request) => requests.push(request.url()));
    page.on('pageerror', ({ message }) => faults.push(message));
    page.on('console', (line) => line.type() === 'error' && faults.push(line.text()));
    page.on('download', (download) => downloads.push(download));
    checkpoint = await readCheckpoint(bytes);
  });

  afterEach(() => {
    downloads.length = 0;
  });

  afterAll(() => open?.close());

  /** Drops files as a user does, by an event with their bytes. */
  async function drop(files: Readonly<Record<string, Uint8Array>>): Promise<void> {
    const texts = Object.entries(files).map(
      ([name, content]) => [name, Buffer.from(content).toString('base64')] as const,
    );
    await page.evaluate((entries) => {
      const dataTransfer = new DataTransfer();
      for (const [name, text] of entries) {
        const content = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
        dataTransfer.items.add(new File([content], name));
      }
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true }));
    }, texts);
    await settled();
  }

  /** Drops a folder of this machine, as only the browser itself can. */
  async function dropFolder(path: string): Promise<void> {
    const devtools = await page.context().newCDPSession(page);
    const data = { items: [], files: [path], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await devtools.send('Input.dispatchDragEvent', { type, x: 50, y: 50, data });
    }
    await page.waitForFunction(() => document.querySelector('#name')?.textContent === 'model.json');
    await settled();
  }

  async function choose(name: string, content: Uint8Array): Promise<void> {
    const file = { name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) };
    await page.setInputFiles('#files', file);
    await settled();
  }

  async function settled(): Promise<void> {
    await page.waitForSelector('#report:not([hidden]), #problem:not([hidden])');
  }

  async function say(strides: string, multiplier: string): Promise<void> {
    await page.selectOption('#strides', strides);
    await page.fill('#multiplier', multiplier);
  }

  /** Converts as the form stands, and gives the bytes that were saved. */
  async function save(format: string): Promise<{ name: string; saved: Uint8Array }> {
    await page.selectOption('#format', format);
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('#save')]);
    const saved = new Uint8Array(readFileSync(await download.path()));
    return { name: download.suggestedFilename(), saved };
  }

  /** What is told of the checkpoint, by its terms. */
  async function facts(): Promise<Record<string, string>> {
    const terms = await page.locator('#facts dt').allInnerTexts();
    const texts = await page.locator('#facts dd').allInnerTexts();
    return Object.fromEntries(terms.map((term, i) => [term, texts[i]]));
  }

  it('shows what a checkpoint that is dropped on it holds', async () => {
    await drop({ [CHECKPOINT]: bytes });
    expect(await page.innerText('#name')).toBe(CHECKPOINT);
    expect(await facts()).toMatchObject({
      Format: 'PyTorch',
      Network: 'mobilenext-0.1 or mobilenext-0.1-small',
      Classes: '10',
      Parameters: '359,126',
      'Multiply-adds at 224': '26,817,368',
      'Running average': hasGolden ? 'beside the weights' : 'none',
    });
    expect(await page.locator('#layers tbody tr').count()).toBe(22);
    expect(await page.innerText('#blocks-note')).toMatch(/^Assumed, as the file does not say/);
    // A reader goes on from the name.
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('name');
    await page.click('#keys summary');
    const [first] = await page.locator('#keys tbody tr').allInnerTexts();
    expect(first.split('\t')[0]).toBe('features.0.0.weight');
    expect(await page.locator('#keys tbody tr').count()).toBe(checkpoint.tensors.size);
  });

  it.each(['safetensors', 'pth', 'pdparams', 'npz'] as const)('saves it as %s', async (format) => {
    await choose(CHECKPOINT, bytes);
    const { name, saved } = await save(format);
    expect(name.endsWith(`.${format}`)).toBe(true);
    const wanted = tensorsToWrite(format, fitted(checkpoint.tensors));
    expect(contents(fitted((await readCheckpoint(saved)).tensors))).toEqual(
      contents(fitted(wanted)),
    );
    expect(await page.innerText('#result')).toMatch(
      /Read back: all \d+ tensors are the same in every bit as what was to be written, logits differ by 0\.$/,
    );
  });

  it('takes the running average, in half the size', async () => {
    await choose(CHECKPOINT, bytes);
    expect(await page.isVisible('#average')).toBe(hasGolden);
    if (hasGolden) await page.check('#average');
    await page.check('#half');
    const { saved } = await save('safetensors');
    const source = checkpoint.ema ?? checkpoint.tensors;
    const wanted = tensorsToWrite('safetensors', fitted(source), { half: true });
    expect(contents((await readCheckpoint(saved)).tensors)).toEqual(contents(wanted));
    expect(await page.innerText('#result')).toMatch(
      /logits differ by \S+( \(the largest is .*\))?/,
    );
  });

  it('asks for what a graph needs before it saves one', async () => {
    await choose(CHECKPOINT, bytes);
    await page.selectOption('#format', 'onnx');
    await page.click('#save');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('strides');
    expect(await page.getAttribute('#multiplier', 'aria-invalid')).toBe('true');
    expect(downloads).toEqual([]);

    await say('small', '2');
    expect(await facts()).toMatchObject({ Network: 'mobilenext-0.1-small' });
    const { saved } = await save('onnx');
    const wanted = tensorsToWrite('onnx', checkpoint.tensors, { network });
    const read = await readCheckpoint(saved);
    expect(contents(read.tensors)).toEqual(contents(wanted));
    const said = networkFactsMetadata({ strides: 'small', identityMultiplier: 2 });
    expect(read.metadata).toMatchObject(said);
  });

  it('takes strides and identity multiplier from a graph, and refuses others', async () => {
    const options = { strides: 'small', identityMultiplier: 2 } as const;
    const small = mobileNeXt({ width: 0.1, numClasses: 10, ...options });
    await choose('exported.onnx', writeOnnx(small, fitted(checkpoint.tensors)));
    expect(await page.inputValue('#strides')).toBe('small');
    expect(await page.inputValue('#multiplier')).toBe('2');
    await say('imagenet', '2');
    await page.selectOption('#format', 'pth');
    await page.click('#save');
    await page.waitForSelector('#problem:not([hidden])');
    expect(await page.innerText('#problem')).toBe(
      'GRAPH_FACTS strides imagenet: the graph of exported.onnx has strides small; take that',
    );
    expect(downloads).toEqual([]);
    await say('small', '2');
    await save('pth');
    expect(await page.isVisible('#problem')).toBe(false);
  });

  it('saves a folder for TensorFlow.js as a zip', async () => {
    await choose(CHECKPOINT, bytes);
    await say('imagenet', '1');
    const { name, saved } = await save('tfjs-layers');
    const folder = name.replace(/\.zip$/, '');
    const files = Object.entries(unzipSync(saved)).map(
      ([path, content]) => [path.replace(`${folder}/`, ''), content] as const,
    );
    const wanted = tensorsToWrite('tfjs-layers', checkpoint.tensors, { network });
    expect(contents(readTfjs(new Map(files), network))).toEqual(contents(wanted));
  });

  it.each([
    ['tfjs-graph', true],
    ['tfjs-layers', false],
  ] as const)('opens a folder with a %s that is dropped on it', async (format, isFolded) => {
    const source = fitted(checkpoint.tensors);
    const options = { strides: 'small', identityMultiplier: 2 } as const;
    // The graph alone says both.
    const small = mobileNeXt({ width: 0.1, numClasses: 10, ...options });
    const files = writeTfjs(format, small, source);
    const folder = mkdtempSync(join(tmpdir(), 'page-'));
    for (const [name, content] of files) writeFileSync(join(folder, name), content);
    try {
      await choose(TINY, fixture(TINY));
      await dropFolder(folder);
      expect(await page.innerText('#name')).toBe('model.json');
      expect(await facts()).toMatchObject({
        Format: expect.stringContaining('TensorFlow.js'),
        Network: 'mobilenext-0.1-small',
        Classes: '10',
      });
      const { name, saved } = await save('safetensors');
      expect(name).toBe('model.safetensors');
      const wanted = tensorsToWrite(format, source, { network });
      const read = await readCheckpoint(saved);
      expect(contents(read.tensors)).toEqual(
        contents(isFolded ? unfoldTensors(network, wanted) : wanted),
      );
      expect(read.metadata).toMatchObject(networkFactsMetadata(options));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('fills in what the metadata say', async () => {
    const said = networkFactsMetadata({ strides: 'small', identityMultiplier: 4 });
    await choose('said.safetensors', writeSafetensors(fitted(checkpoint.tensors), said));
    expect(await page.inputValue('#strides')).toBe('small');
    expect(await page.inputValue('#multiplier')).toBe('4');
    expect(await page.isVisible('#blocks-note')).toBe(false);
    expect(await facts()).toMatchObject({ Network: 'mobilenext-0.1-small' });
  });

  it.each([
    ['evil-os-system.pth', 'refused-global', 'os.system'],
    ['evil-constructor.pdparams', 'refused-global', ''],
    ['html-page.pth', 'html-page', 'this is a web page'],
    ['zip-crc-data.pth', 'corrupt', ''],
  ])('answers %s with its line and saves nothing', async (name, code, part) => {
    await choose(TINY, fixture(TINY));
    await drop({ [name]: fixture(name) });
    const line = await page.innerText('#problem');
    expect(line.startsWith(code)).toBe(true);
    expect(line).toContain(part);
    expect(line).toContain(name);
    expect(await page.isVisible('#report')).toBe(false);
    expect(await page.isVisible('#save')).toBe(false);
    expect(downloads).toEqual([]);
  });

  it('shows the keys of another network, and offers no conversion', async () => {
    await choose('two-arrays.npz', fixture('two-arrays.npz'));
    expect(await page.innerText('#problem')).toMatch(/^missing-key/);
    expect(await page.innerText('#keys summary')).toBe('Keys and shapes (2)');
    expect(await page.isVisible('#convert')).toBe(false);
  });

  it('does not guess among several files', async () => {
    await drop({ 'a.pth': fixture(TINY), 'b.pth': fixture(TINY) });
    expect(await page.innerText('#problem')).toMatch(/^SEVERAL_FILES a\.pth, b\.pth/);
  });

  it('stops at once when it is told to, and opens the next file', async () => {
    const after = await page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([new Uint8Array(300e6)], 'large.pth'));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true }));
      const [busy, cancel] = ['#busy', '#cancel'].map((id) =>
        document.querySelector<HTMLElement>(id),
      );
      const wasBusy = busy?.hidden === false;
      cancel?.click();
      return wasBusy;
    });
    expect(after).toBe(true);
    await page.waitForFunction(
      () => document.querySelector('#status')?.textContent === 'Cancelled.',
    );
    expect(await page.isVisible('#busy')).toBe(false);
    expect(await page.isVisible('#problem')).toBe(false);
    await choose(TINY, fixture(TINY));
    expect(await page.innerText('#name')).toBe(TINY);
  });

  it('asks nothing of any server but its own files, and has no fault of its own', () => {
    expect(requests.every((url) => url.startsWith(open.origin) || /^(blob|data):/.test(url))).toBe(
      true,
    );
    expect(faults).toEqual([]);
  });
});

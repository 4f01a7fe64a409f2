import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import * as mobilenext from '@mobilenext/mobilenext';
import { markdownExamples, runAsyncMarkdownExample } from '../../../tools/markdown-example.js';
import * as converter from '../src/index.js';
import { bytesOf } from './golden.js';

const home = process.cwd();
const folder = mkdtempSync(join(tmpdir(), 'converter-readme-'));

beforeAll(() => {
  const checkpoint = bytesOf({ file: 'good/ckpt-sgd.pth.tar.br', stored: 'brotli' });
  writeFileSync(join(folder, 'model_best.pth.tar'), checkpoint);
  process.chdir(folder);
});

afterAll(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

it("the README's example prints what it says, with the two packages that it names alone", async () => {
  const [{ code, output }] = markdownExamples(join(__dirname, '../README.md'));
  const modules = { '@mobilenext/converter': converter, '@mobilenext/mobilenext': mobilenext };
  expect(await runAsyncMarkdownExample(code, modules)).toBe(output);
  const { tensors, graph } = await converter.readTfjsFolder('web-model');
  expect(tensors.size).toBe(372);
  expect(graph).toEqual({ strides: 'imagenet', identityMultiplier: 1 });
});

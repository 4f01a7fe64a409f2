import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { IMAGENET_224, variantNetwork } from '@mobilenext/mobilenext';
import sharp from 'sharp';
import { markdownExamples, runAsyncMarkdownExample } from '../../../tools/markdown-example.js';
import * as runtime from '../src/index.js';
import { networkTensors, runMetadata, safetensorsOf } from './weights-file.js';

const ID = 178;
const home = process.cwd();
const folder = mkdtempSync(join(tmpdir(), 'mobilenext-readme-'));

/** Weights that see nothing and always answer the same: 0.85 for one class, the rest for another. */
function answer(): Uint8Array {
  const tensors = networkTensors(variantNetwork('mobilenext-0.1'), ({ role }, length) => {
    const values = new Float32Array(length);
    if (role === 'linearBias') {
      values.fill(-100);
      values.set([Math.log(0.85), Math.log(0.15)], ID);
    }
    return values;
  });
  const config = {
    ...{ variant: 'mobilenext-0.1', identityMultiplier: 1 },
    preprocessing: IMAGENET_224,
  };
  const classes = Array.from({ length: 1000 }, (_, id) => (id === ID ? 'Weimaraner' : `no ${id}`));
  return safetensorsOf(tensors, runMetadata(config, classes));
}

beforeAll(async () => {
  const create = { width: 300, height: 260, channels: 3, background: 'grey' } as const;
  await sharp({ create }).jpeg().toFile(join(folder, 'dog.jpg'));
  writeFileSync(join(folder, 'mobilenext-1.0.safetensors'), answer());
  process.chdir(folder);
});

afterAll(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

it("the README's example prints what it says", async () => {
  const [{ code, output }] = markdownExamples(join(__dirname, '../README.md'));
  const printed = await runAsyncMarkdownExample(code, { '@mobilenext/runtime': runtime });
  expect(printed).toBe(output);
});

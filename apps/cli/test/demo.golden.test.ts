import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readCheckpoint } from '@mobilenext/converter';
import { mobilenextJson } from './mobilenext.js';

const shared = process.env.MOBILENEXT_SHARED ?? resolve(__dirname, '../../../../shared');
const golden = (name: string): string => join(shared, 'golden', 'forward', name);
const picture = golden('ILSVRC2012_val_00020010.jpeg');

interface Top {
  readonly ids: readonly number[];
  readonly scores: readonly number[];
}

describe("PaddleClas's demo picture", () => {
  it('is prepared to the same bytes', async () => {
    const { tensors } = await readCheckpoint(golden('demo.w100.safetensors'));
    const crop = tensors.get('crop')?.bytes as Uint8Array;
    const rgbSha256 = createHash('sha256').update(crop).digest('hex');
    expect(await mobilenextJson(['preprocess', picture])).toMatchObject({ rgbSha256 });
  });

  it.each(['wasm', 'reference'])('gets the same five classes on %s', async (backend) => {
    const { pytorch_float64: truth } = JSON.parse(
      readFileSync(golden('demo.w100.json'), 'utf8'),
    ) as { pytorch_float64: Top };
    const words = ['predict', picture, '--weights', golden('w100.safetensors')];
    const [{ class_ids, scores, file_name }] = await mobilenextJson<
      { class_ids: number[]; scores: number[]; file_name: string }[]
    >([...words, '--backend', backend]);
    expect(file_name).toBe(picture);
    expect(class_ids).toEqual(truth.ids);
    scores.forEach((score, i) => expect(Math.abs(score - truth.scores[i])).toBeLessThan(1e-4));
  });
});

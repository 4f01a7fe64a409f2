import { describe, expect, it } from '@jest/globals';
import type { Preprocessing } from '@mobilenext/mobilenext';
import { decodePicture } from '../src/picture/decode-picture.js';
import { preparation } from '../src/picture/prepare-picture.js';
import { inputFile, readPreprocessing, sha256 } from './golden.js';

interface DecodeCase {
  readonly input: string;
  readonly pillow: { width: number; height: number; sha256: string } | { error: string };
}

interface EvalCase {
  readonly id: string;
  readonly input: string;
  readonly op: 'torchvision' | 'timm' | 'paddleclas';
  readonly params: Pick<Preprocessing, 'mean' | 'std'> & {
    readonly resize?: number;
    readonly scale_size?: number;
    readonly resize_short?: number;
    readonly crop?: number;
    readonly img_size?: number;
    readonly interpolation: 'bilinear' | 'bicubic';
  };
  readonly normalized_f32_chw_sha256: string;
}

/** libvips reads no BMP and leaves transparent pixels of a GIF black. */
const OTHERWISE = ['inputs/decode/rgb.bmp', 'inputs/decode/trns.gif'];
const STORED = { orientation: 'stored', name: 'the picture' } as const;

describe('decodePicture against Pillow', () => {
  const { cases } = readPreprocessing<{ cases: DecodeCase[] }>('decode.json');

  it('agrees on 180 of 182 files', async () => {
    expect(cases).toHaveLength(182);
    const wrong: string[] = [];
    for (const { input, pillow } of cases.filter((c) => !OTHERWISE.includes(c.input))) {
      const outcome = await decodePicture(inputFile(input), STORED).then(
        ({ width, height, data }) => `${width}x${height} ${sha256(data)}`,
        (error: { code?: string }) => String(error.code),
      );
      const expected =
        'error' in pillow ? 'PICTURE' : `${pillow.width}x${pillow.height} ${pillow.sha256}`;
      if (outcome !== expected) wrong.push(`${input}: ${outcome}, not ${expected}`);
    }
    expect(wrong).toEqual([]);
  });
});

/** [H, W, 3] to [3, H, W]. */
function toChw(values: Float32Array): Float32Array {
  const pixels = values.length / 3;
  return Float32Array.from(values, (_, i) => values[3 * (i % pixels) + Math.floor(i / pixels)]);
}

/** timm on the CPU crops and normalises by torchvision's code. */
const rulesOf = (op: EvalCase['op']) => {
  const rule = op === 'paddleclas' ? op : 'torchvision';
  return { cropRule: rule, arithmetic: rule } as const;
};

describe('preparation', () => {
  const { cases } = readPreprocessing<{ cases: EvalCase[] }>('eval.json');
  const known = cases.filter(({ op }) => ['torchvision', 'timm', 'paddleclas'].includes(op));

  it('agrees with torchvision, timm and PaddleClas in every bit of 60 tensors', async () => {
    expect(known).toHaveLength(60);
    const wrong: string[] = [];
    for (const { id, input, op, params, normalized_f32_chw_sha256: expected } of known) {
      const { interpolation, mean, std } = params;
      const shortSide = params.resize ?? params.scale_size ?? params.resize_short ?? 0;
      const size = params.crop ?? params.img_size ?? 0;
      const resize = { shortSide, interpolation, rounding: op };
      const values = new Float32Array(size * size * 3);
      const prepare = preparation({ size, resize, mean, std, ...rulesOf(op) });
      prepare(await decodePicture(inputFile(input), STORED), values);
      if (sha256(new Uint8Array(toChw(values).buffer)) !== expected) wrong.push(id);
    }
    expect(wrong).toEqual([]);
  });
});

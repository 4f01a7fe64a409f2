import { describe, expect, it } from '@jest/globals';
import { evaluationTransform, normalizationTable, normalize, type Rgb } from '../src/index.js';
import { goldenCases, goldenTensor, inputPicture, sha256 } from './golden.js';

interface EvalParameters {
  readonly resize?: number;
  readonly scale_size?: number;
  readonly resize_short?: number;
  readonly crop?: number;
  readonly img_size?: number;
  readonly interpolation: 'bilinear' | 'bicubic';
  readonly mean: Rgb;
  readonly std: Rgb;
}

/** timm on the CPU normalises by torchvision; only its loader on a device has its own arithmetic. */
const LIBRARIES = [
  { op: 'torchvision', cropRule: 'torchvision', arithmetic: 'torchvision', cases: 20 },
  { op: 'timm', cropRule: 'torchvision', arithmetic: 'torchvision', cases: 30 },
  { op: 'paddleclas', cropRule: 'paddleclas', arithmetic: 'paddleclas', cases: 10 },
] as const;

const bytesOf = (values: Float32Array): Uint8Array => new Uint8Array(values.buffer);

/** [H, W, 3] to [3, H, W]. */
function toChw(values: Float32Array): Float32Array {
  const pixels = values.length / 3;
  const planes = new Float32Array(values.length);
  for (let pixel = 0; pixel < pixels; pixel++) {
    for (let c = 0; c < 3; c++) planes[c * pixels + pixel] = values[3 * pixel + c];
  }
  return planes;
}

describe.each(LIBRARIES)('evaluation as $op', ({ op, cropRule, arithmetic, cases }) => {
  const goldens = goldenCases<EvalParameters>('eval.json', op);

  it(`has ${cases} cases`, () => {
    expect(goldens).toHaveLength(cases);
  });

  it.each(goldens)('agrees on $id', async ({ input, params, ...golden }) => {
    const { interpolation, mean, std } = params;
    const shortSide = params.resize ?? params.scale_size ?? params.resize_short ?? 0;
    const size = params.crop ?? params.img_size ?? 0;
    const resize = { shortSide, interpolation, rounding: op };
    const transform = evaluationTransform({ size, resize, cropRule });
    const { data } = transform(await inputPicture(input));
    expect(sha256(data)).toBe(golden.sha256);
    const normalized = toChw(normalize(data, { mean, std, arithmetic }));
    expect(sha256(bytesOf(normalized))).toBe(golden.normalized_f32_chw_sha256);
    if (golden.tensor === undefined) return;
    const tensor = goldenTensor('eval.safetensors', golden.tensor);
    expect(Buffer.compare(bytesOf(normalized), bytesOf(tensor))).toBe(0);
  });
});

describe('normalizationTable', () => {
  const mean = [0.485, 0.456, 0.406] as const;
  const std = [0.229, 0.224, 0.225] as const;

  it.each([
    { arithmetic: 'torchvision', name: 'lut-torchvision' },
    { arithmetic: 'timm', name: 'lut-timm_prefetcher' },
    { arithmetic: 'paddleclas', name: 'lut-paddleclas' },
  ] as const)('agrees with $name in every bit', ({ arithmetic, name }) => {
    const table = normalizationTable({ mean, std, arithmetic });
    expect(bytesOf(table)).toEqual(bytesOf(goldenTensor('eval.safetensors', name)));
  });
});

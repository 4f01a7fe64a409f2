import { describe, expect, it } from '@jest/globals';
import { cutmixShare, type MixedFrom } from '../src/mix/mixing.js';
import { mixPixels } from '../src/mix/mix-pixels.js';
import { mixTargets } from '../src/mix/mix-targets.js';
import { goldenArray, readGolden } from './golden.js';

interface MixCase {
  readonly id: string;
  readonly x: string;
  readonly y: string;
  readonly impl: string;
  readonly op: string;
  readonly mode?: 'batch' | 'pair' | 'elem' | 'half';
  readonly lam: number | number[];
  readonly use_cutmix?: boolean[];
  readonly elements_with_cutmix?: number[];
  readonly boxes?: [number, number, number, number][];
  readonly lam_corrected?: number | number[];
  readonly center_y?: number;
  readonly center_x?: number;
  readonly first_axis_center?: number;
  readonly second_axis_center?: number;
  readonly permutation?: number[];
  readonly smoothing?: number;
}

const { cases, timm_boxes, paddleclas_boxes } = readGolden<{
  cases: MixCase[];
  timm_boxes: { rows: number[][] };
  paddleclas_boxes: { rows: number[][] };
}>('mix.json');

const FILE = 'mix.safetensors';
const SHAPE = [4, 8, 8, 3] as const;
const labels = Int32Array.from(goldenArray(FILE, 'labels'));

/** [N,3,8,8] as [N,8,8,3]. */
function toNhwc<T extends Uint8Array | Float32Array>(nchw: T): T {
  const nhwc = nchw.slice() as T;
  const pixels = 64;
  for (let i = 0; i < nchw.length; i++) {
    const [n, c, p] = [Math.floor(i / 192), Math.floor(i / pixels) % 3, i % pixels];
    nhwc[n * 192 + p * 3 + c] = nchw[i];
  }
  return nhwc;
}

/** What the case's random answers lead to. */
function drawnOf(golden: MixCase): readonly MixedFrom[] {
  const kind = golden.impl === 'paddleclas' ? 'paddleclas' : 'timm';
  const indices = golden.mode === 'half' ? [0, 1] : [0, 1, 2, 3];
  return indices.map((own) => {
    const partner = golden.permutation?.[own] ?? 3 - own;
    const place = golden.mode === 'pair' ? Math.min(own, 3 - own) : own;
    const lambda = typeof golden.lam === 'number' ? golden.lam : Math.fround(golden.lam[place]);
    const boxAt = golden.elements_with_cutmix?.indexOf(place) ?? -1;
    if (golden.boxes && boxAt >= 0) {
      const [top, bottom, left, right] = golden.boxes[boxAt];
      const corrected = (golden.lam_corrected as number[])[boxAt];
      return { own, partner, lambda: corrected, box: { top, bottom, left, right } };
    }
    if (golden.op !== 'cutmix') return { own, partner, lambda, box: null };
    const y = golden.center_y ?? golden.first_axis_center ?? 0;
    const x = golden.center_x ?? golden.second_axis_center ?? 0;
    const share = cutmixShare(kind, lambda, { height: 8, width: 8 }, { y, x });
    expect(share.lambda).toBe(golden.lam_corrected);
    return { own, partner, ...share };
  });
}

describe('mixing', () => {
  it.each(cases)('gives the batch and targets of $id', (golden) => {
    const drawn = drawnOf(golden);
    const isBytes = golden.id.includes('collate');
    const input = toNhwc(goldenArray(FILE, isBytes ? 'input_u8' : 'input_f32') as Float32Array);
    const x = toNhwc(goldenArray(FILE, golden.x) as Float32Array);
    expect(mixPixels(input, SHAPE, drawn)).toEqual(x);
    const smoothing = golden.smoothing ?? 0;
    const y = goldenArray(FILE, golden.y);
    expect(mixTargets(labels, drawn, { numClasses: 5, smoothing })).toEqual(y);
  });

  it('cuts the 40 boxes of timm', () => {
    expect(timm_boxes.rows).toHaveLength(40);
    for (const [
      height,
      width,
      lambda,
      y,
      x,
      top,
      bottom,
      left,
      right,
      corrected,
    ] of timm_boxes.rows) {
      expect(cutmixShare('timm', lambda, { height, width }, { y, x })).toEqual({
        lambda: corrected,
        box: { top, bottom, left, right },
      });
    }
  });

  it('cuts the 40 boxes of PaddleClas', () => {
    expect(paddleclas_boxes.rows).toHaveLength(40);
    for (const [height, width, lambda, y, x, top, left, bottom, right] of paddleclas_boxes.rows) {
      const { box } = cutmixShare('paddleclas', lambda, { height, width }, { y, x });
      expect(box).toEqual({ top, bottom, left, right });
    }
  });
});

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { type MobileNeXt, mobileNeXt } from '@mobilenext/mobilenext';
import type { Arrays } from '../src/index.js';

/** A tensor of a safetensors file, widened to doubles. */
export interface GoldenTensor {
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

export type GoldenTensors = ReadonlyMap<string, GoldenTensor>;

/** A folder laid out like the golden data. */
export interface Golden {
  readJson<T>(file: string): T;
  /** Reads a whole safetensors file of F32, F64, I32, I64 and U8 tensors. */
  readTensors(file: string): GoldenTensors;
}

/** The complete golden data, beside the clone. */
export const sharedGolden = openGolden(
  path.join(process.env.MOBILENEXT_SHARED ?? path.join(__dirname, '../../../../shared'), 'golden'),
);

/** The excerpt of it that comes with the package. */
export const fixtures = openGolden(path.join(__dirname, '../fixtures'));

function openGolden(folder: string): Golden {
  const read = (file: string): Buffer => {
    const whole = path.join(folder, file);
    return existsSync(whole)
      ? readFileSync(whole)
      : brotliDecompressSync(readFileSync(`${whole}.br`));
  };
  return {
    readJson: <T>(file: string) => JSON.parse(read(file).toString()) as T,
    readTensors: (file) => parseSafetensors(read(file)),
  };
}

interface HeaderEntry {
  readonly dtype: keyof typeof WIDEN;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

function parseSafetensors(bytes: Buffer): GoldenTensors {
  const start = 8 + Number(bytes.readBigUInt64LE(0));
  const header = JSON.parse(bytes.toString('utf8', 8, start)) as Record<string, HeaderEntry>;
  return new Map(
    Object.entries(header)
      .filter(([name]) => name !== '__metadata__')
      .map(([name, { dtype, shape, data_offsets }]) => {
        const [from, to] = data_offsets.map((offset) => bytes.byteOffset + start + offset);
        return [name, { shape, values: WIDEN[dtype](bytes.buffer.slice(from, to)) }];
      }),
  );
}

const WIDEN = {
  F32: (buffer: ArrayBufferLike) => Float64Array.from(new Float32Array(buffer)),
  F64: (buffer: ArrayBufferLike) => new Float64Array(buffer),
  I32: (buffer: ArrayBufferLike) => Float64Array.from(new Int32Array(buffer)),
  U8: (buffer: ArrayBufferLike) => Float64Array.from(new Uint8Array(buffer)),
  I64: (buffer: ArrayBufferLike) => Float64Array.from(new BigInt64Array(buffer), Number),
};

export function toArrays(tensors: GoldenTensors): Arrays {
  return new Map([...tensors].map(([key, { values }]) => [key, Float32Array.from(values)]));
}

/** [N,C,H,W] -> [N,H,W,C] */
export function toNhwc({ shape, values }: GoldenTensor): {
  shape: [number, number, number, number];
  values: Float32Array;
} {
  const [n, c, h, w] = shape;
  const result = new Float32Array(values.length);
  for (let b = 0; b < n; b++)
    for (let k = 0; k < c; k++)
      for (let p = 0; p < h * w; p++)
        result[(b * h * w + p) * c + k] = values[(b * c + k) * h * w + p];
  return { shape: [n, h, w, c], values: result };
}

/** What the cases of `forward` and `gradients` have in common. */
export interface GoldenCase {
  readonly id: string;
  readonly weights: string;
  readonly width: number;
  readonly classes: number;
  readonly input_file: string;
  readonly input_key: string;
  readonly identity_div: number;
  readonly strides: MobileNeXt['strides'];
}

export function networkOf(
  golden: Pick<GoldenCase, 'width' | 'classes' | 'identity_div' | 'strides'>,
): MobileNeXt {
  return mobileNeXt({
    width: golden.width,
    numClasses: golden.classes,
    identityMultiplier: golden.identity_div,
    strides: golden.strides,
  });
}

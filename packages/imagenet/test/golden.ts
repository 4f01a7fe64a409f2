import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { decode, type Picture } from '../src/index.js';

const shared = process.env.MOBILENEXT_SHARED ?? resolve(__dirname, '../../../../shared');
const folder = join(shared, 'golden/preprocess');

/** A folder of pictures beside the golden data. */
export const dataFolder = (name: string): string => join(shared, 'data', name);

/** What the originals made of an input; see the README beside the files. */
export interface GoldenCase<Parameters> {
  readonly id: string;
  readonly input: string;
  readonly op: string;
  readonly params: Parameters;
  readonly env: 'pt' | 'pd';
  readonly width: number;
  readonly height: number;
  readonly sha256: string;
  readonly sha256_pillow_10_4?: string;
  readonly sha256_pillow_13_0?: string;
  readonly normalized_f32_chw_sha256?: string;
  readonly tensor?: string;
}

export const readGolden = <T>(file: string): T =>
  JSON.parse(readFileSync(join(folder, file), 'utf8')) as T;

export function goldenCases<Parameters>(file: string, op: string): GoldenCase<Parameters>[] {
  return readGolden<{ cases: GoldenCase<Parameters>[] }>(file).cases.filter((c) => c.op === op);
}

export function inputBytes(input: string): Uint8Array {
  if (input.startsWith('imagenet-sample/')) return readFileSync(join(shared, 'data', input));
  return readFileSync(join(folder, input.startsWith('inputs/') ? input : `inputs/${input}`));
}

const pictures = new Map<string, Promise<Picture>>();

/** An input's pixels, decoded once. */
export function inputPicture(input: string): Promise<Picture> {
  const known = pictures.get(input) ?? decode(inputBytes(input), { name: input });
  pictures.set(input, known);
  return known;
}

export const sha256 = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');

/** Ids of cases whose output has another size or other bytes than recorded. */
export async function disagreeing<Parameters>(
  cases: readonly GoldenCase<Parameters>[],
  compute: (picture: Picture, parameters: Parameters) => Picture,
  expected: (golden: GoldenCase<Parameters>) => string = ({ sha256 }) => sha256,
): Promise<string[]> {
  const wrong: string[] = [];
  for (const golden of cases) {
    const { width, height, data } = compute(await inputPicture(golden.input), golden.params);
    const agrees =
      width === golden.width && height === golden.height && sha256(data) === expected(golden);
    if (!agrees) wrong.push(golden.id);
  }
  return wrong;
}

/** A tensor of a safetensors file of the folder: bytes, int64 as numbers, or float32. */
export function goldenArray(file: string, name: string): Uint8Array | Float32Array {
  const bytes = readFileSync(join(folder, file));
  const headerBytes = Number(bytes.readBigUInt64LE(0));
  const header = JSON.parse(bytes.toString('utf8', 8, 8 + headerBytes)) as Record<
    string,
    { dtype: string; data_offsets: [number, number] }
  >;
  const { dtype, data_offsets } = header[name];
  const start = bytes.byteOffset + 8 + headerBytes;
  const buffer = bytes.buffer.slice(start + data_offsets[0], start + data_offsets[1]);
  if (dtype === 'U8') return new Uint8Array(buffer);
  if (dtype === 'I64') return Uint8Array.from(new BigInt64Array(buffer), Number);
  return new Float32Array(buffer);
}

/** A float32 tensor of a safetensors file of the folder. */
export const goldenTensor = (file: string, name: string): Float32Array =>
  goldenArray(file, name) as Float32Array;

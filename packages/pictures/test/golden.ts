import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import type { Picture } from '../src/resample/picture.js';

const shared = process.env.MOBILENEXT_SHARED ?? resolve(__dirname, '../../../../shared');
const folder = join(shared, 'golden/preprocess');

/** What the originals made of an input; see the README beside the files. */
export interface GoldenCase<Parameters> {
  readonly id: string;
  readonly input: string;
  readonly op: string;
  readonly params: Parameters;
  readonly width: number;
  readonly height: number;
  readonly sha256: string;
}

export const readGolden = <T>(file: string): T =>
  JSON.parse(readFileSync(join(folder, file), 'utf8')) as T;

const pictures = new Map<string, Promise<Picture>>();

/** A picture of the folder, decoded once. */
function goldenPicture(file: string): Promise<Picture> {
  const picture = pictures.get(file) ?? readPng(join(folder, file));
  pictures.set(file, picture);
  return picture;
}

async function readPng(path: string): Promise<Picture> {
  const pixels = sharp(path).toColourspace('srgb').removeAlpha().raw();
  const { data, info } = await pixels.toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8Array(data) };
}

export const sha256 = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');

/** Ids of cases whose output has another size or other bytes than recorded. */
export async function disagreeing<Parameters>(
  cases: readonly GoldenCase<Parameters>[],
  compute: (picture: Picture, parameters: Parameters, golden: GoldenCase<Parameters>) => Picture,
): Promise<string[]> {
  const wrong: string[] = [];
  for (const golden of cases) {
    const input = await goldenPicture(`inputs/${golden.input}`);
    const before = sha256(input.data);
    const { width, height, data } = compute(input, golden.params, golden);
    const agrees =
      width === golden.width && height === golden.height && sha256(data) === golden.sha256;
    if (!agrees) wrong.push(golden.id);
    if (sha256(input.data) !== before) wrong.push(`${golden.id} changed its input`);
  }
  return wrong;
}

/** A file of the folder or, where its name begins so, of the sample pictures beside it. */
export const inputBytes = (input: string): Buffer =>
  readFileSync(join(input.startsWith('imagenet-sample') ? join(shared, 'data') : folder, input));

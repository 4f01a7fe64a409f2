import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readSafetensors, toFloat64 } from '@mobilenext/converter';

const folder = path.join(
  process.env.MOBILENEXT_SHARED ?? path.join(__dirname, '../../../../shared'),
  'golden',
);

export const readJson = <T>(file: string): T =>
  JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as T;

/** All tensors of a safetensors file as doubles, row-major. */
export function readTensors(file: string): ReadonlyMap<string, Float64Array> {
  const { tensors } = readSafetensors(readFileSync(path.join(folder, file)));
  return new Map([...tensors].map(([key, tensor]) => [key, toFloat64(tensor)]));
}

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readSafetensors, type TensorMap, toFloat64 } from '@mobilenext/converter';

const folder = path.join(
  process.env.MOBILENEXT_SHARED ?? path.join(__dirname, '../../../../shared'),
  'golden',
);

export const readJson = <T>(file: string): T =>
  JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as T;

/** All tensors of a safetensors file as doubles, row-major; without a moving average's. */
export const readTensors = (file: string): Doubles => doubles(read(file).tensors);

/** The moving average that a safetensors file holds, likewise, under the keys of what it averages. */
export const readAverage = (file: string): Doubles => doubles(read(file).ema ?? new Map());

type Doubles = ReadonlyMap<string, Float64Array>;

const read = (file: string) => readSafetensors(readFileSync(path.join(folder, file)));

const doubles = (tensors: TensorMap): Doubles =>
  new Map([...tensors].map(([key, tensor]) => [key, toFloat64(tensor)]));

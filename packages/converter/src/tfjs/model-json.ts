import { corrupt, refusedPath, unsupportedDtype } from '../errors.js';
import type { FolderFormat } from '../formats.js';
import { decodeUtf8, isCounts, isObject, parseObject } from '../parse-json.js';
import type { WeightEntry, WeightGroup } from './weights.js';
import { MODEL_FILE } from './write-tfjs.js';

/** What `model.json` says. */
export interface ModelJson {
  readonly format: FolderFormat;
  readonly groups: readonly WeightGroup[];
  /** Nodes or layers, not looked into. */
  readonly topology: unknown;
  /** Texts of its `userDefinedMetadata`. */
  readonly metadata: Readonly<Record<string, string>>;
}

const FORMATS: ReadonlyMap<unknown, FolderFormat> = new Map([
  ['graph-model', 'tfjs-graph'],
  ['layers-model', 'tfjs-layers'],
]);

/**
 * Reads and checks the table of weights.
 *
 * @throws {ConverterError} `corrupt`; `unsupported-dtype` for weights that are neither float32,
 * float16 nor int32; `refused-path` for a shard outside of the folder.
 */
export function readModelJson(bytes: Uint8Array): ModelJson {
  const fields = parseObject(MODEL_FILE, decodeUtf8(MODEL_FILE, bytes));
  const format = FORMATS.get(fields.format);
  if (!format) throw corrupt(MODEL_FILE, `its format is ${JSON.stringify(fields.format)}`);
  const manifest = fields.weightsManifest;
  if (!Array.isArray(manifest)) throw corrupt(MODEL_FILE, 'it has no weightsManifest');
  const groups = manifest.map(groupOf);
  const paths = groups.flatMap((group) => group.paths);
  // A name costs a few bytes, its content megabytes of memory.
  if (new Set(paths).size < paths.length) throw corrupt(MODEL_FILE, 'it names a shard twice');
  return {
    format,
    groups,
    topology: fields.modelTopology,
    metadata: textsOf(fields.userDefinedMetadata),
  };
}

/** What another program put there that is no text is none of ours. */
function textsOf(value: unknown): Readonly<Record<string, string>> {
  const entries = isObject(value) ? Object.entries(value) : [];
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function groupOf(value: unknown): WeightGroup {
  if (!isObject(value) || !Array.isArray(value.paths) || !Array.isArray(value.weights)) {
    throw corrupt(MODEL_FILE, 'a group of weights is no object with paths and weights');
  }
  return { paths: value.paths.map(shardName), weights: value.weights.map(entryOf) };
}

function shardName(path: unknown): string {
  if (typeof path !== 'string') throw corrupt(MODEL_FILE, 'the name of a shard is no text');
  if (/^\.{0,2}$|[\\/:\0]/.test(path)) throw refusedPath("the model's weights", path);
  return path;
}

function entryOf(value: unknown): WeightEntry {
  if (!isObject(value) || typeof value.name !== 'string') {
    throw corrupt(MODEL_FILE, 'a weight has no name');
  }
  const { name, shape, dtype, quantization } = value;
  if (!isCounts(shape)) throw corrupt(name, 'its shape is no list of whole numbers');
  if (dtype !== 'float32' && dtype !== 'int32') throw unsupportedDtype(name, String(dtype));
  if (quantization === undefined) return { name, shape, dtype };
  const stored = isObject(quantization) ? quantization.dtype : undefined;
  if (stored !== 'float16' || dtype !== 'float32') {
    throw unsupportedDtype(name, `${dtype} quantized to ${String(stored)}`);
  }
  return { name, shape, dtype, quantization: { dtype: stored, original_dtype: dtype } };
}

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { stateDict } from '@mobilenext/core';
import { mobileNeXt, variantNetwork } from '@mobilenext/mobilenext';
import { describeCheckpoint, fitToNetwork, type TensorMap, toFloat32 } from '../src/index.js';

const shared = process.env.MOBILENEXT_SHARED ?? resolve(__dirname, '../../../../shared');
const folder = join(shared, 'golden/checkpoints');

/** One file of the index; see the README beside it for what the fields mean. */
export interface GoldenFile {
  readonly file: string;
  readonly name: string;
  readonly stored: 'raw' | 'brotli';
  /** Files that must lie beside it. */
  readonly needs?: readonly string[];
  readonly expect: {
    /** Null for data that belong to another file. */
    readonly ok: boolean | null;
    readonly error?: string;
    readonly name?: string;
    readonly accept?: readonly { readonly error?: string; readonly name?: string }[];
    readonly or?: 'reads';
    readonly reader_ok?: boolean;
    readonly keys?: number;
    /** An ONNX file whose batch norms were folded, with the hash of what they became. */
    readonly folded?: boolean;
    readonly folded_sha256?: string;
    readonly values?: string;
    readonly tensors_sha256?: string;
    readonly ema_tensors_sha256?: string;
    readonly meta?: Readonly<Record<string, string | number>>;
  };
}

interface Index {
  readonly order: readonly string[];
  readonly files: readonly GoldenFile[];
}

export const index = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as Index;

/** Files of one folder of the index, unless their suffix is another. */
export const filesOf = (part: string, suffix = ''): readonly GoldenFile[] =>
  index.files.filter(({ file, name }) => file.startsWith(`${part}/`) && name.endsWith(suffix));

export function bytesOf({ file, stored }: Pick<GoldenFile, 'file' | 'stored'>): Uint8Array {
  const bytes = readFileSync(join(folder, file));
  return stored === 'brotli' ? brotliDecompressSync(bytes) : bytes;
}

/** The files of the same folder that keep tensors of ONNX models, by name. */
export const besideOf = ({ file }: GoldenFile): Map<string, Uint8Array> =>
  new Map(
    filesOf(file.split('/')[0], '.data').map((beside) => [beside.name, bytesOf(beside)] as const),
  );

/** The network whose parameters most files hold. */
export const tiny = stateDict(mobileNeXt({ width: 0.1, numClasses: 10 }));

/** SHA-256 over the float tensors as float32, in PyTorch's order, of whatever variant it is. */
export function tensorsSha256(tensors: TensorMap): string {
  const { variants, numClasses } = describeCheckpoint(tensors);
  const wanted = stateDict(variantNetwork(variants[0], { numClasses }));
  const fit = fitToNetwork(tensors, wanted);
  const hash = createHash('sha256');
  for (const { key, role } of wanted) {
    const tensor = fit.tensors.get(key);
    if (tensor && role !== 'batchCount') hash.update(new Uint8Array(toFloat32(tensor).buffer));
  }
  return hash.digest('hex');
}

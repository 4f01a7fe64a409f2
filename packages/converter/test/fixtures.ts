import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

const folder = join(__dirname, '../fixtures');

/** A file of `fixtures/`, unpacked if its name ends in `.br`. */
export function fixture(name: string): Uint8Array {
  const bytes = readFileSync(join(folder, name));
  return name.endsWith('.br') ? brotliDecompressSync(bytes) : bytes;
}

/** The tensor of the hand-made `control-one` files, as PyTorch reads it, is called so. */
export const CONTROL_KEY = 'features.0.0.weight';

/** One small sound file of every layout. */
export const SMALL_FILES = [
  'control-one.pth',
  'control-one-zip64.pth',
  'control-one-deflate.pth',
  'control-one-legacy.pth',
  'control-one.pdparams',
  'rebuild-tensor-v1.pth',
  'zero-dim-and-empty.pth',
  'dtypes.safetensors',
  'two-arrays.npz',
  'two-arrays-deflated.npz',
] as const;

/** Hostile files, from which damage leads to what no sound file reaches. */
export const BROKEN_FILES = [
  'evil-in-args.pth',
  'evil-legacy-sysinfo.pth',
  'evil-stack-global-memo.pth',
  'size-expanded-bomb.pth',
  'zip-bomb-declared.pth',
] as const;

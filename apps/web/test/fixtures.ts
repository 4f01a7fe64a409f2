import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

const fixtures = resolve(__dirname, '../../../packages/converter/fixtures');
const shared = process.env.MOBILENEXT_SHARED ?? resolve(__dirname, '../../../../shared');
const golden = join(shared, 'golden/checkpoints');

/** Whether the recorded checkpoints lie beside the clone. */
export const hasGolden = existsSync(golden);

/** A file of the converter's fixtures, unpacked. */
export const fixture = (name: string): Uint8Array => unpacked(join(fixtures, name));

/** A recorded checkpoint, unpacked. */
export const goldenFile = (name: string): Uint8Array => unpacked(join(golden, name));

function unpacked(path: string): Uint8Array {
  const packed = `${path}.br`;
  return existsSync(packed) ? brotliDecompressSync(readFileSync(packed)) : readFileSync(path);
}

/** Bytes as a page has them. */
export const fileOf = (name: string, bytes: Uint8Array): File =>
  new File([bytes as Uint8Array<ArrayBuffer>], name);

/** A network of width 0.1 with 10 classes. */
export const TINY = 'sd-bf16.pth';

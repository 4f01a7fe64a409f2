import { corrupt, tooLarge, truncated } from '../errors.js';
import type { NumpyDtype } from '../pickle/values.js';

/** What a `.npy` file says about its array. */
export interface NpyHeader {
  readonly dtype: NumpyDtype;
  readonly columnMajor: boolean;
  readonly shape: readonly number[];
  /** Where the elements begin. */
  readonly dataStart: number;
}

const NPY_MAGIC = '\x93NUMPY';
const VERSION_END = NPY_MAGIC.length + 2;
/** Bytes of the header's length, by the format's major version. */
const LENGTH_BYTES: ReadonlyMap<number, 2 | 4> = new Map([
  [1, 2],
  [2, 4],
  [3, 4],
]);
/** NumPy itself refuses more than 10,000 characters; only records of many fields come near. */
const LONGEST_HEADER = 2 ** 16;
const MAX_DIMENSIONS = 64;

/**
 * The one form of Python dict that NumPy writes, spaces apart. Anything else is no header, so that
 * nothing has to be evaluated. Python 2 wrote sizes as `3L`; records have a list as `descr`. No two
 * neighbours match the same blanks, so that a header of blanks takes no quadratic time.
 */
const DICT =
  /^\{\s*'descr'\s*:\s*(?:'([^']*)'|(\[[^]*\]))\s*,\s*'fortran_order'\s*:\s*(True|False)\s*,\s*'shape'\s*:\s*\(([\d\sL,]*)\)\s*(?:,\s*)?\}$/;

/**
 * Reads the header of a `.npy` file, version 1 to 3. Whether shape and bytes agree is left to the
 * caller.
 *
 * @param where names the array in errors.
 * @throws {ConverterError} `corrupt`, `truncated`, `too-large`.
 */
export function readNpyHeader(where: string, bytes: Uint8Array): NpyHeader {
  if (bytes.length < VERSION_END) throw truncated(where, VERSION_END, bytes.length);
  if (latin1(bytes.subarray(0, NPY_MAGIC.length)) !== NPY_MAGIC) {
    throw corrupt(where, 'it does not begin as .npy files do');
  }
  const version = bytes[NPY_MAGIC.length];
  const lengthBytes = LENGTH_BYTES.get(version);
  if (!lengthBytes) throw corrupt(where, `version ${version} of the .npy format does not exist`);
  const start = VERSION_END + lengthBytes;
  if (bytes.length < start) throw truncated(where, start, bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const length =
    lengthBytes === 2 ? view.getUint16(VERSION_END, true) : view.getUint32(VERSION_END, true);
  if (length > bytes.length - start) throw truncated(where, length, bytes.length - start);
  if (length > LONGEST_HEADER) throw tooLarge(where, `a header of ${length} bytes`);
  const dataStart = start + length;
  return { ...parseDict(where, latin1(bytes.subarray(start, dataStart))), dataStart };
}

function parseDict(where: string, text: string): Omit<NpyHeader, 'dataStart'> {
  const match = DICT.exec(text.trimEnd());
  if (!match) throw corrupt(where, 'its header is not what NumPy writes');
  const [, descr, , fortranOrder, sizes] = match;
  return {
    dtype: dtypeOf(descr ?? 'a record'),
    columnMajor: fortranOrder === 'True',
    shape: shapeOf(where, sizes),
  };
}

/** `<f4` -> byte order and code; what has no order keeps its whole name as the code. */
function dtypeOf(descr: string): NumpyDtype {
  const [, order, code] = /^([<>=|])(.*)$/.exec(descr) ?? [undefined, '|', descr];
  return { kind: 'numpy-dtype', code, byteOrder: order };
}

function shapeOf(where: string, text: string): number[] {
  const parts = text.split(',').map((part) => part.trim());
  // A tuple of one has a comma behind it, that of none has nothing at all.
  if (parts.at(-1) === '') parts.pop();
  if (parts.length > MAX_DIMENSIONS) throw corrupt(where, `${parts.length} dimensions`);
  return parts.map((part) => {
    const size = /^\d+L?$/.test(part) ? Number.parseInt(part, 10) : Number.NaN;
    if (!Number.isSafeInteger(size)) throw corrupt(where, `a size of '${part.slice(0, 40)}'`);
    return size;
  });
}

const latin1 = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

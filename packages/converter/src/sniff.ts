import { htmlPage, lfsPointer, notACheckpoint, unsupportedFormat } from './errors.js';

/** What a file is, told by its first bytes. */
export type SniffedFormat = 'safetensors' | 'zip';

/** Files that people mistake for checkpoints, by what they begin with. */
const OTHERS: readonly (readonly [start: string, what: string])[] = [
  ['\x1f\x8b', 'it is packed with gzip, unpack it first'],
  ['\x89PNG', 'it is a picture'],
  ['\xff\xd8\xff', 'it is a picture'],
  ['\x89HDF', 'it is an HDF5 file as Keras writes it'],
];

/** The integer 0x1950a86a20f9469cfc6c, with which PyTorch before 1.6 begins, as any protocol has it. */
const LEGACY_MAGIC = '\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19';
const LFS_START = 'version https://git-lfs.github.com/spec/';

/**
 * Tells a checkpoint's format from its bytes, never from its name.
 *
 * @throws {ConverterError} `not-a-checkpoint`, `unsupported-format`, `lfs-pointer`, `html-page`.
 */
export function sniff(bytes: Uint8Array): SniffedFormat {
  const start = latin1(bytes.subarray(0, 512));
  if (start === '') throw notACheckpoint('the file is empty');
  if (/^PK(\x03\x04|\x05\x06)/.test(start)) return 'zip';
  if (start.startsWith(LFS_START)) throw lfsPointer();
  if (/^(\xef\xbb\xbf)?\s*<[!?a-z]/i.test(start)) throw htmlPage();
  for (const [beginning, what] of OTHERS)
    if (start.startsWith(beginning)) throw notACheckpoint(what);
  if (/^\x80[\x00-\x05]/.test(start)) throw unreadPickle(start);
  if (start[8] === '{' || start[8] === '[') return 'safetensors';
  throw notACheckpoint('its first bytes are those of no format that is known here');
}

function unreadPickle(start: string) {
  if (start.slice(0, 32).includes(LEGACY_MAGIC)) {
    return unsupportedFormat('a PyTorch file from before 1.6', 'save it again with a newer torch');
  }
  return unsupportedFormat('a bare pickle (.pdparams)', 'save the weights as safetensors');
}

const latin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

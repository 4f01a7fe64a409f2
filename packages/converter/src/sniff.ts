import type { Checkpoint } from './checkpoint.js';
import { htmlPage, lfsPointer, notACheckpoint } from './errors.js';

/** What a file is, told by its first bytes. */
export type SniffedFormat = Checkpoint['format'];

/** Files that people mistake for checkpoints, by what they begin with. */
const OTHERS: readonly (readonly [start: string, what: string])[] = [
  ['\x1f\x8b', 'it is packed with gzip, unpack it first'],
  ['\x89PNG', 'it is a picture'],
  ['\xff\xd8\xff', 'it is a picture'],
  ['\x89HDF', 'it is an HDF5 file as Keras writes it'],
  [
    '\0'.repeat(12),
    'it holds binary tensors of Paddle; save layer.state_dict() with paddle.save instead',
  ],
];

/** The integer 0x1950a86a20f9469cfc6c, with which PyTorch before 1.6 begins, as LONG1 has it. */
const LEGACY_MAGIC = '\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19';
/** PROTO, FRAME and its length come before it. */
const LEGACY_MAGIC_WITHIN = 32;
const LFS_START = 'version https://git-lfs.github.com/spec/';

/**
 * Tells a checkpoint's format from its bytes, never from its name.
 *
 * @throws {ConverterError} `not-a-checkpoint`, `lfs-pointer`, `html-page`.
 */
export function sniff(bytes: Uint8Array): SniffedFormat {
  const start = String.fromCharCode(...bytes.subarray(0, 512));
  if (start === '') throw notACheckpoint('the file is empty');
  // Before all others: the length that safetensors begin with can look like anything.
  if (/^[^]{5}\0\0\0\{/.test(start)) return 'safetensors';
  if (/^PK(\x03\x04|\x05\x06)/.test(start)) return 'pth';
  if (start.startsWith(LFS_START)) throw lfsPointer();
  if (/^(\xef\xbb\xbf)?\s*<[!?a-z]/i.test(start)) throw htmlPage();
  for (const [beginning, what] of OTHERS)
    if (start.startsWith(beginning)) throw notACheckpoint(what);
  if (isPickle(start)) {
    return start.slice(0, LEGACY_MAGIC_WITHIN).includes(LEGACY_MAGIC) ? 'pth' : 'pdparams';
  }
  if (start[8] === '{' || start[8] === '[') return 'safetensors';
  throw notACheckpoint('its first bytes are those of no format that is known here');
}

/** PROTO since protocol 2; before it, what opens a container, an object or a global. */
const isPickle = (start: string): boolean => /^(\x80|[(\])}]|c[\w.]+\n)/.test(start);

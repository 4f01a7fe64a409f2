import { htmlPage, lfsPointer, notACheckpoint } from './errors.js';

/** What a file is, told by its first bytes: `zip` is PyTorch's since 1.6 or NumPy's. */
export type SniffedFormat = 'safetensors' | 'zip' | 'legacy-pth' | 'pdparams' | 'onnx';

/** Files that people mistake for checkpoints, by what they begin with. */
const OTHERS: readonly (readonly [start: string, what: string])[] = [
  ['\x1f\x8b', 'it is packed with gzip, unpack it first'],
  ['\x89PNG', 'it is a picture'],
  ['\xff\xd8\xff', 'it is a picture'],
  ['\x89HDF', 'it is an HDF5 file as Keras writes it'],
  ['\x93NUMPY', 'it is one NumPy array without a name; save a dict of them with numpy.savez'],
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
  if (/^PK(\x03\x04|\x05\x06)/.test(start)) return 'zip';
  if (start.startsWith(LFS_START)) throw lfsPointer();
  if (/^(\xef\xbb\xbf)?\s*<[!?a-z]/i.test(start)) throw htmlPage();
  for (const [beginning, what] of OTHERS)
    if (start.startsWith(beginning)) throw notACheckpoint(what);
  if (isPickle(start)) {
    return start.slice(0, LEGACY_MAGIC_WITHIN).includes(LEGACY_MAGIC) ? 'legacy-pth' : 'pdparams';
  }
  if (isOnnx(start)) return 'onnx';
  if (start[8] === '{' || start[8] === '[') return 'safetensors';
  throw notACheckpoint('its first bytes are those of no format that is known here');
}

/** PROTO since protocol 2; before it, what opens a container, an object or a global. */
const isPickle = (start: string): boolean => /^(\x80|[(\])}]|c[\w.]+\n)/.test(start);

/** Field 1, the version of the format, then another field: every writer keeps them in order. */
const isOnnx = (start: string): boolean =>
  /^\x08[\x01-\x7f][\x12\x1a\x22\x28\x32\x3a\x42]/.test(start);

import type { TensorMap } from './checkpoint.js';
import { duplicateKey } from './errors.js';
import type { StoredTensor } from './stored-tensor.js';

/** What torch's DataParallel puts before every key. */
const DATA_PARALLEL = 'module.';

/**
 * The tensors under the keys that a network wants: without `module.`, and without any other first
 * part (`model.`, `backbone.`) that all keys share and no wanted key has.
 *
 * @throws {ConverterError} `duplicate-key` if two keys become one.
 */
export function stripPrefix(tensors: TensorMap, wanted: ReadonlySet<string>): TensorMap {
  const wantedParts = new Set([...wanted].map(firstPart));
  let stripped = rename(tensors, (key) =>
    key.startsWith(DATA_PARALLEL) && !wanted.has(key) ? key.slice(DATA_PARALLEL.length) : key,
  );
  for (;;) {
    const parts = new Set([...stripped.keys()].map(firstPart));
    const [part] = parts;
    if (parts.size !== 1 || part === '' || wantedParts.has(part)) return stripped;
    stripped = rename(stripped, (key) => key.slice(part.length));
  }
}

/** The key up to its first dot, with the dot; empty if it has none. */
const firstPart = (key: string): string => key.slice(0, key.indexOf('.') + 1);

function rename(tensors: TensorMap, to: (key: string) => string): TensorMap {
  const renamed = new Map<string, StoredTensor>();
  for (const [key, tensor] of tensors) {
    const name = to(key);
    if (renamed.has(name)) throw duplicateKey(name);
    renamed.set(name, tensor);
  }
  return renamed;
}

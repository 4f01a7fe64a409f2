import { notACheckpoint } from '../errors.js';
import { isKind, type PickleDict, type PickleValue } from '../pickle/values.js';
import { isTensorLike, type TensorLike } from './tensor-bytes.js';

/** Under which keys training programs keep the parameters, and the running average of them. */
const STATE_KEYS = ['state_dict', 'model_state_dict', 'model', 'net', 'network', 'module'];
const EMA_KEYS = ['state_dict_ema', 'model_ema', 'ema_state_dict', 'ema'];

/** The parameters are at most this many dicts deep, e.g. `{model: {state_dict: {...}}}`. */
const MAX_LEVELS = 4;

export interface StateDicts {
  readonly state: ReadonlyMap<string, TensorLike>;
  readonly ema: ReadonlyMap<string, TensorLike> | undefined;
  /** Keys beside the state dict that hold something else. */
  readonly beside: ReadonlyMap<string, PickleValue>;
}

/**
 * Finds the state dict in what a pickle holds: the object itself, or below one of the usual keys.
 * Where only an average is there, it is the state dict.
 *
 * @throws {ConverterError} `not-a-checkpoint` if there are no tensors under names.
 */
export function findStateDicts(root: PickleValue): StateDicts {
  if (tensorIn(root)) throw notACheckpoint('it is one bare tensor without a name');
  if (!isKind(root, 'dict')) throw notACheckpoint('it holds no dict of tensors');
  const ema = findBelow(root, EMA_KEYS);
  const state = findBelow(root, STATE_KEYS) ?? ema ?? tensorsOf(root);
  if (!state) throw notACheckpoint('it holds no state dict, that is, no tensors under their names');
  return { state, ema, beside: namedValues(root) };
}

/** Level by level along the given keys; the number of levels bounds it even if a dict holds itself. */
function findBelow(
  root: PickleDict,
  keys: readonly string[],
): ReadonlyMap<string, TensorLike> | undefined {
  let level = new Set([root]);
  for (let depth = 0; depth < MAX_LEVELS; depth++) {
    // A set, so that one dict under several keys does not multiply.
    const below = new Set<PickleDict>();
    for (const dict of level) {
      for (const key of depth === 0 ? keys : STATE_KEYS) {
        const inner = dict.entries.get(key);
        if (isKind(inner, 'dict')) below.add(inner);
      }
    }
    for (const dict of below) {
      const tensors = tensorsOf(dict);
      if (tensors) return tensors;
    }
    level = below;
  }
  return undefined;
}

/** The dict's tensors under their names, or undefined if it has none. */
function tensorsOf({ entries }: PickleDict): ReadonlyMap<string, TensorLike> | undefined {
  const tensors = new Map<string, TensorLike>();
  for (const [key, value] of entries) {
    const tensor = tensorIn(value);
    if (typeof key === 'string' && tensor) tensors.set(key, tensor);
  }
  return tensors.size > 0 ? tensors : undefined;
}

/** The value as a tensor; Paddle writes one below the top level as the tuple (name, array). */
function tensorIn(value: PickleValue): TensorLike | undefined {
  if (isTensorLike(value)) return value;
  const inner = isKind(value, 'tuple') && value.items.length === 2 ? value.items[1] : undefined;
  return isKind(inner, 'numpy-array') ? inner : undefined;
}

function namedValues({ entries }: PickleDict): ReadonlyMap<string, PickleValue> {
  const values = new Map<string, PickleValue>();
  for (const [key, value] of entries) if (typeof key === 'string') values.set(key, value);
  return values;
}

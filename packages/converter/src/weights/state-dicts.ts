import { notACheckpoint } from '../errors.js';
import { isLayerTensor } from '../layer-tensor.js';
import { isKind, type PickleDict, type PickleValue } from '../pickle/values.js';
import { isTensorLike, type TensorLike } from './tensor-bytes.js';

/** Under which keys training programs keep the parameters, and the running average of them. */
const STATE_KEYS = ['state_dict', 'model_state_dict', 'model', 'net', 'network', 'module'];
const EMA_KEYS = ['state_dict_ema', 'model_ema', 'ema_state_dict', 'ema'];
/** Dicts beside parameters that are looked at for themselves, or hold none of the parameters. */
const OTHER_DICTS: ReadonlySet<string> = new Set([...STATE_KEYS, ...EMA_KEYS, 'optimizer']);

/** The parameters are at most this many dicts deep, e.g. `{model: {state_dict: {...}}}`. */
const MAX_LEVELS = 4;

export interface StateDicts {
  readonly state: ReadonlyMap<string, TensorLike>;
  readonly ema: ReadonlyMap<string, TensorLike> | undefined;
  /** Keys beside the state dict that hold something else. */
  readonly beside: ReadonlyMap<string, PickleValue>;
}

/**
 * Finds the state dict in what a pickle holds: of the object itself and the dicts below the usual
 * keys, the one with the most tensors. Where only an average is there, it is the state dict.
 *
 * @throws {ConverterError} `not-a-checkpoint` if there are no tensors under names.
 */
export function findStateDicts(root: PickleValue): StateDicts {
  if (tensorIn(root)) throw notACheckpoint('it is one bare tensor without a name');
  if (!isKind(root, 'dict')) throw notACheckpoint('it holds no dict of tensors');
  const averages = EMA_KEYS.map((key) => root.entries.get(key));
  const ema = mostTensors(reachable(averages.filter((value) => isKind(value, 'dict'))));
  const parameters = mostTensors(reachable([root]));
  const state = isMerelyBeside(parameters, ema) ? ema : parameters;
  if (!state) throw notACheckpoint('it holds no state dict, that is, no tensors under their names');
  if ([...state.keys()].every(isPaddleAccumulator)) {
    throw notACheckpoint('it holds the state of an optimizer, no parameters');
  }
  return { state, ema, beside: namedValues(root) };
}

/** Beside an average alone lie at most some losses as tensors; those are no parameters. */
const isMerelyBeside = (
  parameters: ReadonlyMap<string, TensorLike> | undefined,
  ema: ReadonlyMap<string, TensorLike> | undefined,
): boolean => ema !== undefined && (parameters?.size ?? 0) < ema.size / 2;

/** The dicts and those below them, each once, level by level; a dict may well hold itself. */
function reachable(roots: readonly PickleDict[]): ReadonlySet<PickleDict> {
  const found = new Set(roots);
  let level = [...found];
  for (let depth = 1; depth < MAX_LEVELS; depth++) {
    level = level.flatMap(below).filter((dict) => !found.has(dict));
    for (const dict of level) found.add(dict);
  }
  return found;
}

/** The dicts under the usual keys. */
const below = ({ entries }: PickleDict): PickleDict[] =>
  STATE_KEYS.map((key) => entries.get(key)).filter((value) => isKind(value, 'dict'));

/** The tensors of the dict with the most, since a loss or a metric may be a tensor as well. */
function mostTensors(dicts: Iterable<PickleDict>): ReadonlyMap<string, TensorLike> | undefined {
  let most: PickleDict | undefined;
  let size = 0;
  for (const dict of dicts) {
    const tensors = tensorsOf(dict);
    if (tensors.size > size) [most, size] = [dict, tensors.size];
  }
  return most && withLayers(most);
}

/** As Paddle's optimizers name what they keep of a parameter: `conv2d_0.w_0_velocity_0`. */
const isPaddleAccumulator = (key: string): boolean => /\.[wb]_\d+_\w+_\d+$/.test(key);

/** The dict's tensors under their names. */
function tensorsOf({ entries }: PickleDict): Map<string, TensorLike> {
  const tensors = new Map<string, TensorLike>();
  for (const [key, value] of entries) {
    const tensor = tensorIn(value);
    if (typeof key === 'string' && tensor) tensors.set(key, tensor);
  }
  return tensors;
}

/** The same, and behind them those of layers that have a dict of their own, as `head: {weight}`. */
function withLayers(dict: PickleDict): ReadonlyMap<string, TensorLike> {
  const tensors = tensorsOf(dict);
  // Each once, for a pickle may name one dict very many times.
  const layers = new Map([...dict.entries].map(([key, value]) => [value, key]));
  for (const [value, layer] of layers) {
    if (!isKind(value, 'dict') || typeof layer !== 'string' || OTHER_DICTS.has(layer)) continue;
    for (const [key, tensor] of tensorsOf(value)) {
      if (isLayerTensor(key)) tensors.set(`${layer}.${key}`, tensor);
    }
  }
  return tensors;
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

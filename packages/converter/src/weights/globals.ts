import { corrupt, refusedGlobal } from '../errors.js';
import { NUMPY_GLOBALS } from '../numpy/globals.js';
import { argumentsOf } from '../pickle/arguments.js';
import { append, setItems, tupleOf } from '../pickle/containers.js';
import { emptyDict, emptySet, isKind, type PickleValue } from '../pickle/values.js';
import { STORAGE_DTYPES, TORCH_DTYPES, UNTYPED_STORAGE } from '../torch/dtypes.js';
import {
  rebuildFromType,
  rebuildParameter,
  rebuildTensor,
  rebuildTensorV3,
} from '../torch/rebuild.js';

type Maker = (args: PickleValue) => PickleValue;

const unreadable =
  (what: string): Maker =>
  () => ({ kind: 'unreadable-tensor', what });

const opaque =
  (what: string): Maker =>
  () => ({ kind: 'opaque', what });

/** Everything that a pickle may make, and what is made of it here. Nothing of Python is involved. */
const MAKERS: ReadonlyMap<string, Maker> = new Map<string, Maker>([
  ['collections.OrderedDict', orderedDict],
  ['builtins.set', setOf],
  ['__builtin__.set', setOf],
  ['builtins.tuple', tupleOfList],
  ['__builtin__.tuple', tupleOfList],
  ['_codecs.encode', encodeLatin1],
  ['argparse.Namespace', opaque('argparse.Namespace')],

  ['torch._utils._rebuild_tensor', rebuildTensor],
  ['torch._utils._rebuild_tensor_v2', rebuildTensor],
  ['torch._utils._rebuild_tensor_v3', rebuildTensorV3],
  ['torch._utils._rebuild_parameter', rebuildParameter],
  ['torch._utils._rebuild_parameter_with_state', rebuildParameter],
  ['torch._tensor._rebuild_from_type_v2', rebuildFromType],
  ['torch._utils._rebuild_qtensor', unreadable('a quantised tensor')],
  ['torch._utils._rebuild_sparse_tensor', unreadable('a sparse tensor')],
  ['torch._utils._rebuild_meta_tensor_no_storage', unreadable('a tensor without data')],
  ['torch.serialization._get_layout', opaque('torch.layout')],
  ['torch.Size', (args) => argumentsOf('torch.Size', args, 1)[0]],
  ['torch.device', opaque('torch.device')],
  ...NUMPY_GLOBALS,
]);

/** Globals that are only ever arguments. */
const NAMES: ReadonlySet<string> = new Set([
  ...STORAGE_DTYPES.keys(),
  UNTYPED_STORAGE,
  ...TORCH_DTYPES.keys(),
  'torch.Tensor',
  'torch.per_tensor_affine',
  'torch.per_channel_affine',
  'numpy.ndarray',
]);

/** @throws {ConverterError} `refused-global` unless exactly this name is on the allow-list. */
export function allowedGlobal(module: string, name: string): PickleValue {
  const full = `${module}.${name}`;
  if (!MAKERS.has(full) && !NAMES.has(full)) throw refusedGlobal(full);
  return { kind: 'global', name: full };
}

export function makeObject(callable: PickleValue, args: PickleValue): PickleValue {
  const maker = isKind(callable, 'global') ? MAKERS.get(callable.name) : undefined;
  if (!maker) throw corrupt('the pickle', 'it calls what cannot be called');
  if (!isKind(args, 'tuple')) throw corrupt('the pickle', 'the arguments of a call are no tuple');
  return maker(args);
}

/** `OrderedDict()`, or `OrderedDict(pairs)` as Python 2 wrote it. */
function orderedDict(args: PickleValue): PickleValue {
  const dict = emptyDict();
  const [pairs] = argumentsOf('OrderedDict', args, 0);
  if (pairs === undefined) return dict;
  if (!isKind(pairs, 'list')) throw corrupt('OrderedDict', 'its items are no list');
  for (const pair of pairs.items) {
    if (!isKind(pair, 'list') && !isKind(pair, 'tuple'))
      throw corrupt('OrderedDict', 'a bare item');
    setItems(dict, pair.items.slice(0, 2));
  }
  return dict;
}

function setOf(args: PickleValue): PickleValue {
  const [items] = argumentsOf('set', args, 1);
  if (!isKind(items, 'list')) throw corrupt('set', 'its items are no list');
  const set = emptySet();
  append(set, items.items);
  return set;
}

/** Paddle writes each tensor below the top level as `tuple((name, array))`. */
function tupleOfList(args: PickleValue): PickleValue {
  const [items] = argumentsOf('tuple', args, 1);
  if (!isKind(items, 'list') && !isKind(items, 'tuple')) throw corrupt('tuple', 'it has no items');
  return tupleOf([...items.items]);
}

/** How protocol 2 writes bytes: as a text of characters up to U+00FF. */
function encodeLatin1(args: PickleValue): PickleValue {
  const [text, codec] = argumentsOf('_codecs.encode', args, 2);
  if (codec !== 'latin1' || typeof text !== 'string') throw refusedGlobal('_codecs.encode');
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0xff) throw corrupt('_codecs.encode', 'a character is not latin-1');
    bytes[i] = code;
  }
  return bytes;
}

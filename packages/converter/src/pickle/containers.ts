import { corrupt, tooDeep } from '../errors.js';
import {
  type Container,
  isKind,
  type PickleDict,
  type PickleList,
  type PickleSet,
  type PickleTuple,
  type PickleValue,
} from './values.js';

/** Python's own unpickler gives up near this depth; real checkpoints nest about ten deep. */
const MAX_DEPTH = 1000;

export function tupleOf(items: readonly PickleValue[]): PickleTuple {
  return { kind: 'tuple', items, depth: depthAround(items) };
}

export function append(list: PickleList | PickleSet, items: readonly PickleValue[]): void {
  for (const item of items) list.items.push(item);
  list.depth = Math.max(list.depth, depthAround(items));
}

/** @param flat key, value, key, value, ... */
export function setItems(dict: PickleDict, flat: readonly PickleValue[]): void {
  if (flat.length % 2 === 1) throw corrupt('the pickle', 'a dict key has no value');
  for (let i = 0; i < flat.length; i += 2) {
    const key = flat[i];
    if (isKind(key, 'list') || isKind(key, 'dict') || isKind(key, 'set')) {
      throw corrupt('the pickle', `a ${key.kind} as a dict key`);
    }
    dict.entries.set(key, flat[i + 1]);
  }
  dict.depth = Math.max(dict.depth, depthAround(flat));
}

/** One more than the deepest of the items, which a pickle always completes from the inside out. */
function depthAround(items: readonly PickleValue[]): number {
  let depth = 1;
  for (const item of items) {
    if (isContainer(item) && item.depth >= depth) depth = item.depth + 1;
  }
  if (depth > MAX_DEPTH) throw tooDeep(MAX_DEPTH);
  return depth;
}

const isContainer = (value: PickleValue): value is Container =>
  typeof value === 'object' && value !== null && 'depth' in value;

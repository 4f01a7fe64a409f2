import { corrupt } from '../errors.js';
import { isKind, type PickleValue } from './values.js';

/** More dimensions than torch or NumPy allow. */
const MAX_DIMENSIONS = 64;

/** The arguments of a call, which are a tuple of at least `count` values. */
export function argumentsOf(
  where: string,
  args: PickleValue,
  count: number,
): readonly PickleValue[] {
  if (!isKind(args, 'tuple')) throw corrupt(where, 'its arguments are no tuple');
  if (args.items.length < count) throw corrupt(where, `it needs ${count} arguments`);
  return args.items;
}

/** A tuple of whole numbers, such as a shape; whether they make sense is the caller's question. */
export function integersOf(where: string, value: PickleValue): (number | bigint)[] {
  if (!isKind(value, 'tuple')) throw corrupt(where, 'its sizes are no tuple');
  if (value.items.length > MAX_DIMENSIONS) {
    throw corrupt(where, `${value.items.length} dimensions, at most ${MAX_DIMENSIONS} exist`);
  }
  return value.items.map((item) => integerOf(where, item));
}

export function integerOf(where: string, value: PickleValue): number | bigint {
  if (typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value))) {
    return value;
  }
  throw corrupt(where, 'a size is no whole number');
}

import { tooLarge } from '../errors.js';
import type { PickleValue } from './values.js';

/**
 * What a pickle may still make. A byte of it can ask for a hundred bytes of memory (an empty dict)
 * or, with a call of something noted before, for any number of them. A checkpoint needs some
 * thousands of objects, so that these limits bound a hostile file and no other.
 */
export interface Budget {
  /** Values put on the stack or copied into a container. */
  values: number;
  /** Containers, tensors and arrays, of which a small one takes some hundred bytes. */
  objects: number;
  /** Bytes that are not views of the file. */
  bytes: number;
}

/** @param length of the pickle in bytes. */
export const pickleBudget = (length: number): Budget => ({
  values: 2 ** 21 + length / 8,
  objects: 2 ** 17 + length / 128,
  // What is copied is a text of at least as many bytes, and an honest file copies each once.
  bytes: length,
});

export function spend(budget: Budget, what: keyof Budget, count: number): void {
  budget[what] -= count;
  if (budget[what] < 0) throw tooLarge('the pickle', `more ${what} than weights need`);
}

/** For an object that a call has made: itself and what was copied into it. */
export function spendObject(budget: Budget, value: PickleValue): void {
  spend(budget, 'objects', 1);
  if (value instanceof Uint8Array) spend(budget, 'bytes', value.length);
  else if (typeof value === 'object' && value !== null) {
    if ('items' in value) spend(budget, 'values', value.items.length);
    if ('entries' in value) spend(budget, 'values', value.entries.size);
  }
}

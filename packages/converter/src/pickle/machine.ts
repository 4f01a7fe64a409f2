import { corrupt, tooLarge } from '../errors.js';
import { type Budget, spend, spendObject } from './budget.js';
import type { ByteReader } from './byte-reader.js';
import type { PickleValue } from './values.js';

/**
 * What a pickle may reach outside of itself. Nothing else exists for it: there is no import, no
 * attribute look-up and no call of anything that is not written out in an implementation of this.
 */
export interface PickleWorld {
  /** `module` and `name` of a global. Throws `refused-global` unless it is on the allow-list. */
  readonly global: (module: string, name: string) => PickleValue;
  /** REDUCE, NEWOBJ, OBJ and INST: what the allowed global makes of its arguments. */
  readonly make: (callable: PickleValue, args: PickleValue) => PickleValue;
  /** BUILD: gives an object its state, in place. */
  readonly build: (object: PickleValue, state: PickleValue) => void;
  readonly persistent: (id: PickleValue) => PickleValue;
}

/** Python's pickle machine: a stack, marks on it, and numbered notes of earlier values. */
export interface Machine {
  readonly reader: ByteReader;
  readonly world: PickleWorld;
  readonly stack: PickleValue[];
  /** Heights of the stack at which a MARK stands. */
  readonly marks: number[];
  /** A Map, since a file may number its notes as it likes. */
  readonly memo: Map<number, PickleValue>;
  readonly budget: Budget;
}

/** One opcode's work on the machine. */
export type Operation = (machine: Machine) => void;

/** More than any batch that Python writes (1000 pairs) or any honest tuple. */
const MAX_STACK = 2 ** 20;
/** Python notes every text and object, of which a large checkpoint has some ten thousand. */
const MAX_NOTES = 2 ** 19;

export function push({ stack, budget }: Machine, value: PickleValue): void {
  spend(budget, 'values', 1);
  if (stack.length >= MAX_STACK) throw tooLarge('the pickle', `over ${MAX_STACK} values at once`);
  stack.push(value);
}

/** Pushes what was not there before: a container, or what a call has made. */
export function pushNew(machine: Machine, value: PickleValue): void {
  spendObject(machine.budget, value);
  push(machine, value);
}

export function mark({ stack, marks }: Machine): void {
  if (marks.length >= MAX_STACK) throw tooLarge('the pickle', `over ${MAX_STACK} marks at once`);
  marks.push(stack.length);
}

export function pop({ stack, marks }: Machine): PickleValue {
  if (stack.length <= (marks.at(-1) ?? 0)) throw corrupt('the pickle', 'its stack is empty');
  return stack.pop() as PickleValue;
}

export function peek({ stack, marks }: Machine): PickleValue {
  if (stack.length <= (marks.at(-1) ?? 0)) throw corrupt('the pickle', 'its stack is empty');
  return stack[stack.length - 1];
}

/** All values above the latest MARK, and the MARK, leave the stack. */
export function popToMark({ stack, marks }: Machine): PickleValue[] {
  const mark = marks.pop();
  if (mark === undefined) throw corrupt('the pickle', 'a MARK is missing');
  return stack.splice(mark);
}

export function remember({ memo }: Machine, index: number, value: PickleValue): void {
  if (memo.size >= MAX_NOTES) throw tooLarge('the pickle', `over ${MAX_NOTES} notes`);
  memo.set(index, value);
}

export function recall({ memo }: Machine, index: number): PickleValue {
  const value = memo.get(index);
  if (value === undefined) throw corrupt('the pickle', `nothing was noted under ${index}`);
  return value;
}

import { corrupt } from '../errors.js';
import { append, setItems, tupleOf } from './containers.js';
import { integerOfText } from './integers.js';
import {
  type Machine,
  mark,
  type Operation,
  peek,
  pop,
  popToMark,
  push,
  pushNew,
  recall,
  remember,
} from './machine.js';
import { emptyDict, emptyList, emptySet, isKind, type PickleValue } from './values.js';

/** Opcodes that build containers and move values between stack and memo. */
export const STRUCTURE: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['(', mark],
  ['0', popValueOrMark],
  ['1', (machine) => void popToMark(machine)],
  ['2', (machine) => push(machine, peek(machine))],

  [')', (machine) => pushNew(machine, tupleOf([]))],
  ['t', (machine) => pushNew(machine, tupleOf(popToMark(machine)))],
  ['\x85', (machine) => pushNew(machine, tupleOf(popSome(machine, 1)))],
  ['\x86', (machine) => pushNew(machine, tupleOf(popSome(machine, 2)))],
  ['\x87', (machine) => pushNew(machine, tupleOf(popSome(machine, 3)))],

  [']', (machine) => pushNew(machine, emptyList())],
  ['a', (machine) => addItems(machine, [pop(machine)])],
  ['e', (machine) => addItems(machine, popToMark(machine))],
  ['l', (machine) => collect(machine, emptyList(), addItems)],

  ['\x8f', (machine) => pushNew(machine, emptySet())],
  ['\x90', (machine) => addItems(machine, popToMark(machine))],
  ['\x91', (machine) => collect(machine, emptySet(), addItems)],

  ['}', (machine) => pushNew(machine, emptyDict())],
  ['s', (machine) => addPairs(machine, popSome(machine, 2))],
  ['u', (machine) => addPairs(machine, popToMark(machine))],
  ['d', (machine) => collect(machine, emptyDict(), addPairs)],

  ['p', (machine) => remember(machine, indexOf(machine), peek(machine))],
  ['q', (machine) => remember(machine, machine.reader.byte(), peek(machine))],
  ['r', (machine) => remember(machine, machine.reader.uint32(), peek(machine))],
  ['\x94', (machine) => remember(machine, machine.memo.size, peek(machine))],
  ['g', (machine) => push(machine, recall(machine, indexOf(machine)))],
  ['h', (machine) => push(machine, recall(machine, machine.reader.byte()))],
  ['j', (machine) => push(machine, recall(machine, machine.reader.uint32()))],
]);

function popValueOrMark(machine: Machine): void {
  const { stack, marks } = machine;
  if (marks.length > 0 && marks.at(-1) === stack.length) marks.pop();
  else pop(machine);
}

function popSome(machine: Machine, count: number): PickleValue[] {
  const items: PickleValue[] = [];
  for (let i = 0; i < count; i++) items.unshift(pop(machine));
  return items;
}

/** Protocol 0's way: the items come first, then their container. */
function collect(
  machine: Machine,
  container: PickleValue,
  add: (machine: Machine, items: PickleValue[]) => void,
): void {
  const items = popToMark(machine);
  pushNew(machine, container);
  add(machine, items);
}

function addItems(machine: Machine, items: PickleValue[]): void {
  const target = peek(machine);
  if (!isKind(target, 'list') && !isKind(target, 'set')) {
    throw corrupt('the pickle', 'items are appended to what is no list');
  }
  append(target, items);
}

function addPairs(machine: Machine, flat: PickleValue[]): void {
  const target = peek(machine);
  if (!isKind(target, 'dict')) throw corrupt('the pickle', 'keys are set on what is no dict');
  setItems(target, flat);
}

function indexOf({ reader }: Machine): number {
  const index = integerOfText(reader.line());
  if (typeof index !== 'number') throw corrupt('the pickle', `a memo index of ${index}`);
  return index;
}

import { corrupt } from '../errors.js';
import { tupleOf } from './containers.js';
import { type Machine, type Operation, peek, pop, popToMark, push, pushNew } from './machine.js';
import { isKind } from './values.js';

/** Opcodes that ask the world for something: globals, objects, persistent ids. */
export const OBJECTS: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['c', (machine) => pushGlobal(machine, machine.reader.line(), machine.reader.line())],
  ['\x93', stackGlobal],
  ['i', instance],
  ['o', object],
  ['R', make],
  ['\x81', make],
  ['\x92', makeWithKeywords],
  ['b', build],
  ['Q', (machine) => pushNew(machine, machine.world.persistent(pop(machine)))],
  ['P', (machine) => pushNew(machine, machine.world.persistent(machine.reader.line()))],
]);

function pushGlobal(machine: Machine, module: string, name: string): void {
  push(machine, machine.world.global(module, name));
}

function stackGlobal(machine: Machine): void {
  const name = pop(machine);
  const module = pop(machine);
  if (typeof name !== 'string' || typeof module !== 'string') {
    throw corrupt('the pickle', 'the name of a global is no text');
  }
  pushGlobal(machine, module, name);
}

function instance(machine: Machine): void {
  const { reader, world } = machine;
  const callable = world.global(reader.line(), reader.line());
  pushNew(machine, world.make(callable, tupleOf(popToMark(machine))));
}

function object(machine: Machine): void {
  const [callable, ...args] = popToMark(machine);
  if (callable === undefined) throw corrupt('the pickle', 'an object without its class');
  pushNew(machine, machine.world.make(callable, tupleOf(args)));
}

function make(machine: Machine): void {
  const args = pop(machine);
  pushNew(machine, machine.world.make(pop(machine), args));
}

function makeWithKeywords(machine: Machine): void {
  const keywords = pop(machine);
  if (!isKind(keywords, 'dict') || keywords.entries.size > 0) {
    throw corrupt('the pickle', 'an object is made with keywords, which weights never need');
  }
  make(machine);
}

function build(machine: Machine): void {
  const state = pop(machine);
  machine.world.build(peek(machine), state);
}

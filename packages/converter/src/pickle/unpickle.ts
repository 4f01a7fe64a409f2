import { corrupt } from '../errors.js';
import { pickleBudget } from './budget.js';
import { byteReader } from './byte-reader.js';
import { LITERALS } from './literals.js';
import { type Machine, type Operation, type PickleWorld, pop } from './machine.js';
import { OBJECTS } from './objects.js';
import { STRUCTURE } from './structure.js';
import type { PickleValue } from './values.js';

/** Newest protocol of Python 3.8 to 3.14. */
const MAX_PROTOCOL = 5;
const STOP = 0x2e;

const FRAMING: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['\x80', protocol],
  ['\x95', frame],
]);

/** All opcodes by their byte. Those missing (extension registry, out-of-band buffers) are errors. */
const OPERATIONS: readonly (Operation | undefined)[] = Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  const groups = [LITERALS, STRUCTURE, OBJECTS, FRAMING];
  return groups.map((group) => group.get(character)).find((operation) => operation !== undefined);
});

export interface Unpickled {
  readonly value: PickleValue;
  /** Offset of the byte after STOP. */
  readonly end: number;
}

/**
 * Reads one pickle of protocol 0 to 5 without executing anything: what it may make is what `world`
 * allows. Time and memory are bounded by the length of the pickle; there is no recursion.
 *
 * @throws {ConverterError} `truncated`, `corrupt`, `too-deep`, `too-large`, and what `world` throws.
 */
export function unpickle(bytes: Uint8Array, world: PickleWorld, start = 0): Unpickled {
  const reader = byteReader(bytes, start);
  const budget = pickleBudget(bytes.length);
  const machine: Machine = { reader, world, stack: [], marks: [], memo: new Map(), budget };
  for (let byte = reader.byte(); byte !== STOP; byte = reader.byte()) {
    const operation = OPERATIONS[byte];
    if (!operation) throw corrupt('the pickle', `unknown opcode 0x${byte.toString(16)}`);
    operation(machine);
  }
  return { value: pop(machine), end: reader.position() };
}

function protocol({ reader }: Machine): void {
  const version = reader.byte();
  if (version > MAX_PROTOCOL) throw corrupt('the pickle', `protocol ${version} does not exist`);
}

/** Frames only help readers that load a file piece by piece. */
function frame({ reader }: Machine): void {
  reader.length64();
}

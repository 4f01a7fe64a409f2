import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { instructionSets } from '../../test/instruction-sets.js';
import { filler } from '../../test/tensors.js';
import { instantiateKernels } from '../instantiate.js';
import { blendTableBytes, sgdTableBytes, writeBlendTable, writeSgdTable } from '../update-table.js';
import { blend, sgdUpdate } from './update.js';

const memory = new WebAssembly.Memory({ initial: 1 });
const ready = Promise.all(instructionSets.map((set) => instantiateKernels(memory, set)));
/** A few float32 roundings of values of about 1. */
const TOLERANCE = 1e-6;

const cases = fc.record({
  seed: fc.integer({ min: 1, max: 1e9 }),
  lengths: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 }),
  isFirst: fc.boolean(),
  averages: fc.boolean(),
  nesterov: fc.boolean(),
  rate: fc.double({ min: 0, max: 1, noNaN: true }),
  momentum: fc.double({ min: 0, max: 1, noNaN: true }),
  kept: fc.double({ min: 0, max: 1, noNaN: true }),
});

/** Arrays that lie in memory behind a table, with room for one value between them. */
function arrays(seed: number, tableBytes: number) {
  const fill = filler(seed);
  let top = tableBytes;
  return (length: number): Float32Array => {
    const array = new Float32Array(memory.buffer, top, length);
    array.set(fill(length));
    top += 4 * (length + 1);
    return array;
  };
}

const pointersOf = <Row extends object>(row: Row): { [Field in keyof Row]: number } =>
  Object.fromEntries(
    Object.entries(row).map(([field, value]: [string, unknown]) => [
      field,
      value instanceof Float32Array ? value.byteOffset : value,
    ]),
  ) as { [Field in keyof Row]: number };

/** All of memory behind the table, so that what is written beside a tensor shows as well. */
const behind = (tableBytes: number): Float32Array => new Float32Array(memory.buffer, tableBytes);

function expectClose(actual: Float32Array, expected: Float32Array): void {
  actual.forEach((value, i) => {
    if (!(Math.abs(value - expected[i]) <= TOLERANCE)) expect([i, value]).toEqual([i, expected[i]]);
  });
}

describe('updates of many tensors', () => {
  it('sgdUpdate moves parameters, velocities and averages as its twin does', () =>
    fc.assert(
      fc.asyncProperty(cases, async ({ seed, lengths, isFirst, averages, kept, ...moving }) => {
        const coefficients = { ...moving, kept, share: 1 - kept };
        const bytes = sgdTableBytes(lengths.length);
        const make = arrays(seed, bytes);
        const rows = lengths.map((length, i) => ({
          parameter: make(length),
          gradient: make(length),
          velocity: isFirst ? undefined : make(length),
          average: averages ? make(length) : undefined,
          newParameter: make(length),
          newVelocity: make(length),
          newAverage: averages ? make(length) : undefined,
          length,
          decay: i % 2 === 0 ? 0 : 0.1,
        }));
        const before = behind(bytes).slice();
        sgdUpdate(rows, coefficients);
        const wanted = behind(bytes).slice();
        for (const kernels of await ready) {
          behind(bytes).set(before);
          writeSgdTable(memory, 0, rows.map(pointersOf));
          kernels.sgdUpdate({ table: 0, rows: rows.length, ...coefficients });
          expectClose(behind(bytes), wanted);
        }
      }),
    ));

  it('averages in the same call as a blend of the new parameters would, bit for bit', () =>
    fc.assert(
      fc.asyncProperty(cases, async ({ seed, lengths, kept, rate, momentum, nesterov }) => {
        const [length] = lengths;
        const bytes = Math.max(sgdTableBytes(1), blendTableBytes(1));
        const make = arrays(seed, bytes);
        const [old, inCall, after] = [make(length), make(length), make(length)];
        const row = {
          ...{ parameter: make(length), gradient: make(length), average: old, newAverage: inCall },
          ...{ newParameter: make(length), newVelocity: make(length), length, decay: 0.1 },
        };
        const averaging = { kept, share: 1 - kept };
        const blending = { old, seen: row.newParameter, out: after, length, ...averaging };
        for (const kernels of await ready) {
          writeSgdTable(memory, 0, [pointersOf(row)]);
          kernels.sgdUpdate({ table: 0, rows: 1, rate, momentum, nesterov, ...averaging });
          writeBlendTable(memory, 0, [pointersOf(blending)]);
          kernels.blend({ table: 0, rows: 1 });
          expect(inCall).toEqual(after);
        }
      }),
    ));

  it('blend averages as its twin does', () =>
    fc.assert(
      fc.asyncProperty(cases, async ({ seed, lengths, rate, momentum }) => {
        const bytes = blendTableBytes(lengths.length);
        const make = arrays(seed, bytes);
        const rows = lengths.map((length) => ({
          old: make(length),
          seen: make(length),
          out: make(length),
          ...{ length, kept: momentum, share: rate },
        }));
        const before = behind(bytes).slice();
        blend(rows);
        const wanted = behind(bytes).slice();
        for (const kernels of await ready) {
          behind(bytes).set(before);
          writeBlendTable(memory, 0, rows.map(pointersOf));
          kernels.blend({ table: 0, rows: rows.length });
          expectClose(behind(bytes), wanted);
        }
      }),
    ));
});

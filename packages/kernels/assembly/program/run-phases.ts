// Programs shared by threads on one memory. A job is a table u32 [phases + 1, threads, 2]: a row for
// each phase, in it a program and its number of calls for each part, zeros after the last phase. Any
// thread may take any part, so that one that does not run keeps nobody waiting; only a phase's parts
// have to be done before those of the next one are begun.
//
// Layout of `control`, u32, see src/phases.ts: the count of phases behind us; the row of the one at
// hand, 0 being none; parts of it that are done; and 64 bytes on, for each part, the count at which
// it may be taken next. Counts go round at 2^32: they are only compared.
import { runProgram } from './run-program';

const ROW: usize = 4;
const DONE: usize = 8;
const TAKEN: usize = 64;
const PART_BYTES: u32 = 8;

/**
 * Takes parts of the job at hand, first of all the one that is the thread's own, until none
 * came free while it looked `spins` times. Thread 0, which begins jobs, returns at the end of one.
 */
export function runPhases(control: usize, threads: u32, thread: u32, spins: u32): void {
  for (let left = spins; left > 0; ) {
    const phase = atomic.load<u32>(control);
    // If a part of `phase` can be taken below, then this row is that phase's, as it stays at hand
    // until the part is done.
    const row = atomic.load<u32>(control, ROW);
    if (!row && !thread) return;
    if (row && runPart(control, row, phase, threads, thread)) {
      left = spins;
      continue;
    }
    while (left > 0 && atomic.load<u32>(control) == phase) left--;
  }
}

/** Whether a part was left. */
function runPart(control: usize, row: usize, phase: u32, threads: u32, thread: u32): bool {
  for (let i: u32 = 0; i < threads; i++) {
    const part = (thread + i) % threads;
    const taken = control + TAKEN + <usize>(part * 4);
    if (atomic.cmpxchg<u32>(taken, phase, phase + 1) != phase) continue;
    const entry = row + <usize>(part * PART_BYTES);
    runProgram(load<u32>(entry), load<u32>(entry, 4));
    if (atomic.add<u32>(control, 1, DONE) == threads - 1) endPhase(control, row, phase, threads);
    return true;
  }
  return false;
}

/** Lets the next phase begin; all parts of this one are done, so nobody else writes here. */
function endPhase(control: usize, row: usize, phase: u32, threads: u32): void {
  const next = row + <usize>(threads * PART_BYTES);
  atomic.store<u32>(control, 0, DONE);
  atomic.store<u32>(control, load<u32>(next) ? next : 0, ROW);
  atomic.store<u32>(control, phase + 1);
  atomic.notify(control, -1);
}

/** A program, one of those that threads share in a phase; none if it makes no calls. */
export interface Part {
  readonly program: number;
  readonly calls: number;
}

/** The word of `control` that changes with each phase: what a thread may sleep on. */
export const PHASE_WORD = 0;
const ROW_WORD = 1;
/** The word of `control` that is 1 when there will be no more jobs. */
export const ENDED_WORD = 3;
const TAKEN_WORD = 16;

/**
 * Bytes of the control words of some threads, u32, zero in the beginning: a count that changes with
 * each phase and each job; the row of the phase at hand, 0 for none; its parts that are done; whether
 * there will be no more jobs; from word 16 on, for each part, the count at which it may be taken.
 */
export const controlBytes = (threads: number): number => 4 * (TAKEN_WORD + threads);

/**
 * Phases as `runPhases` reads them from memory: u32 [phases + 1, threads, 2], zeros last. Each phase
 * has as many parts as there are threads; the address of its first program must not be 0.
 */
export function encodeJob(
  phases: readonly (readonly Part[])[],
  threads: number,
): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array((phases.length + 1) * threads * 2);
  words.set(phases.flat().flatMap(({ program, calls }) => [program, calls]));
  return words;
}

/** Lets the threads that look at `control` begin with a job; none may be at hand. */
export function startJob(control: Int32Array, threads: number, job: number): void {
  const phase = Atomics.load(control, PHASE_WORD) + 1;
  // In this order, as a thread that comes late from the job before may look at any time.
  for (let part = 0; part < threads; part++) Atomics.store(control, TAKEN_WORD + part, phase);
  Atomics.store(control, ROW_WORD, job);
  Atomics.store(control, PHASE_WORD, phase);
  Atomics.notify(control, PHASE_WORD);
}

/** Whether the job that was started is not done yet. */
export const isAtWork = (control: Int32Array): boolean => Atomics.load(control, ROW_WORD) !== 0;

/** Tells the threads that there will be no more jobs. */
export function endJobs(control: Int32Array): void {
  Atomics.store(control, ENDED_WORD, 1);
  Atomics.add(control, PHASE_WORD, 1);
  Atomics.notify(control, PHASE_WORD);
}

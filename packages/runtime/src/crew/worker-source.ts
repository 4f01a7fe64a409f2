import { ENDED_WORD, PHASE_WORD } from '@mobilenext/kernels';

/**
 * What a worker runs, as text, so that neither bundlers nor Node have to find a file. It takes parts
 * of jobs until there will be no more; while there are none it sleeps on the word of `control`
 * that changes with each phase. If a kernel traps it leaves what was thrown in `faults`, where the
 * thread that waits for it looks; an event would come too late. `post` and `listen` are what
 * start-worker.ts puts before it.
 */
export const WORKER_SOURCE = `
listen(({ module, memory, control: pointer, threads, thread, spins, faults }) => {
  const { runPhases } = new WebAssembly.Instance(module, { env: { memory } }).exports;
  const control = new Int32Array(memory.buffer, pointer);
  post('ready');
  try {
    for (;;) {
      const phase = Atomics.load(control, ${PHASE_WORD});
      if (Atomics.load(control, ${ENDED_WORD})) return;
      runPhases(pointer, threads, thread, spins);
      Atomics.wait(control, ${PHASE_WORD}, phase);
    }
  } catch (error) {
    const text = new Uint8Array(faults, 4);
    const said = new TextEncoder().encode(String(error)).subarray(0, text.length);
    text.set(said);
    Atomics.store(new Int32Array(faults, 0, 1), 0, said.length);
  }
});
`;

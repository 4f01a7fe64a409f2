/**
 * What a worker runs, as text, so that neither bundlers nor Node have to find a file. It takes parts
 * of jobs until there will be no more; while there are none it sleeps on word 0 of `control`, which
 * changes with each phase. Word 3 says that the end has come, see phases.ts of the kernels. `post`
 * and `listen` are what start-worker.ts puts before it.
 */
export const WORKER_SOURCE = `
listen(({ module, memory, control: pointer, threads, thread, spins }) => {
  const { runPhases } = new WebAssembly.Instance(module, { env: { memory } }).exports;
  const control = new Int32Array(memory.buffer, pointer, 4);
  post('ready');
  for (;;) {
    const phase = Atomics.load(control, 0);
    if (Atomics.load(control, 3)) return;
    runPhases(pointer, threads, thread, spins);
    Atomics.wait(control, 0, phase);
  }
});
`;

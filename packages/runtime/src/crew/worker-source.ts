/**
 * What a worker runs, as text, so that neither bundlers nor Node have to find a file. It waits for a
 * job, runs its phases of it and meets the other threads after each, as crew.ts does. `post` and
 * `listen` are what start-worker.ts puts before it.
 */
export const WORKER_SOURCE = `
const SPINS = 20000;

listen(({ module, memory, control: pointer, threads, jobs }) => {
  const { runProgram } = new WebAssembly.Instance(module, { env: { memory } }).exports;
  const control = new Int32Array(memory.buffer, pointer, 4);
  post('ready');
  for (let begun = 0; ; ) {
    wait(control, 0, begun);
    begun = Atomics.load(control, 0);
    const phases = jobs[Atomics.load(control, 1)];
    if (!phases) return;
    for (const { program, calls } of phases) {
      if (calls > 0) runProgram(program, calls);
      meet(control, threads);
    }
  }
});

function meet(control, threads) {
  const held = Atomics.load(control, 3);
  if (Atomics.add(control, 2, 1) < threads - 1) {
    wait(control, 3, held);
    return;
  }
  Atomics.store(control, 2, 0);
  Atomics.add(control, 3, 1);
  Atomics.notify(control, 3);
}

function wait(control, index, value) {
  for (let spins = 0; Atomics.load(control, index) === value; spins++) {
    if (spins > SPINS) Atomics.wait(control, index, value);
  }
}
`;

// Runs in the page: compiles the job's network and waits to be asked.
import { compile } from '@mobilenext/runtime';
import { parseSafetensors } from '../parse-safetensors.mjs';

const [job, weights, pictures] = await Promise.all([
  fetch('/job').then((response) => response.json()),
  bytesAt('/weights').then(parseSafetensors),
  bytesAt('/pictures').then(({ buffer }) => new Float32Array(buffer)),
]);
const { network, input, instructionSet, threads } = job;
const model = await compile({
  ...{ network, instructionSet, threads },
  weights: new Map([...weights].map(([key, { values }]) => [key, values])),
  input: { height: input, width: input },
});

globalThis.contender = {
  check: () => [...model.run(pictures)],
  /** Milliseconds of each run, by the page's own clock: asking takes time, too. */
  times: (count) =>
    Array.from({ length: count }, () => {
      const started = performance.now();
      model.run(pictures);
      return performance.now() - started;
    }),
};

async function bytesAt(path) {
  return new Uint8Array(await (await fetch(path)).arrayBuffer());
}

// Times one hop, a 1.0 checkpoint (14 MB) to safetensors, by fresh processes in turn:
//   node tools/measure-hop.mjs [--python PYTHON] [--rounds 15]
// `library` reads and writes, `convert` proves the result as well. `whole` is from spawn to exit;
// `work` is without the start of Node or Python, but with the loading of the code that does the work;
// `cpu` is the processor's time for it, which says more where the machine has other work.
// PYTHON has torch and safetensors; it reads with torch.load and writes with safetensors.torch, which
// does not wait for the disk as we do.
import { parseArgs } from 'node:util';

const CHILD = '--child';
const WIDTH = 1;
const CLASSES = 1000;

const PYTHON = `
import json, sys, time
begun = time.perf_counter()
import torch
from safetensors.torch import save_file
imported = time.perf_counter()
tensors = torch.load(sys.argv[1], weights_only=True)
read = time.perf_counter()
save_file(tensors, sys.argv[2])
written = time.perf_counter()
spans = {"import": imported - begun, "read": read - imported, "write": written - read, "work": written - begun}
print(json.dumps({name: 1000 * span for name, span in spans.items()}))
`;

if (process.argv[2] === CHILD) await hop(process.argv[3], process.argv[4]);
else await measure();

async function hop(from, to) {
  const begun = process.cpuUsage();
  const node = performance.now();
  const { readCheckpoint, writeCheckpoint } = await import('../packages/converter/dist/index.js');
  const imported = performance.now();
  const checkpoint = await readCheckpoint(from);
  const read = performance.now();
  await writeCheckpoint(to, checkpoint, { force: true });
  const written = performance.now();
  const { user, system } = process.cpuUsage(begun);
  const times = { import: imported - node, read: read - imported, write: written - read };
  console.log(JSON.stringify({ ...times, work: written - node, cpu: (user + system) / 1000 }));
}

/** What only this process needs is imported here, so that the others start as a user's would. */
async function measure() {
  const { values } = parseArgs({
    options: { python: { type: 'string' }, rounds: { type: 'string', default: '15' } },
  });
  const { mkdtempSync, rmSync, statSync } = await import('node:fs');
  const { tmpdir } = await import('node:os');
  const { join } = await import('node:path');
  const folder = mkdtempSync(join(tmpdir(), 'hop-'));
  const to = join(folder, 'out.safetensors');
  try {
    const sources = await makeCheckpoints(folder);
    const ways = sources.flatMap(({ name, path }) => [
      { name: `${name} library`, words: [process.execPath, process.argv[1], CHILD, path, to] },
      {
        name: `${name} convert`,
        words: [process.execPath, 'apps/cli/bin/mobilenext.mjs', 'convert', path, to, '--force'],
      },
      ...(values.python && name === 'pth'
        ? [{ name: `${name} Python`, words: [values.python, '-c', PYTHON, path, to] }]
        : []),
    ]);
    const times = new Map(ways.map(({ name }) => [name, []]));
    for (let round = 0; round < Number(values.rounds); round++) {
      for (const { name, words } of ways) times.get(name).push(await run(words));
    }
    console.log(`${sources.map(({ name, path }) => `${name} ${statSync(path).size} bytes`)}`);
    report(times);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Random weights of the 1.0 network, in every format that is compared. */
async function makeCheckpoints(folder) {
  const { join } = await import('node:path');
  const { stateDict } = await import('../packages/core/dist/index.js');
  const { mobileNeXt } = await import('../packages/mobilenext/dist/index.js');
  const { fromFloat32, writeCheckpoint } = await import('../packages/converter/dist/index.js');
  const network = mobileNeXt({ width: WIDTH, numClasses: CLASSES });
  const tensors = new Map(
    stateDict(network).map(({ key, shape }, i) => {
      const length = shape.reduce((product, size) => product * size, 1);
      const values = Float32Array.from({ length }, (_, j) => Math.sin(i + j) ** 2 / 8);
      return [key, fromFloat32(values, shape)];
    }),
  );
  const names = ['pth', 'pdparams'];
  const sources = names.map((name) => ({ name, path: join(folder, `weights.${name}`) }));
  for (const { path } of sources) await writeCheckpoint(path, { tensors, metadata: {} });
  return sources;
}

async function run([command, ...args]) {
  const { spawnSync } = await import('node:child_process');
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  const whole = performance.now() - started;
  if (status !== 0) throw new Error(stderr);
  return { ...(stdout.startsWith('{') && JSON.parse(stdout)), whole };
}

function report(times) {
  console.log(`Node ${process.version}: minimum and median in ms`);
  for (const [name, rounds] of times) {
    const spans = Object.keys(rounds[0]).map((span) => {
      const sorted = rounds.map((round) => round[span]).sort((a, b) => a - b);
      const [least, median] = [sorted[0], sorted[Math.floor(sorted.length / 2)]];
      return `${span} ${least.toFixed(0)} ${median.toFixed(0)}`;
    });
    console.log(`${name.padEnd(18)} ${spans.join(', ')}`);
  }
}

// Times what a user waits for: from the start of a Node process to the first picture's classes.
//   node tools/measure-start.mjs WEIGHTS VARIANT PICTURE [--rounds 20]
// Each round is a fresh process. `node` is Node's own start; `import`, `create` (reading weights and
// compiling) and `classify` (sharp, decoding, first run) follow; `again` is a second picture.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { root } from './workspace.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '20' }, child: { type: 'boolean' } },
});
const [weights, variant, picture] = positionals;
if (picture === undefined) {
  console.error('call: node tools/measure-start.mjs WEIGHTS VARIANT PICTURE [--rounds 20]');
  process.exit(2);
}
if (values.child) await classifyOnce();
else report(Array.from({ length: Number(values.rounds) }, startOne));

async function classifyOnce() {
  const times = { node: performance.now() };
  const time = async (name, work) => {
    const started = performance.now();
    const result = await work();
    times[name] = performance.now() - started;
    return result;
  };
  const entry = pathToFileURL(join(root, 'packages/runtime/dist/index.js')).href;
  const { createClassifier } = await time('import', () => import(entry));
  const classify = await time('create', () => createClassifier({ weights, variant }));
  await time('classify', () => classify(picture));
  times.total = performance.now();
  await time('again', () => classify(picture));
  console.log(JSON.stringify(times));
}

/** Wall time of the process up to the first classes comes from outside, its parts from inside. */
function startOne() {
  const words = [fileURLToPath(import.meta.url), '--child', weights, variant, picture];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

function report(rounds) {
  console.log(`${rounds.length} starts of Node ${process.version}, milliseconds`);
  for (const name of Object.keys(rounds[0])) {
    const sorted = rounds.map((round) => round[name]).sort((a, b) => a - b);
    const [least, median] = [sorted[0], sorted[Math.floor(sorted.length / 2)]];
    console.log(`${name.padEnd(9)} ${least.toFixed(1).padStart(7)} ${median.toFixed(1).padStart(7)}`);
  }
}

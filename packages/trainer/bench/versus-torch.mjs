// Training steps of ours and of PyTorch in turn, one thread each; milliseconds a picture.
//   node bench/versus-torch.mjs PYTHON [CASE ...]
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { CASES } from './cases.mjs';

const ROUNDS = 4;
/** About as long a round in each case. */
const STEPS = { small: 6, 0.35: 8, '1.0': 2 };

const [python, ...names] = process.argv.slice(2);
if (!python) throw new Error('give a Python that has PyTorch: node bench/versus-torch.mjs PYTHON');
const here = fileURLToPath(new URL('.', import.meta.url));
for (const name of names.length > 0 ? names : Object.keys(CASES)) await compare(name);

async function compare(name) {
  const { network, side, batch } = CASES[name];
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const record = join(folder, 'network.json');
  writeFileSync(record, JSON.stringify(network));
  const ours = peer(process.execPath, [join(here, 'step.mjs'), name]);
  const theirs = peer(python, [join(here, 'torch_step.py'), record, side, batch]);
  const times = { ours: [], theirs: [], ratios: [] };
  // Warm-up: the first steps compile, and take memory.
  await ours.run(3);
  await theirs.run(1);
  for (let round = 0; round < ROUNDS; round++) {
    const slow = await theirs.run(STEPS[name]);
    const fast = await ours.run(STEPS[name]);
    times.ours.push(...fast);
    times.theirs.push(...slow);
    times.ratios.push((median(slow) / median(fast)).toFixed(2));
  }
  ours.end();
  theirs.end();
  rmSync(folder, { recursive: true });
  const text = (all) =>
    `${(Math.min(...all) / batch).toFixed(2)} / ${(median(all) / batch).toFixed(2)}`;
  console.log(
    `${name} at ${side}, batch ${batch}, min / median: ours ${text(times.ours)}, ` +
      `PyTorch ${text(times.theirs)}; PyTorch over ours by round: ${times.ratios.join(' ')}`,
  );
}

/** A process that is told a number of steps a line and answers with their times. */
function peer(command, args) {
  const child = spawn(command, args.map(String), { stdio: ['pipe', 'pipe', 'ignore'] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    async run(steps) {
      child.stdin.write(`${steps}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`${command} ended early`);
      return JSON.parse(value);
    },
    end: () => child.stdin.end(),
  };
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

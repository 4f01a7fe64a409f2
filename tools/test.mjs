// `npm test`: every check and every package's tests. A failure shows its output and does not
// keep the rest from running. The last line is `N passed, N failed, N skipped`: the sum of all
// tests, each check counting as one more.
//   --only a,b    runs these checks alone
//   --node 22     runs on that version instead what depends on Node (tools/test-node.mjs)
import { parseArgs } from 'node:util';
import { packageTests } from './package-tests.mjs';
import { handOver, runCommand } from './run-command.mjs';
import { rootManifest } from './workspace.mjs';

// The slowest first, for two run side by side.
const CHECKS = ['lint', 'types', 'packages', 'loads', 'unused', 'layers', 'format'];
const PARALLEL = 2;

const { values } = parseArgs({ options: { only: { type: 'string' }, node: { type: 'string' } } });
if (values.node !== undefined) {
  process.exit(await handOver(process.execPath, ['tools/test-node.mjs', values.node]));
}
const wanted = values.only?.split(',') ?? [...CHECKS, 'jest'];
const unknown = wanted.filter((name) => name !== 'jest' && !CHECKS.includes(name));
if (unknown.length > 0) {
  console.error(`no check is called ${unknown.join(', ')}: there are ${CHECKS.join(', ')}, jest`);
  process.exit(2);
}

const rows = await sideBySide(
  CHECKS.filter((name) => wanted.includes(name)),
  runCheck,
);
// The packages' tests fill both cores by themselves.
if (wanted.includes('jest')) rows.push(...(await packageTests()));
report(rows);

/** Runs one of package.json's `check:` scripts; its output is shown only when it fails. */
async function runCheck(name) {
  const [command, ...args] = rootManifest.scripts[`check:${name}`].split(' ');
  const started = Date.now();
  const { status, output } = await runCommand(command, args, { quiet: true });
  const seconds = (Date.now() - started) / 1000;
  if (status !== 0) console.error(`\n[test] ${name} failed: npm run check:${name}\n${output}`);
  return { name, seconds, passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 };
}

/** Applies `work` to every item, a few at once, and keeps the order of the items. */
async function sideBySide(items, work) {
  const results = [];
  const queue = [...items.entries()];
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      results[next[0]] = await work(next[1]);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, worker));
  return results;
}

function report(rows) {
  const width = Math.max(...rows.map(({ name }) => name.length));
  console.log(`\n${'check'.padEnd(width)}  result  seconds  tests`);
  for (const { name, passed, failed, seconds, tests } of rows) {
    const result = failed > 0 ? 'FAILED' : 'passed';
    const count = tests ? `${passed} of ${passed + failed}` : '';
    console.log(
      `${name.padEnd(width)}  ${result}  ${seconds.toFixed(1).padStart(7)}  ${count}`.trimEnd(),
    );
  }
  const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
  process.exitCode = sum('failed') > 0 ? 1 : 0;
}

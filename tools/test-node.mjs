// Runs on another major version of Node what depends on Node: the loading of what was built and
// every package's tests, but for the golden tests. Those compare numbers, which every version
// computes alike; both builds of the kernels are run on the oldest. Call: node tools/test-node.mjs 22
// The binary comes as the npm package `node` and is kept under node_modules/.cache.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { handOver, runCommand } from './run-command.mjs';
import { root } from './workspace.mjs';

const [version = ''] = process.argv.slice(2);
if (!/^\d+(\.\d+\.\d+)?$/.test(version)) {
  console.error('which Node? for example: node tools/test-node.mjs 22');
  process.exit(2);
}

const folder = join(root, 'node_modules', '.cache', `node-${version}`);
const binaries = join(folder, 'node_modules', 'node', 'bin');
const node = join(binaries, 'node');

if (!existsSync(node)) await fetchNode();
const found = await runCommand(node, ['--version'], { quiet: true });
console.error(`[test] on Node ${found.output.trim()}`);

// First on the PATH, so that turbo, pnpm and jest start it too.
const env = {
  MOBILENEXT_GOLDEN: '0',
  PATH: [binaries, join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
};
process.exitCode = await handOver(node, ['tools/test.mjs', '--only', 'loads,jest'], { env });

async function fetchNode() {
  console.error(`[test] fetching Node ${version}`);
  const args = [
    'install',
    '--prefix',
    folder,
    '--no-save',
    '--no-package-lock',
    '--loglevel=error',
    `node@${version}`,
  ];
  const { status } = await runCommand('npm', args);
  if (status === 0 && existsSync(node)) return;
  console.error(
    `[test] node@${version} could not be fetched; the lines above say why (no network?)`,
  );
  process.exit(1);
}

// Brings everything that the repository needs on a machine with Node and npm only:
// pnpm itself, the dependencies as locked, and a build of every package.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const { packageManager, engines } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));

const wanted = engines.node.replace('>=', '').split('.').map(Number);
const have = process.versions.node.split('.').map(Number);
if (have[0] < wanted[0] || (have[0] === wanted[0] && have[1] < wanted[1])) {
  fail(`Node ${process.versions.node} is too old: this needs ${engines.node} (nodejs.org has it)`);
}

step('installing dependencies', ['npx', '--yes', packageManager, 'install', '--frozen-lockfile', '--prefer-offline']);
step('building the packages', ['npx', '--no', 'turbo', 'run', 'build', '--output-logs=errors-only']);

function step(what, [command, ...args]) {
  console.error(`[setup] ${what}: ${args.slice(1, 4).join(' ')}`);
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (error) fail(`${command} could not be started: ${error.message}`);
  if (status !== 0) fail(`${what} failed; the lines above say why (no network? no disk?)`);
}

function fail(line) {
  console.error(`[setup] ${line}`);
  process.exit(1);
}

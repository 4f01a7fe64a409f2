// Brings everything that the repository needs on a machine with Node and npm only:
// pnpm itself, the dependencies as locked, and a build of every package.
// Uses nothing but Node, for at this moment there may be nothing else.
import { existsSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './run-command.mjs';
import { root, rootManifest } from './workspace.mjs';

const NEEDED_BYTES = 1e9; // 0.6 GB of dependencies, the builds and turbo's cache

// npm and pnpm would try for over a minute before they say that there is no network.
const patience = {
  npm_config_fetch_retry_mintimeout: '2000',
  npm_config_fetch_retry_maxtimeout: '8000',
};

const causes = [
  [/ENOSPC/, 'the disk is full: free about 1 GB'],
  [/EACCES|EPERM|EROFS/, 'a file may not be written: is the folder yours?'],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET|ERR_PNPM_META_FETCH_FAIL/,
    'no network: the packages come from the npm registry; look at `npm ping`',
  ],
  [
    /CERT_|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)/,
    "the registry's certificate is not trusted: behind a proxy, name its file in NODE_EXTRA_CA_CERTS",
  ],
  [/ERR_PNPM_OUTDATED_LOCKFILE/, 'package.json and pnpm-lock.yaml differ: run `npx pnpm install`'],
];

checkNode();
if (!existsSync(join(root, 'node_modules'))) checkDisk();

const { packageManager } = rootManifest;
const pnpm = isInstalled('pnpm') ? ['pnpm'] : ['npx', '--yes', packageManager];
await step('installing the dependencies', [
  ...pnpm,
  'install',
  '--frozen-lockfile',
  '--prefer-offline',
  '--reporter=append-only',
]);
await step('building the packages', [
  process.execPath,
  'tools/turbo.mjs',
  'run',
  'build',
  '--output-logs=errors-only',
]);
console.error('[setup] done');

function checkNode() {
  const wanted = rootManifest.engines.node;
  const [major, minor] = wanted.replace('>=', '').split('.').map(Number);
  const [haveMajor, haveMinor] = process.versions.node.split('.').map(Number);
  if (haveMajor > major || (haveMajor === major && haveMinor >= minor)) return;
  fail(`Node ${process.versions.node} is too old, this needs ${wanted}: get one at nodejs.org`);
}

function checkDisk() {
  const { bavail, bsize } = statfsSync(root);
  if (bavail * bsize >= NEEDED_BYTES) return;
  fail(`the disk has ${Math.round((bavail * bsize) / 1e6)} MB left, this needs 1 GB: free some`);
}

function isInstalled(tool) {
  return existsSync(join(root, 'node_modules', '.bin', tool));
}

/** Runs a command; a failure ends the set-up with its cause in one line. */
async function step(what, [command, ...args]) {
  console.error(`[setup] ${what}`);
  const { status, output } = await runCommand(command, args, { env: patience });
  if (status === 0) return;
  const [, cause] = causes.find(([pattern]) => pattern.test(output)) ?? [];
  fail(`${what} failed: ${cause ?? 'the lines above say why'}`);
}

function fail(line) {
  console.error(`[setup] ${line}`);
  process.exit(1);
}

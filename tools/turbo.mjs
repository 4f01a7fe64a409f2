// Runs turbo with what this repository asks of it: no telemetry, no network, and the facts that
// decide which tests run as variables, so that they are part of each test's cache key.
import { spawnSync } from 'node:child_process';
import { hasGoldenData } from './shared-folder.cjs';
import { root, toolEnvironment } from './workspace.mjs';

const { status, error } = spawnSync('turbo', process.argv.slice(2), {
  cwd: root,
  stdio: 'inherit',
  shell: process.platform === 'win32',
  env: toolEnvironment({
    TURBO_TELEMETRY_DISABLED: '1',
    DO_NOT_TRACK: '1',
    MOBILENEXT_GOLDEN: hasGoldenData ? '1' : '0',
    MOBILENEXT_NODE: process.version,
  }),
});
if (error) console.error(`turbo could not be started: ${error.message}; run \`npm run setup\``);
process.exitCode = status ?? 1;

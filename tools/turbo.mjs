// Runs turbo with what this repository asks of it: no telemetry, no network, and the facts that
// decide which tests run as variables, so that they are part of each test's cache key.
import { handOver } from './run-command.mjs';
import { runsGoldenTests } from './shared-folder.cjs';

process.exitCode = await handOver('turbo', process.argv.slice(2), {
  env: {
    TURBO_TELEMETRY_DISABLED: '1',
    DO_NOT_TRACK: '1',
    MOBILENEXT_GOLDEN: runsGoldenTests ? '1' : '0',
    MOBILENEXT_NODE: process.version,
  },
});

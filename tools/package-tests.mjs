// Runs every package's tests through turbo, which replays those whose inputs have not changed,
// and gathers the counts that tools/jest-summary.cjs leaves in each package.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './run-command.mjs';
import { readJson, root, workspacePackages } from './workspace.mjs';

/** One row of counts a package; a package without counts, or a run that broke, is a failure. */
export async function packageTests() {
  const packages = workspacePackages();
  for (const { folder } of packages) rmSync(summaryFile(folder), { force: true });

  const { status } = await runCommand(process.execPath, [
    'tools/turbo.mjs',
    'run',
    'test',
    // A package's tests take both cores by themselves; side by side, the longest would be left alone.
    '--concurrency=1',
    '--continue=dependencies-successful',
    '--output-logs=errors-only',
  ]);

  const rows = packages.map(({ name, folder }) => ({
    name: `jest ${name}`,
    tests: true,
    ...readSummary(folder),
  }));
  const failureIsCounted = rows.some(({ failed }) => failed > 0);
  if (status !== 0 && !failureIsCounted) {
    rows.push({ name: 'jest', passed: 0, failed: 1, skipped: 0, seconds: 0 });
  }
  return rows;
}

function readSummary(folder) {
  try {
    return readJson(summaryFile(folder));
  } catch {
    console.error(`[test] ${folder} left no test-results/summary.json: its tests did not finish`);
    return { passed: 0, failed: 1, skipped: 0, seconds: 0 };
  }
}

function summaryFile(folder) {
  return join(root, folder, 'test-results', 'summary.json');
}

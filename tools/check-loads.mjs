// Loads every built entry point as users do, by `import` and by `require`, each in a fresh
// process that may print nothing, and asks the command for the summary of a network.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { publishedPackages, root } from './workspace.mjs';

const problems = [...publishedPackages().flatMap(loadingProblems), ...commandProblems()];
problems.forEach((problem) => console.error(problem));
process.exitCode = problems.length > 0 ? 1 : 0;

function loadingProblems({ folder, manifest }) {
  const names = Object.entries(manifest.exports)
    .filter(([, target]) => typeof target === 'object')
    .map(([subpath]) => manifest.name + subpath.slice(1));
  return names.flatMap((name) => [
    ...silenceProblems(`import('${name}')`, join(root, folder)),
    ...silenceProblems(`require('${name}')`, join(root, folder)),
  ]);
}

/** Runs a script in the package's folder, where the package finds itself by its name. */
function silenceProblems(script, cwd) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--eval', script], {
    cwd,
    encoding: 'utf8',
  });
  if (status !== 0) return [`${script} fails:\n${stderr}`];
  return stdout + stderr === '' ? [] : [`${script} prints:\n${stdout}${stderr}`];
}

function commandProblems() {
  const command = join(root, 'apps', 'cli', 'bin', 'mobilenext.mjs');
  const args = [command, 'summary', '--json'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) return [`mobilenext summary --json fails:\n${stderr}`];
  try {
    const { parameters } = JSON.parse(stdout);
    return parameters > 0 ? [] : ['mobilenext summary --json tells no parameters'];
  } catch {
    return [`mobilenext summary --json prints no JSON:\n${stdout}`];
  }
}

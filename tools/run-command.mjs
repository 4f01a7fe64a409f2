// Starts a command in the root of the repository.
import { spawn } from 'node:child_process';
import { root, toolEnvironment } from './workspace.mjs';

/** Runs a tool of node_modules or of the machine to its end, without input. What it prints is in
 *  the result's `output` and, unless `quiet`, on stderr. Status 127: it could not be started. */
export async function runCommand(command, args, { quiet = false, env = {} } = {}) {
  const child = start(command, args, ['ignore', 'pipe', 'pipe'], env);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (chunk) => {
      output += chunk;
      if (!quiet) process.stderr.write(chunk);
    });
  }
  const status = await statusOf(child, (problem) => {
    output += problem;
  });
  return { status, output };
}

/** Runs a command in our place: it prints where we would; gives its status. */
export function handOver(command, args, { env = {} } = {}) {
  return statusOf(start(command, args, 'inherit', env), console.error);
}

function start(command, args, stdio, env) {
  const shell = process.platform === 'win32';
  return spawn(command, args, { cwd: root, env: toolEnvironment(env), stdio, shell });
}

function statusOf(child, onProblem) {
  return new Promise((done) => {
    child.on('error', (error) => {
      onProblem(error.message);
      done(127);
    });
    child.on('close', (code) => done(code ?? 1));
  });
}

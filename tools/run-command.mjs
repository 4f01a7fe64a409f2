// Starts a command in the root of the repository.
import { spawn } from 'node:child_process';
import { root, toolEnvironment } from './workspace.mjs';

/** Runs a tool of node_modules or of the machine to its end. Its output goes to stderr, or, when
 *  `quiet`, only into the result. A command that cannot be started has status 127. */
export async function runCommand(command, args, { quiet = false, env = {} } = {}) {
  const child = spawn(command, args, {
    cwd: root,
    env: toolEnvironment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (chunk) => {
      output += chunk;
      if (!quiet) process.stderr.write(chunk);
    });
  }
  return new Promise((done) => {
    child.on('error', (error) => done({ status: 127, output: error.message }));
    child.on('close', (code) => done({ status: code ?? 1, output }));
  });
}

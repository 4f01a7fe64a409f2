import { version } from '../package.json';
import { EPILOGUE, families, groups } from './commands/index.js';
import { runCli } from './frame/run-cli.js';

// A reader that has seen enough (`| head`) closes the pipe; that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

process.exitCode = await runCli(
  process.argv.slice(2),
  {
    stdout: process.stdout,
    stderr: process.stderr,
    stdin: process.stdin,
    env: process.env,
    signals: process,
  },
  { version, groups, families, epilogue: EPILOGUE },
);

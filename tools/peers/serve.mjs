// The contenders' protocol of `mobilenext bench`, for drivers in JavaScript. README.md has it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Why a driver does not take part; thrown while it opens. */
class Absence extends Error {
  constructor(kind, reason) {
    super(reason);
    this.kind = kind;
  }
}

/** What the job needs is not installed: the command that mends it. */
export const missing = (command) => new Absence('missing', command);

/** The job is not for this library: it has no such number of threads, say. */
export const unable = (reason) => new Absence('unable', reason);

/**
 * Reads the job that the command line names, opens it, and answers until the input ends.
 * `open(job)` gives `{ version, threads, check(), run() }`, or throws {@link unable}. One whose runs
 * are elsewhere gives `times(count)`, the milliseconds of each, instead of `run()`.
 * `close()`, if there is one, ends what would outlive the driver.
 */
export async function serve(open) {
  try {
    const job = JSON.parse(readFileSync(process.argv[2], 'utf8'));
    const { version, threads, check, run, times = timesOf(run), close } = await open(job);
    write({ ready: true, version, threads });
    for await (const line of createInterface({ input: process.stdin })) {
      const request = JSON.parse(line);
      if (request.check) write({ values: [...(await check())] });
      else write({ ms: await times(request.run) });
    }
    await close?.();
  } catch (error) {
    write({ [error instanceof Absence ? error.kind : 'error']: error.message });
  }
  // Thread pools of libraries would keep the process alive; what was written has to leave first.
  process.stdout.write('', () => process.exit());
}

/**
 * Imports a package from the folder of installed peers; `version` is its own.
 * Throws what the harness tells as "not installed".
 */
export function requirePeer(name, { peers }, install) {
  const require = createRequire(join(peers, 'peers.cjs'));
  try {
    const manifest = join(peers, 'node_modules', name, 'package.json');
    const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
    return { library: require(name), version };
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    throw missing(`npm install --prefix ${peers} ${install}`);
  }
}

const timesOf = (run) => async (count) => {
  const ms = [];
  for (let i = 0; i < count; i++) {
    const started = performance.now();
    await run();
    ms.push(performance.now() - started);
  }
  return ms;
};

const write = (answer) => process.stdout.write(`${JSON.stringify(answer)}\n`);

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openDataset } from '@mobilenext/imagenet';
import { requirePath } from '../../files/require.js';
import { type Context, say, writeJson } from '../../frame/context.js';
import { badChoice, failed, missingFlag } from '../../frame/errors.js';
import { makeProgress } from '../../frame/progress.js';
import type { Absent } from '../compare/line-up.js';
import { findEntries } from '../contender/entries.js';
import { absentLines } from '../report/absent-lines.js';
import { currentLoad, describeMachine, machineLine } from '../report/machine.js';
import { dataTable } from './data-table.js';
import type { DataFlags } from './flags.js';
import { type DataResult, type DataSetting, measureData } from './measure-data.js';
import { type Memory, watchMemory } from './watch-memory.js';

const TRANSFORMS = ['training', 'evaluation'] as const;

/**
 * `bench data`: pictures a second of our loader beside the peers' that are installed, and whether
 * its memory stays flat.
 *
 * @throws {CliError} `FAILED` if a contender failed.
 */
export async function runData(flags: DataFlags, context: Context): Promise<void> {
  if (flags.data === undefined) throw missingFlag('--data', 'is missing: a folder of pictures');
  requirePath('data', flags.data);
  const settings = settingsOf(flags);
  const entries = findEntries('data', flags.only, flags);
  if (!existsSync(join(flags.drivers, 'peers.json'))) {
    say(context, `no peers: ${flags.drivers} has no peers.json; the repository's tools/peers has`);
  }
  const { batch, size } = flags;
  const job = {
    ...{ batch, size, shortSide: Math.round((size * 256) / 224) },
    ...{ data: resolve(flags.data), peers: resolve(flags.peers) },
  };
  const pictures = await lengthOf(job.data);
  const machine = describeMachine();
  const before = currentLoad();
  const results: DataResult[] = [];
  const absent: Absent[] = [];
  let memory: Memory | null = null;
  const progress = makeProgress(context);
  try {
    for (const setting of settings) {
      const what = `${setting.transform}, ${setting.workers} workers`;
      const part = await measureData(entries, setting, {
        ...{ job, pictures, rounds: flags.rounds, roundMs: flags.roundMs },
        ...{ timeoutMs: flags.timeout * 1000, signal: context.signal },
        onProgress: (done) => progress.show(done, what),
      });
      results.push(...part.results);
      absent.push(...part.absent);
    }
    if (flags.epochs > 0) {
      const whole = { ...job, ...settings[settings.length - 1], task: 'data' } as const;
      memory = await watchMemory(whole, flags.epochs, {
        signal: context.signal,
        onProgress: (done) => progress.show(done, 'memory'),
      });
    }
  } finally {
    progress.clear();
  }
  const load = { before, after: currentLoad() };
  if (context.json) writeJson(context, { machine, load, pictures, results, memory, absent });
  else {
    context.stdout.write(`${dataTable(results)}\n`);
    if (memory) context.stdout.write(memoryLine(memory));
    context.stdout.write(machineLine(machine, load));
  }
  for (const line of absentLines(absent)) say(context, line);
  const broken = absent.filter(({ kind }) => kind === 'failed').length;
  if (broken > 0) throw failed(`${broken} measurements failed: see the lines above`);
}

function settingsOf(flags: DataFlags): readonly DataSetting[] {
  const unknown = flags.transform.find((name) => !TRANSFORMS.some((each) => each === name));
  if (unknown !== undefined) throw badChoice('--transform', unknown, TRANSFORMS);
  const transforms = TRANSFORMS.filter(
    (name) => flags.transform.length === 0 || flags.transform.includes(name),
  );
  const counts = flags.workers.length === 0 ? [1, 2] : flags.workers.map(Number);
  const wrong = flags.workers.find((count) => !/^[1-9]\d*$/.test(count));
  if (wrong !== undefined) throw badChoice('--workers', wrong, ['1', '2', 'and so on']);
  return transforms.flatMap((transform) => counts.map((workers) => ({ transform, workers })));
}

async function lengthOf(path: string): Promise<number> {
  const dataset = await openDataset(path);
  await dataset.close();
  return dataset.length;
}

/** The resident memory is flat when allocators have taken what they keep; what is held, at once. */
function memoryLine({ quarters }: Memory): string {
  const after = quarters
    .map(({ epochs, residentMb, heldMb }) => `${residentMb} (${heldMb}) after ${epochs}`)
    .join(', ');
  return `MiB of our loader's process (held by JavaScript): ${after} epochs\n`;
}

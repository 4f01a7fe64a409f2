import { type Checkpoint, ConverterError, readCheckpoint } from '@mobilenext/converter';
import type { TrainConfig } from '../config/config.js';
import { finished, notARun, resumeDiffers } from '../errors.js';
import { progressOf, type RunRecord, runRecordOf } from './checkpoint.js';
import type { Progress } from './progress.js';
import type { Run } from './run.js';

/**
 * The progress that the run's last checkpoint holds, on the current backend.
 *
 * @throws {TrainerError} `RESUME` if it is not there, of another network or, in the middle of an
 * epoch, of other batches; `FINISHED`. {@link ConverterError} if it is damaged.
 */
export async function resumed(run: Run): Promise<Progress> {
  const path = run.folder.last;
  const checkpoint = await read(path);
  const record = runRecordOf(path, checkpoint);
  checkSame(path, run, record);
  const { epochs } = run.config;
  if (record.epoch >= epochs) throw finished(path, record.epoch, epochs);
  return progressOf(run.network, checkpoint, record);
}

async function read(path: string): Promise<Checkpoint> {
  return readCheckpoint(path).catch((error: unknown) => {
    const isAbsent = error instanceof ConverterError && error.code === 'NOT_READABLE';
    throw isAbsent ? notARun(path, 'it cannot be read') : error;
  });
}

/** Settings that make the network, and those that make the order and size of batches. */
const NETWORK = ['variant', 'numClasses', 'identityMultiplier'] as const;
const BATCHES = ['seed', 'batch', 'repeats'] as const;

const settingOf = (
  config: TrainConfig,
  name: (typeof NETWORK | typeof BATCHES)[number],
): string | number => (name === 'repeats' ? (config.repeats ?? 1) : config[name]);

function checkSame(path: string, { config, trainSet }: Run, record: RunRecord): void {
  const midEpoch = record.iteration > 0;
  for (const name of midEpoch ? [...NETWORK, ...BATCHES] : NETWORK) {
    const [before, now] = [record.config, config].map((each) => settingOf(each, name));
    if (before !== now) throw resumeDiffers(path, name, before, now);
  }
  if (midEpoch && record.samples !== trainSet.length) {
    throw resumeDiffers(path, 'training pictures', record.samples, trainSet.length);
  }
}

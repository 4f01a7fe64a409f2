import { checkpointOf, type RunFacts, weightsOf } from './checkpoint.js';
import type { Progress } from './progress.js';
import type { Run } from './run.js';
import { writeRunFile } from './run-folder.js';

/** Saves everything from which the run goes on. @throws {ConverterError} as `writeFileAtomic`. */
export async function saveLast(run: Run, progress: Progress): Promise<void> {
  const contents = await checkpointOf(run.network, progress, factsOf(run));
  await writeRunFile(run.folder, run.folder.last, contents);
  await reportSaved(run, run.folder.last, progress);
}

/** Saves the network alone. @throws {ConverterError} as `writeFileAtomic`. */
export async function saveBest(run: Run, progress: Progress): Promise<void> {
  const contents = await weightsOf(run.network, progress, factsOf(run));
  await writeRunFile(run.folder, run.folder.best, contents);
  await reportSaved(run, run.folder.best, progress);
}

async function reportSaved(run: Run, path: string, progress: Progress): Promise<void> {
  const { epoch, iteration } = progress;
  await run.report({ kind: 'saved', path, epoch: epoch + 1, iteration: iteration + 1 });
}

function factsOf({ config, trainSet }: Run): RunFacts {
  return { config, classes: trainSet.classes, samples: trainSet.length };
}

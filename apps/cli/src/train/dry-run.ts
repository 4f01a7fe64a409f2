import { type MobileNeXt, summarize } from '@mobilenext/mobilenext';
import { epochLength, formatDuration, type TrainConfig } from '@mobilenext/trainer';
import type { Sets } from '../data-sets/open-sets.js';
import { grouped } from '../format/numbers.js';
import { type Context, writeJson } from '../frame/context.js';
import { summaryTable } from '../summary/summary-table.js';
import { configLines } from './config-lines.js';
import { timeStep } from './time-step.js';

/** Shows everything that a run would do and how long it would take; writes nothing. */
export async function dryRun(
  { config, network, sets }: { config: TrainConfig; network: MobileNeXt; sets: Sets },
  context: Context,
): Promise<void> {
  const { size } = config.preprocessing;
  const summary = summarize(network, {
    variant: config.variant,
    input: { height: size, width: size },
  });
  const { samples, iterations } = epochLength(config, sets.trainSet.length);
  const stepSec = await timeStep(network, config);
  const estimatedSec = stepSec * iterations * config.epochs;
  if (context.json) {
    const { parameters, multiplyAdds } = summary;
    const testSamples = sets.testSet?.length ?? null;
    const times = { iterations, stepSec, estimatedSec };
    return writeJson(context, { config, parameters, multiplyAdds, samples, testSamples, ...times });
  }
  const imagesPerSec = config.batch / stepSec;
  context.stdout.write(
    [
      configLines(config),
      '\n',
      summaryTable(summary),
      `\na step of ${config.batch} pictures takes ${stepSec.toFixed(3)} s (${imagesPerSec.toFixed(0)} pictures/s)\n`,
      `${config.epochs} epochs of ${grouped(iterations)} steps take about ${formatDuration(estimatedSec)}, evaluation left out\n`,
    ].join(''),
  );
}

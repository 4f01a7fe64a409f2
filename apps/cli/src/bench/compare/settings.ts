import { variants } from '@mobilenext/mobilenext';
import type { Flag } from '../../frame/command.js';
import { parseFlagValue } from '../../frame/flag-value.js';
import { parseVariant } from '../../network/parse-variant.js';
import type { Setting, Task } from '../contender/job.js';
import type { CompareFlags } from './flags.js';

const DEFAULT_VARIANTS = ['mobilenext-1.0', 'mobilenext-0.35'];
const COUNT: Flag = { type: 'integer', value: 'N', min: 1, help: '' };

/**
 * Every variant with every batch.
 *
 * @throws {CliError} `USAGE` for an unknown variant or a batch that is no number.
 */
export function settingsOf(
  task: Task,
  { variant, input, batch, threads }: Pick<CompareFlags, 'variant' | 'input' | 'batch' | 'threads'>,
): readonly Setting[] {
  const names = (variant.length > 0 ? variant : DEFAULT_VARIANTS).map(parseVariant);
  const batches = batch.map((text) => Number(parseFlagValue('--batch', COUNT, text)));
  return names.flatMap((name) => {
    const side = input ?? variants[name].preprocessing.size;
    const wanted = batches.length > 0 ? batches : [defaultBatch(task, variants[name].strides)];
    return wanted.map((each) => ({ variant: name, input: side, batch: each, threads }));
  });
}

/** Those of the recipes that a machine of two cores trains with. */
function defaultBatch(task: Task, strides: 'imagenet' | 'small'): number {
  if (task === 'infer') return 1;
  return strides === 'small' ? 128 : 16;
}

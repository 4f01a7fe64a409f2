import { formatDuration, formatStep, type TrainEvent } from '@mobilenext/trainer';
import { type Context, say } from '../frame/context.js';
import { makeProgress } from '../frame/progress.js';
import { counted } from './counted.js';

/**
 * Shows a run on stderr: a bar on a terminal; elsewhere PaddleClas's lines, one every
 * `printEvery` batches and at the end of each epoch.
 */
export function showEvents(
  context: Context,
  { printEvery }: { readonly printEvery: number },
): (event: TrainEvent) => void {
  const progress = makeProgress(context);
  const line = (text: string): void => {
    progress.clear();
    say(context, text);
  };
  return (event) => {
    switch (event.kind) {
      case 'start':
        return line(startLine(event));
      case 'step': {
        const { iteration, iterations } = event;
        if (context.isTerminal) return progress.show(iteration / iterations, barText(event));
        if (iteration % printEvery === 0 || iteration === iterations) line(formatStep(event));
        return;
      }
      case 'epoch':
        return line(
          `[Train][Epoch ${event.epoch}/${event.epochs}][Avg] loss: ${event.loss.toFixed(5)}`,
        );
      case 'evaluating':
        return progress.show(
          event.done / event.samples,
          `[${modeOf(event)}][Epoch ${event.epoch}]`,
        );
      case 'evaluated':
        return line(evaluatedLine(event));
      case 'saved':
        return line(`saved ${event.path}`);
      case 'rotten':
        return line(rottenLine(event));
    }
  };
}

type EventOf<Kind extends TrainEvent['kind']> = Extract<TrainEvent, { readonly kind: Kind }>;

/** The fields of the log's line in their order, short enough for 80 columns. */
function barText(event: EventOf<'step'>): string {
  const { epoch, epochs, iteration, iterations } = event;
  return [
    `${epoch}/${epochs} ${iteration}/${iterations}`,
    `lr ${event.rate.toPrecision(3)}`,
    `loss ${event.loss.toFixed(3)}`,
    `batch ${event.batchSec.toFixed(3)}s`,
    `read ${event.readerSec.toFixed(3)}s`,
    `${event.imagesPerSec.toFixed(1)}/s`,
    `eta ${formatDuration(event.etaSec)}`,
  ].join('  ');
}

const modeOf = ({ of }: EventOf<'evaluating' | 'evaluated'>): string =>
  of === 'ema' ? 'Eval EMA' : 'Eval';

function startLine({ epoch, iteration, iterations, samples }: EventOf<'start'>): string {
  const from = epoch === 1 && iteration === 1 ? '' : `, from epoch ${epoch}, batch ${iteration}`;
  const length = counted(iterations, 'batch', 'batches');
  return `training: ${counted(samples, 'picture')}, ${length} an epoch${from}`;
}

function rottenLine({ name, reason, fate }: EventOf<'rotten'>): string {
  const what = fate === 'replaced' ? 'the next takes its place' : 'it does not count';
  return `unreadable picture ${name} (${reason}): ${what}`;
}

function evaluatedLine(event: EventOf<'evaluated'>): string {
  const { epoch, epochs, loss, top1, top5, best } = event;
  const fields = [
    `loss: ${loss < 1e6 ? loss.toFixed(5) : loss.toExponential(3)}`,
    `top1: ${top1.toFixed(5)}`,
    `top5: ${top5.toFixed(5)}`,
  ];
  return `[${modeOf(event)}][Epoch ${epoch}/${epochs}][Avg] ${fields.join(', ')}${best ? ' (best so far)' : ''}`;
}

import type { EvaluatedEvent, StepEvent } from '../events.js';

/**
 * What `log.jsonl` keeps of an event: one object a line, for a step under the keys of the console
 * line. Loss, rate and seconds are not rounded.
 */
export function logRecord(event: StepEvent | EvaluatedEvent): Readonly<Record<string, unknown>> {
  return event.kind === 'step' ? stepRecord(event) : evaluationRecord(event);
}

function stepRecord(event: StepEvent): Readonly<Record<string, unknown>> {
  return {
    mode: 'Train',
    epoch: event.epoch,
    iter: event.iteration,
    lr: event.rate,
    CELoss: event.loss,
    loss: event.loss,
    batch_cost: event.batchSec,
    reader_cost: event.readerSec,
    ips: event.imagesPerSec,
    eta: event.etaSec,
  };
}

function evaluationRecord(event: EvaluatedEvent): Readonly<Record<string, unknown>> {
  const { of, epoch, samples, top1, top5, loss, interval95 } = event;
  return { mode: of === 'ema' ? 'Eval EMA' : 'Eval', epoch, samples, top1, top5, loss, interval95 };
}

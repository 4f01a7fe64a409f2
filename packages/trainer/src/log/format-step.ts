import type { StepEvent } from '../events.js';
import { formatDuration } from './eta.js';

/**
 * The console line of a step, in PaddleClas's fields and their order.
 *
 * @example
 * formatStep(event); // [Train][Epoch 187/200][Iter: 1350/2502] lr: 0.00125084, CELoss: 2.16119,
 *                    // loss: 2.16119, batch_cost: 0.53062s, ... ips: 241.22737 samples/s, eta: 4:57:50
 */
export function formatStep(event: StepEvent): string {
  const { epoch, epochs, iteration, iterations } = event;
  const fields = [
    `lr: ${event.rate.toFixed(8)}`,
    `CELoss: ${event.loss.toFixed(5)}`,
    `loss: ${event.loss.toFixed(5)}`,
    `batch_cost: ${event.batchSec.toFixed(5)}s`,
    `reader_cost: ${event.readerSec.toFixed(5)}`,
    `ips: ${event.imagesPerSec.toFixed(5)} samples/s`,
    `eta: ${formatDuration(event.etaSec)}`,
  ];
  return `[Train][Epoch ${epoch}/${epochs}][Iter: ${iteration}/${iterations}] ${fields.join(', ')}`;
}

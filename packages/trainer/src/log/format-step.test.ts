import { describe, expect, it } from '@jest/globals';
import type { StepEvent } from '../events.js';
import { etaSeconds } from './eta.js';
import { formatStep } from './format-step.js';

describe('formatStep', () => {
  it("writes the line that PaddleClas wrote of the seed's run", () => {
    const at = { epoch: 187, epochs: 200, iteration: 1350, iterations: 2502, batchSec: 0.53062 };
    const event: StepEvent = {
      kind: 'step',
      ...at,
      rate: 0.00125084,
      loss: 2.16119,
      readerSec: 0.11223,
      imagesPerSec: 241.22737,
      etaSec: etaSeconds(at),
    };
    expect(formatStep(event)).toBe(
      '[Train][Epoch 187/200][Iter: 1350/2502] lr: 0.00125084, CELoss: 2.16119, loss: 2.16119, ' +
        'batch_cost: 0.53062s, reader_cost: 0.11223, ips: 241.22737 samples/s, eta: 4:57:50',
    );
  });
});

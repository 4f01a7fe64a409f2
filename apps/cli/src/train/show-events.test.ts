import { describe, expect, it } from '@jest/globals';
import type { StepEvent } from '@mobilenext/trainer';
import type { Context } from '../frame/context.js';
import { showEvents } from './show-events.js';

const step: StepEvent = {
  kind: 'step',
  epoch: 187,
  epochs: 200,
  iteration: 1350,
  iterations: 2502,
  rate: 0.00125084,
  loss: 2.16119,
  batchSec: 0.53062,
  readerSec: 0.11223,
  imagesPerSec: 241.22737,
  etaSec: 17_870,
};

function shown(isTerminal: boolean, events: readonly StepEvent[]): string {
  let text = '';
  const stderr = { write: (part: string) => (text += part) };
  const context = { stderr, isTerminal, columns: 100 } as unknown as Context;
  events.forEach(showEvents(context, { printEvery: 10 }));
  return text;
}

describe('showEvents', () => {
  it("writes PaddleClas's line every so many steps and after the last", () => {
    const at = (iteration: number): StepEvent => ({ ...step, iteration });
    const lines = shown(false, [at(9), at(10), at(11), at(2502)])
      .trim()
      .split('\n');
    expect(lines.map((line) => /Iter: (\d+)/.exec(line)?.[1])).toEqual(['10', '2502']);
    expect(lines[0]).toContain('lr: 0.00125084, CELoss: 2.16119, loss: 2.16119, batch_cost: ');
  });

  it('shows the same fields in a bar on a terminal', () => {
    expect(shown(true, [step])).toContain(
      '187/200 1350/2502  lr 0.00125  loss 2.161  batch 0.531s  read 0.112s  241.2/s  eta 4:57:50',
    );
  });
});

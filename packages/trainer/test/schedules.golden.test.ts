import { describe, expect, it } from '@jest/globals';
import { type CosineSchedule, rateAt } from '../src/index.js';
import { readJson } from './golden.js';

interface Golden {
  readonly name: string;
  readonly settings: Readonly<Record<string, number | boolean>>;
  readonly lr_at_first_step_of_epoch?: readonly number[];
  readonly lr_at_epoch?: readonly number[];
  readonly lr_at_step?: readonly number[] | null;
}

const LENGTH = { epochs: 200, iterationsPerEpoch: 7 };

const paddle = (settings: Golden['settings']): CosineSchedule => ({
  kind: 'cosine',
  rate: Number(settings.learning_rate),
  minimumRate: Number(settings.eta_min),
  warmupRate: Number(settings.warmup_start_lr ?? 0),
  warmup: Number(settings.warmup_epoch ?? 0),
  warmupUnit: 'epochs',
  per: settings.by_epoch ? 'epoch' : 'iteration',
  cosineFrom: 'warmup',
});

/** The settings of the authors' best run, which their early timm and timm 1.0.31 treat alike. */
const timm = (per: CosineSchedule['per']): CosineSchedule => ({
  ...paddle({ learning_rate: 0.1, eta_min: 1e-5, warmup_start_lr: 1e-4, warmup_epoch: 3 }),
  per,
  cosineFrom: 'start',
});

const paddleCases = readJson<Golden[]>('schedules/paddle.json').filter(({ name }) =>
  name.startsWith('cosine'),
);
const timmCases = readJson<Golden[]>('schedules/authors_and_timm.json').filter(({ name }) =>
  ['authors_74_02_full_id_tensor', 'timm_cosine', 'timm_cosine_by_step'].includes(name),
);
const cases = [
  ...paddleCases.map((golden) => ({ golden, schedule: paddle(golden.settings) })),
  ...timmCases.map((golden) => ({
    golden,
    schedule: timm(golden.name.endsWith('by_step') ? 'iteration' : 'epoch'),
  })),
];

describe('rateAt', () => {
  it.each(cases)('gives every rate of $golden.name', ({ golden, schedule }) => {
    // The authors' ten epochs of cool-down are a run of their own here.
    const perEpoch = (golden.lr_at_first_step_of_epoch ?? golden.lr_at_epoch ?? []).slice(0, 200);
    expect(perEpoch).toHaveLength(200);
    perEpoch.forEach((rate, epoch) => {
      expectSame(rateAt(schedule, { epoch, iteration: 0 }, LENGTH), rate);
    });
    golden.lr_at_step?.slice(0, 1400).forEach((rate, step) => {
      const position = { epoch: Math.floor(step / 7), iteration: step % 7 };
      expectSame(rateAt(schedule, position, LENGTH), rate);
    });
  });
});

function expectSame(rate: number, wanted: number): void {
  expect(Math.abs(rate - wanted)).toBeLessThanOrEqual(1e-12 * wanted);
}

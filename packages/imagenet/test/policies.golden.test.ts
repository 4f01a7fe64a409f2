import { describe, expect, it } from '@jest/globals';
import {
  PADDLECLAS_POLICIES,
  TIMM_POLICIES,
  TORCHVISION_POLICY,
} from '../src/augment/policies/auto-augment.js';
import {
  PADDLECLAS_AUTO_AUGMENT,
  PADDLECLAS_RAND_AUGMENT,
} from '../src/augment/policies/paddleclas-levels.js';
import { TIMM_RAND_OPERATIONS, TIMM_RAND_WEIGHTS } from '../src/augment/policies/rand-augment.js';
import { TIMM_LEVELS, type TimmName } from '../src/augment/policies/timm-levels.js';
import {
  torchvisionAutoAugment,
  torchvisionRandAugment,
  TRIVIAL_AUGMENT_WIDE,
} from '../src/augment/policies/torchvision-levels.js';
import { readGolden } from './golden.js';

type Step = [string, number, number | null];
interface TimmRow {
  readonly parameter?: null;
  readonly values?: number[];
  readonly values_negated?: number[];
}
type Rows = Record<string, { values: number[]; signed: boolean }>;

const golden = readGolden<{
  autoaugment: { timm: Record<string, Step[][]>; timm_3a: Step[][] };
  levels: number[];
  level_table_timm: {
    hparams: { translate_const: number; translate_pct: number };
    table: Record<TimmName, TimmRow>;
  };
  fractional_levels: number[];
  level_table_timm_fractional: Record<TimmName, TimmRow>;
  randaugment: {
    timm: {
      plain: string[];
      increasing: string[];
      weights: { current: Record<string, number>; older_w0: Record<string, number> };
    };
    paddleclas_own: { parameter_by_magnitude: Record<string, number[]> };
  };
  paddleclas_autoaugment: {
    parameter_by_level: Record<string, number[]>;
    imagenet: Step[][];
    cifar10: Step[][];
    svhn: Step[][];
  };
  torchvision: {
    image_size: [number, number];
    autoaugment_imagenet: Step[][];
    autoaugment_levels: Rows;
    randaugment_31_bins: Rows;
    trivialaugmentwide_31_bins: Rows;
  };
}>('policies.json');

const limits = {
  translateConst: golden.level_table_timm.hparams.translate_const,
  translatePct: golden.level_table_timm.hparams.translate_pct,
};

describe("timm's tables", () => {
  it('are the five policies, 103 sub-policies', () => {
    const { timm, timm_3a: threeAugment } = golden.autoaugment;
    expect(TIMM_POLICIES).toEqual({ ...timm, '3a': threeAugment });
  });

  it.each([
    { table: golden.level_table_timm.table, levels: golden.levels },
    { table: golden.level_table_timm_fractional, levels: golden.fractional_levels },
  ])('give every parameter at the levels $levels', ({ table, levels }) => {
    for (const [name, row] of Object.entries(table)) {
      const parameters = (sign: number) =>
        levels.map((level) => TIMM_LEVELS[name as TimmName](level, sign, limits));
      if (row.values) expect({ name, values: parameters(1) }).toEqual({ name, values: row.values });
      if (row.values_negated) {
        expect({ name, values: parameters(-1) }).toEqual({ name, values: row.values_negated });
      }
    }
    expect(Object.keys(table).every((name) => name in TIMM_LEVELS)).toBe(true);
  });

  it('name the operations of RandAugment with their weights', () => {
    const { plain, increasing, weights } = golden.randaugment.timm;
    expect(TIMM_RAND_OPERATIONS).toEqual({ plain, increasing });
    expect(TIMM_RAND_WEIGHTS).toEqual({ current: weights.current, older: weights.older_w0 });
  });
});

describe("torchvision's tables", () => {
  const [height, width] = golden.torchvision.image_size;

  it('are the ImageNet policy', () => {
    const levelled = golden.torchvision.autoaugment_imagenet.map((steps) =>
      steps.map(([name, probability, level]) => [name, probability, level]),
    );
    // An operation without a level has one here, which is ignored.
    const ours = TORCHVISION_POLICY.map((steps, i) =>
      steps.map(([name, probability, level], j) => [
        name,
        probability,
        levelled[i][j][2] === null ? null : level,
      ]),
    );
    expect(ours).toEqual(levelled);
  });

  it('give every parameter', () => {
    const size = { width, height };
    const { torchvision } = golden;
    expect(torchvisionAutoAugment(size)).toEqual(torchvision.autoaugment_levels);
    expect(torchvisionRandAugment(size)).toEqual(torchvision.randaugment_31_bins);
    expect(TRIVIAL_AUGMENT_WIDE).toEqual(torchvision.trivialaugmentwide_31_bins);
  });
});

describe("PaddleClas's tables", () => {
  const own = golden.paddleclas_autoaugment;

  it('are the three policies', () => {
    const { imagenet, cifar10, svhn } = own;
    expect(PADDLECLAS_POLICIES).toEqual({ imagenet, cifar10, svhn });
  });

  it.each([
    { table: PADDLECLAS_AUTO_AUGMENT, expected: own.parameter_by_level },
    {
      table: PADDLECLAS_RAND_AUGMENT,
      expected: golden.randaugment.paddleclas_own.parameter_by_magnitude,
    },
  ])('give every parameter', ({ table, expected }) => {
    const values = Object.fromEntries(
      Object.entries(table).map(([name, row]) => [
        name,
        row.values.slice(0, expected[name]?.length),
      ]),
    );
    expect(values).toEqual(expected);
  });
});

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { applySettings, recipes, type TrainConfig } from '@mobilenext/trainer';
import { interpret } from './interpret.js';
import { readSettings } from './settings-file.js';
import { TRAIN_DIALECT } from './train-meanings.js';

const folder = mkdtempSync(join(tmpdir(), 'augmentation-'));

/** ImageNet's recipe, or another configuration, with a file's operations on pictures and batches. */
function configOf(
  operations: { readonly transform_ops?: string; readonly batch_transform_ops?: string },
  base: TrainConfig = recipes.imagenet.config,
): TrainConfig {
  const file = join(folder, 'a.yaml');
  const lists = Object.entries(operations).map(([name, list]) => `${name}: [${list}]`);
  writeFileSync(file, `DataLoader: {Train: {dataset: {${lists.join(', ')}}}}`);
  const { settings } = interpret(readSettings({ file, overrides: [] }), TRAIN_DIALECT);
  return applySettings(base, settings);
}

const augmentationOf = (operations: string) => configOf({ transform_ops: operations }).augmentation;
const NORMALIZE = "NormalizeImage: {mean: [0.5, 0.25, 0], std: [0.2, 0.1, 0.4], order: ''}";

describe("PaddleClas's operations on a picture", () => {
  it.each([
    ['AutoAugment: ', { kind: 'paddleclasAutoAugment', table: 'imagenet' }],
    ['RandAugment: ', { kind: 'paddleclasRandAugment', layers: 2, magnitude: 5 }],
    [
      'RandAugment: {num_layers: 3, magnitude: 7, fillcolor: [1, 2, 3]}',
      { kind: 'paddleclasRandAugment', layers: 3, magnitude: 7, fill: [1, 2, 3] },
    ],
    [
      'TimmAutoAugment: {prob: 1.0, config_str: rand-m7-n3-mstd0.5-inc1, img_size: 224}',
      {
        ...{ kind: 'timmRandAugment', magnitude: 7, layers: 3, magnitudeStd: 0.5 },
        ...{ increasing: true, resample: 'bicubic', weights: 'none', probability: 0.5 },
      },
    ],
    [
      'TimmAutoAugment: {config_str: rand, interpolation: random}',
      { magnitude: 10, layers: 2, magnitudeStd: 0, increasing: false, resample: 'random' },
    ],
  ])('%s is a policy', (operations, policy) => {
    expect(augmentationOf(operations).policy).toMatchObject(policy);
  });

  it('erase the colour that is nothing after normalising', () => {
    const given =
      'EPSILON: 0.25, sl: 0.02, sh: 1.0/4.0, r1: 0.5, attempt: 10, use_log_aspect: true';
    expect(augmentationOf(`${NORMALIZE}, RandomErasing: {${given}}`).erasing).toEqual({
      ...{ kind: 'paddleclas', probability: 0.25, area: [0.02, 0.25], aspect: [0.5, 2] },
      ...{ attempts: 10, logAspect: true, count: [1, 1], mode: 'const' },
      ...{ mean: [127.5, 63.75, 0], std: [51, 25.5, 102] },
    });
    const coloured = 'RandomErasing: {mean: [1, -1, 0.5]}';
    expect(augmentationOf(`${NORMALIZE}, ${coloured}`).erasing).toMatchObject({
      ...{ probability: 0.5, area: [0.02, 0.4], attempts: 100, logAspect: false },
      mean: [178.5, 38.25, 51],
    });
    expect(augmentationOf('RandomErasing: {mode: pixel}').erasing).toMatchObject({
      mode: 'pixel',
      mean: [123.675, 116.28, 103.53].map((value) => expect.closeTo(value, 9)),
    });
  });

  it('have none of what another flag has said already', () => {
    const base = applySettings(recipes.imagenet.config, [
      'augmentation.policy.kind=paddleclasRandAugment',
      'augmentation.policy.magnitude=9',
      'mixing.kind=paddleclas',
      'mixing.cutmix=1',
    ]);
    const { augmentation, mixing } = configOf(
      { transform_ops: 'RandAugment: ', batch_transform_ops: 'MixupOperator: {alpha: 1}' },
      base,
    );
    expect(augmentation.policy).toMatchObject({ magnitude: 5 });
    expect(mixing).toMatchObject({ cutmix: 0 });
  });

  it.each([
    ['AutoAugment: , RandAugment: ', 'AutoAugment and RandAugment are not supported together'],
    [`RandomErasing: , ${NORMALIZE}`, 'RandomErasing before NormalizeImage is not supported'],
    ['TimmAutoAugment: {prob: 0.5}', 'TimmAutoAugment.prob=0.5 is not supported: only 1'],
    ['TimmAutoAugment: {config_str: augmix-m5}', 'augmix-m5'],
    ['RandAugment: {magnitude: 11}', 'magnitude'],
    ['RandomErasing: {sh: a half}', 'a half'],
    ['RandAugment: {levels: 3}', 'RandAugment.levels is not supported'],
    ['Cutout: {length: 112}', 'Cutout.length is not supported'],
  ])('%s is refused', (operations, message) => {
    expect(() => augmentationOf(operations)).toThrow(message);
  });
});

describe("PaddleClas's operations on a batch", () => {
  it.each([
    ['MixupOperator: {alpha: 0.2}', { mixup: 0.2, cutmix: 0, probability: 1 }],
    ['MixupOperator: ', { mixup: 1, cutmix: 0, probability: 1 }],
    ['CutmixOperator: {alpha: 1.0}', { mixup: 0, cutmix: 1, probability: 1 }],
    ['CutmixOperator: ', { mixup: 0, cutmix: 0.2, probability: 1 }],
    [
      'OpSampler: {MixupOperator: {alpha: 0.8, prob: 0.25}, CutmixOperator: {alpha: 1.0, prob: 0.5}}',
      { mixup: 0.8, cutmix: 1, probability: 0.75, switchProbability: 2 / 3 },
    ],
    [
      'OpSampler: {CutmixOperator: {prob: 0.5}}',
      { mixup: 0, cutmix: 0.2, probability: 0.5, switchProbability: 1 },
    ],
  ])('%s mix', (operations, mixing) => {
    expect(configOf({ batch_transform_ops: operations }).mixing).toMatchObject({
      kind: 'paddleclas',
      ...mixing,
    });
  });

  it.each([
    ['MixupOperator: , CutmixOperator: ', 'MixupOperator and CutmixOperator are not supported'],
    ['OpSampler: {MixupOperator: {prob: 0.7}, CutmixOperator: {prob: 0.7}}', 'probability'],
    ['FmixOperator: {alpha: 1}', 'FmixOperator.alpha is not supported'],
  ])('%s is refused', (operations, message) => {
    expect(() => configOf({ batch_transform_ops: operations })).toThrow(message);
  });
});

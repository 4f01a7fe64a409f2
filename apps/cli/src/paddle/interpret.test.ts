import { describe, expect, it } from '@jest/globals';
import { applySettings, recipes } from '@mobilenext/trainer';
import { interpret } from './interpret.js';
import type { Leaf } from './settings-file.js';
import { TRAIN_DIALECT } from './train-meanings.js';

const translate = (settings: Record<string, Leaf>) =>
  interpret(new Map(Object.entries(settings)), TRAIN_DIALECT);

describe("PaddleClas's settings for train", () => {
  it('know how pictures are varied', () => {
    const operations = 'DataLoader.Train.dataset.transform_ops';
    const { settings } = translate({
      [`${operations}.RandCropImage.size`]: 224,
      [`${operations}.RandCropImage.interpolation`]: 'random',
      [`${operations}.ColorJitter.contrast`]: 0.4,
      [`${operations}.ColorJitter.brightness`]: 0.3,
      'DataLoader.Train.dataset.batch_transform_ops.MixupOperator.alpha': 0.2,
    });
    const { augmentation, mixing } = applySettings(recipes.imagenet.config, settings);
    expect(augmentation).toMatchObject({
      crop: { rule: 'paddleclas', interpolation: 'random' },
      jitter: { kind: 'paddleclas', brightness: 0.3, contrast: 0.4, saturation: 0, hue: 0 },
    });
    expect(mixing).toMatchObject({ kind: 'paddleclas', mixup: 0.2, cutmix: 0 });
    // Factors that an augmentation of another flag has already are none of the file's.
    const jittered = ['kind=paddleclas', 'brightness=0.9', 'hue=0.1'];
    const given = applySettings(
      recipes.imagenet.config,
      jittered.map((each) => `augmentation.jitter.${each}`),
    );
    expect(applySettings(given, settings).augmentation).toEqual(augmentation);
  });

  it('become flags and settings of ours', () => {
    const { flags, settings, notes } = translate({
      'Global.epochs': 5,
      'Arch.name': 'MobileNeXt_x0_35',
      'Optimizer.lr.warmup_epoch': 3,
      'Optimizer.lr.by_epoch': true,
      'Loss.Train.CELoss.epsilon': 0.1,
      'Global.image_shape': [3, 224, 224],
      'DataLoader.Train.loader.num_workers': 8,
      'Infer.batch_size': 10,
    });
    expect([...flags]).toEqual([
      ['epochs', 5],
      ['variant', 'MobileNeXt_x0_35'],
    ]);
    expect(settings).toEqual([
      'schedule.warmupUnit=epochs',
      'schedule.warmup=3',
      'schedule.per=epoch',
      'labelSmoothing=0.1',
      'preprocessing.size=224',
    ]);
    expect(notes).toHaveLength(1);
  });

  it('are refused by name where there is nothing like them here', () => {
    const translating = () =>
      translate({
        'AMP.scale_loss': 128,
        'Global.device': 'gpu',
        'Global.epoch': 5,
        'Metric.Train.TopkAcc.topk': [1, 5],
      });
    expect(translating).toThrow('AMP.scale_loss is not supported');
    expect(translating).toThrow('Global.device="gpu" is not supported: only "cpu"');
    expect(translating).toThrow('is Global.epochs meant?');
  });
});

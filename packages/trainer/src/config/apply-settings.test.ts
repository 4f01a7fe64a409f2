import { describe, expect, it } from '@jest/globals';
import { augmentations, POLICIES, TIMM_ERASING } from '@mobilenext/imagenet';
import { applySettings } from './apply-settings.js';
import { recipes } from './recipes.js';

const { config } = recipes['small-pictures'];

describe('applySettings', () => {
  it('changes what it is told and nothing else', () => {
    const changed = applySettings(config, [
      'epochs=3',
      'schedule.rate = 0.05',
      'optimizer.nesterov=false',
      'optimizer.decayGroup=all',
      'preprocessing.mean=[0.5,0.5,0.5]',
    ]);
    expect(changed).toEqual({
      ...config,
      epochs: 3,
      schedule: { ...config.schedule, rate: 0.05 },
      optimizer: { ...config.optimizer, nesterov: false, decayGroup: 'all' },
      preprocessing: { ...config.preprocessing, mean: [0.5, 0.5, 0.5] },
    });
    expect(config.epochs).toBe(12);
  });

  it('drops the settings of a kind that is left', () => {
    const changed = applySettings(config, [
      'augmentation.crop.kind=none',
      'schedule.kind=constant',
    ]);
    expect(changed.augmentation).toEqual({ crop: { kind: 'none' }, flip: 0.5 });
    expect(changed.schedule).toEqual({ kind: 'constant', rate: 0.1 });
  });

  it('begins with the defaults of a kind that has them', () => {
    const changed = applySettings(config, [
      'augmentation.policy.kind=timmRandAugment',
      'augmentation.policy.magnitude=7',
      'augmentation.erasing.kind=timm',
      'augmentation.jitter.kind=torchvision',
      'augmentation.blur.probability=0.1',
      'augmentation.blur.radius=[0.1,2]',
      'mixing.kind=timm',
      'mixing.cutmix=1',
      'repeats=3',
    ]);
    expect(changed.augmentation.policy).toEqual({ ...POLICIES.timmRandAugment, magnitude: 7 });
    expect(changed.augmentation.erasing).toEqual(TIMM_ERASING);
    expect(changed.mixing).toMatchObject({ kind: 'timm', mode: 'batch', mixup: 0.2, cutmix: 1 });
    expect(changed.repeats).toBe(3);
    expect(applySettings(changed, ['augmentation.policy.kind=timmRandAugment'])).toEqual(changed);
    const other = applySettings(changed, [
      'augmentation.policy.kind=paddleclasRandAugment',
      'mixing.kind=none',
    ]);
    expect(other.augmentation.policy).toEqual(POLICIES.paddleclasRandAugment);
    expect(other.mixing).toEqual({ kind: 'none' });
  });

  it.each(Object.entries(augmentations))('takes the augmentation %s', (_, augmentation) => {
    expect(applySettings({ ...config, augmentation }, []).augmentation).toEqual(augmentation);
  });

  it('asks for the settings that another kind needs', () => {
    const constant = { ...config, schedule: { kind: 'constant', rate: 1e-5 } } as const;
    expect(() => applySettings(constant, ['schedule.kind=cosine'])).toThrow('schedule.minimumRate');
    const settings = ['schedule.kind=cosine', 'schedule.minimumRate=0', 'schedule.warmupRate=0'];
    const rest = ['schedule.warmup=1', 'schedule.warmupUnit=epochs', 'schedule.per=epoch'];
    const cosine = applySettings(constant, [...settings, ...rest, 'schedule.cosineFrom=start']);
    expect(cosine.schedule).toMatchObject({ kind: 'cosine', rate: 1e-5, per: 'epoch' });
  });

  it.each([
    ['optimizer.momentun=0.8', "'optimizer.momentun': did you mean optimizer.momentum or"],
    ['rate=0.1', 'did you mean schedule.rate or'],
    ['epochs', "'epochs' is no setting: write it as"],
    ['epochs=0', 'epochs is "0": it takes a whole number of at least 1'],
    ['epochs=1.5', 'epochs is "1.5": it takes a whole number of at least 1'],
    ['schedule.rate=fast', 'schedule.rate is "fast": it takes a number above 0'],
    ['optimizer.nesterov=1', 'optimizer.nesterov is "1": it takes true or false'],
    ['statistics=keras', 'statistics is "keras": it takes pytorch or paddle'],
    ['augmentation.policy.kind=timm', 'augmentation.policy.kind is "timm": it takes none or'],
    ['augmentation.grayscale=2', 'augmentation.grayscale is "2": it takes a number from 0 to 1'],
    ['augmentation.blur.probability=0.5', 'augmentation.blur.radius'],
    ['mixing.mixup=1', "no setting is called 'mixing.mixup'"],
    ['optimizer={}', "no setting is called 'optimizer'"],
    ['constructor=1', "no setting is called 'constructor'"],
  ])('refuses %s in one line', (setting, message) => {
    expect(() => applySettings(config, [setting])).toThrow(
      expect.objectContaining({ code: 'SETTING', message: expect.stringContaining(message) }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { fitBatch } from './fit-batch.js';
import { recipes } from './recipes.js';

const fitted = (recipe: keyof typeof recipes, pictures: number): readonly [number, number] => {
  const { batch, schedule } = fitBatch(recipes[recipe].config, pictures);
  return [batch, schedule.rate];
};

describe('fitBatch', () => {
  it.each([
    ['imagenet', 3, [8, 0.0125]],
    ['imagenet', 120, [8, 0.0125]],
    ['imagenet', 500, [16, 0.0177]],
    ['imagenet', 1_281_167, [32, 0.025]],
    ['small-pictures', 120, [8, 0.025]],
    ['small-pictures', 50_000, [128, 0.1]],
  ] as const)('gives %s for %d pictures batch and rate %j', (recipe, pictures, expected) => {
    expect(fitted(recipe, pictures)).toEqual(expected);
  });

  it('counts the pictures that an epoch sees', () => {
    const config = { ...recipes.imagenet.config, samplesPerEpoch: 320 };
    expect(fitBatch(config, 10_000).batch).toBe(16);
  });

  it('leaves a batch that is small already', () => {
    const config = { ...recipes.imagenet.config, batch: 4 };
    expect(fitBatch(config, 10)).toBe(config);
  });
});

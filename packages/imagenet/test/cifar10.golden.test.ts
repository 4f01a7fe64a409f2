import { createHash } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { evaluationTransform, loader, openDataset } from '../src/index.js';
import { dataFolder } from './golden.js';

// The README beside the shards states the sum, for libjpeg-turbo's defaults.
const TEST_PIXELS = 'e11df803b0ec7e9dca9911013b3764cec4ac9b3d5687d20f19131c8be71bd3d1';

it('reads all test pictures of the CIFAR-10 shards to the stated pixels', async () => {
  const dataset = await openDataset(dataFolder('cifar10'), { split: 'test' });
  expect(dataset.length).toBe(10_000);
  const transform = evaluationTransform({ size: 32, resize: null, cropRule: 'torchvision' });
  const inOrder = { transform, batch: 250, seed: 0, epoch: 0, shuffle: false };
  const hash = createHash('sha256');
  const perClass = dataset.classes.map(() => 0);
  for await (const { pixels, labels } of loader(dataset, inOrder)) {
    hash.update(pixels);
    for (const label of labels) perClass[label]++;
  }
  await dataset.close();
  expect(hash.digest('hex')).toBe(TEST_PIXELS);
  expect(perClass).toEqual(dataset.classes.map(() => 1000));
});

it('finds the labels of PaddleClas in the list of the sample pictures', async () => {
  const folder = dataFolder('imagenet-sample');
  const [list, folders] = [await openDataset(`${folder}/val_list.txt`), await openDataset(folder)];
  expect([list.length, list.classes.length]).toEqual([120, 994]);
  expect([folders.length, folders.classes.length]).toEqual([120, 120]);
});

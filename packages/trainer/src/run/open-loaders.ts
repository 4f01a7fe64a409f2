import { type Dataset, openLoader } from '@mobilenext/imagenet';
import type { TrainConfig } from '../config/config.js';
import type { Run } from './run.js';

/** For the pictures of a set: all of CIFAR-10's, a few of ImageNet's. */
const CACHE_BYTES = 256 * 2 ** 20;

/**
 * Loaders of both sets, with workers of their own.
 *
 * @throws {ImagenetError} as `openLoader`
 */
export async function openLoaders(
  { preprocessing: geometry, augmentation, batch }: TrainConfig,
  sets: { readonly trainSet: Dataset; readonly testSet: Dataset | null },
  workers: number | undefined,
): Promise<Run['loaders']> {
  const common = { batch, workers, cacheBytes: CACHE_BYTES };
  const training = { kind: 'training', geometry, augmentation } as const;
  const evaluation = { kind: 'evaluation', geometry } as const;
  const train = await openLoader(sets.trainSet, { ...common, transform: training });
  try {
    const { testSet } = sets;
    const test = testSet && (await openLoader(testSet, { ...common, transform: evaluation }));
    return { train, test };
  } catch (error) {
    await train.close();
    throw error;
  }
}

export async function closeLoaders({ train, test }: Run['loaders']): Promise<void> {
  await train.close();
  await test?.close();
}

import {
  type Dataset,
  openLoader,
  type OpenLoaderOptions,
  type PictureFileOptions,
} from '@mobilenext/imagenet';
import type { TrainConfig } from '../config/config.js';
import type { Run } from './run.js';

/** For the pictures of a set: all of CIFAR-10's, a few of ImageNet's. */
const CACHE_BYTES = 256 * 2 ** 20;

interface LoadingOptions extends Pick<OpenLoaderOptions, 'workers' | 'signal'> {
  readonly keep?: PictureFileOptions;
}

/**
 * Loaders of both sets, with workers of their own.
 *
 * @throws {ImagenetError} as `openLoader`
 */
export async function openLoaders(
  { preprocessing: geometry, augmentation, batch }: TrainConfig,
  sets: { readonly trainSet: Dataset; readonly testSet: Dataset | null },
  { keep, ...how }: LoadingOptions,
): Promise<Run['loaders']> {
  const common = { batch, cacheBytes: CACHE_BYTES, ...how };
  const transform = { kind: 'training', geometry, augmentation } as const;
  const train = await openLoader(sets.trainSet, { ...common, transform, file: keep });
  try {
    const { testSet } = sets;
    // What is evaluated is always the picture itself.
    const evaluation = {
      transform: { kind: 'evaluation', geometry },
      file: keep && { directory: keep.directory },
    } as const;
    const test = testSet && (await openLoader(testSet, { ...common, ...evaluation }));
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

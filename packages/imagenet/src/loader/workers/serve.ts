import type { Dataset } from '../../dataset/dataset.js';
import { openDataset } from '../../dataset/open-dataset.js';
import { transformOf } from '../../transform/transform-record.js';
import { loadSampleOrNext, type RottenPicture, type SampleSource } from '../load-sample.js';
import { sharedPictureCache } from '../shared-picture-cache.js';
import { type WorkerMessage, type WorkerOrders, toPortable } from './messages.js';
import { type Claim, Ring } from './ring.js';

/** Loads pictures of the ring, one after another, until the ring is ended. */
export async function serve(
  orders: WorkerOrders,
  post: (message: WorkerMessage) => void,
): Promise<void> {
  const dataset = await openDataset(orders.path, orders.options);
  try {
    post({ kind: 'ready', length: dataset.length });
    await loadAll(dataset, orders, post);
  } finally {
    await dataset.close();
  }
}

async function loadAll(
  dataset: Dataset,
  { worker, transform, ring: memory, cache }: WorkerOrders,
  post: (message: WorkerMessage) => void,
): Promise<void> {
  const ring = new Ring(memory);
  const source = {
    dataset,
    transform: transformOf(transform),
    cache: cache ? sharedPictureCache(cache) : undefined,
    cachesTransformed: transform.kind === 'evaluation',
    signal: new AbortController().signal,
  };
  while (!ring.isEnded) {
    const { wakings } = ring;
    const claim = ring.claim(worker);
    if (!claim) {
      ring.sleep(wakings);
      continue;
    }
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

import type { Worker, WorkerOptions } from 'node:worker_threads';
import type { Dataset } from '../../dataset/dataset.js';
import {
  datasetChanged,
  loaderBusy,
  loaderClosed,
  pictureEndsWorkers,
  workerLost,
  workerNeedsPath,
} from '../../errors.js';
import { reasonOf } from '../../reason-of.js';
import { transformedSize, type TransformRecord } from '../../transform/transform-record.js';
import { type EpochPlan, gravest, type Loaded } from '../epoch.js';
import type { PictureFileOptions } from '../picture-file.js';
import type { CacheMemory } from '../shared-picture-cache.js';
import { fromPortable, type News, rottenOf, type WorkerMessage } from './messages.js';
import { makeRingMemory, Ring, type RingMemory } from './ring.js';
import { startWorker } from './start-worker.js';

export interface LoaderWorkersOptions {
  readonly workers: number;
  readonly transform: TransformRecord;
  /** Most pictures a batch. */
  readonly batch: number;
  /** Batches beside the one that the consumer has. */
  readonly prefetch: number;
  readonly cache: CacheMemory | null;
  /** Written already. */
  readonly file: PictureFileOptions | null;
  /** How the threads are started, for tests. */
  readonly workerOptions?: WorkerOptions;
  /** Sees each thread that is started, for tests. */
  readonly onStart?: (worker: Worker) => void;
}

/** So often a picture may end its worker, and a worker end without a picture. */
const MOST_DEATHS = 3;

/** Threads that load batches into shared memory. Those that die are replaced. */
export class LoaderWorkers {
  readonly #dataset: Dataset;
  readonly #options: LoaderWorkersOptions;
  readonly #memory: RingMemory;
  readonly #ring: Ring;
  /** By number, from 1. */
  readonly #threads = new Map<number, Worker>();
  /** By slot and place. */
  readonly #news = new Map<number, News>();
  /** How often each picture has ended a worker. */
  readonly #deaths = new Map<number, number>();
  #idleDeaths = 0;
  /** Numbers of the threads that have opened the data set. */
  readonly #ready = new Set<number>();
  #isBusy = true;
  #isClosed = false;
  #failure: Error | undefined;
  #wake: () => void = () => undefined;

  private constructor(dataset: Dataset, options: LoaderWorkersOptions) {
    const { batch, prefetch, transform } = options;
    this.#dataset = dataset;
    this.#options = options;
    this.#memory = makeRingMemory({
      ...{ slots: prefetch + 1, batch, ...transformedSize(transform) },
      samples: dataset.length,
    });
    this.#ring = new Ring(this.#memory);
  }

  /** @throws {ImagenetError} as `openDataset`; `ARGUMENT`, `WORKER_LOST` */
  static async start(dataset: Dataset, options: LoaderWorkersOptions): Promise<LoaderWorkers> {
    const started = new LoaderWorkers(dataset, options);
    try {
      for (let number = 1; number <= options.workers; number++) started.#start(number);
      await started.#until(() => started.#ready.size >= options.workers);
    } catch (error) {
      await started.close();
      throw error;
    }
    started.#setBusy(false);
    return started;
  }

  /**
   * Loads an epoch. A batch stays as it is until the next one is asked for; when the consumer stops
   * early, it is let go only when all work under way has ended.
   */
  async *load(plan: EpochPlan, signal?: AbortSignal): AsyncGenerator<Loaded> {
    if (this.#isBusy) throw loaderBusy();
    this.#setBusy(true);
    try {
      yield* this.#loadAll(plan, signal);
    } finally {
      this.#ring.cancel();
      await this.#settle();
      this.#setBusy(false);
    }
  }

  async *#loadAll(
    { order, spans, ...terms }: EpochPlan,
    signal?: AbortSignal,
  ): AsyncGenerator<Loaded> {
    const ring = this.#ring;
    const slots = this.#memory.slots;
    const open = (batch: number): void => {
      if (batch < spans.length) this.#open(batch % slots, spans[batch]);
    };
    ring.begin({ ...terms, orderLength: order.length }, order);
    ring.setOldest(0);
    for (let batch = 0; batch < slots; batch++) open(batch);
    for (let batch = 0; batch < spans.length; batch++) {
      const slot = batch % slots;
      await this.#until(() => this.#isComplete(slot), signal);
      this.#idleDeaths = 0;
      yield this.#loaded(slot);
      ring.setOldest((batch + 1) % slots);
      open(batch + slots);
    }
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#failure ??= loaderClosed();
    this.#ring.end();
    this.#wake();
    const threads = [...this.#threads.values()];
    await Promise.all(
      threads.map((thread) => new Promise((resolve) => thread.once('exit', resolve).ref())),
    );
  }

  #open(slot: number, { first, end }: { readonly first: number; readonly end: number }): void {
    for (let place = 0; place < this.#memory.batch; place++)
      this.#news.delete(this.#key(slot, place));
    this.#ring.open(slot, first, end - first);
  }

  #isComplete(slot: number): boolean {
    const { isDone, news } = this.#ring.look(slot);
    return isDone && news.every((place) => this.#news.has(this.#key(slot, place)));
  }

  #loaded(slot: number): Loaded {
    const news = this.#ring
      .look(slot)
      .news.map((place) => this.#news.get(this.#key(slot, place)))
      .filter((each) => each !== undefined);
    const failed = news.filter(({ failure }) => failure !== null);
    return {
      rotten: news.flatMap(rottenOf),
      error: gravest(failed.flatMap(({ failure }) => (failure ? [fromPortable(failure)] : []))),
      batch: () =>
        this.#ring.batch(
          slot,
          failed.map(({ place }) => place),
        ),
    };
  }

  #key(slot: number, place: number): number {
    return slot * this.#memory.batch + place;
  }

  #start(number: number): void {
    const { path, options } = originOf(this.#dataset);
    const { transform, cache, file, workerOptions, onStart } = this.#options;
    const orders = { worker: number, path, options, transform, ring: this.#memory, cache, file };
    const thread = startWorker(orders, workerOptions);
    let error: unknown;
    thread.on('message', (message: WorkerMessage) => this.#hear(number, message));
    thread.on('error', (reason) => {
      error = reason;
    });
    thread.on('exit', (code) =>
      this.#replace(number, error ? reasonOf(error) : `exit code ${code}`),
    );
    if (!this.#isBusy) thread.unref();
    this.#threads.set(number, thread);
    onStart?.(thread);
  }

  #hear(number: number, message: WorkerMessage): void {
    switch (message.kind) {
      case 'ready': {
        const { length, name } = this.#dataset;
        if (message.length !== length)
          this.#failure ??= datasetChanged(name, message.length, length);
        this.#ready.add(number);
        break;
      }
      case 'failed':
        this.#failure ??= fromPortable(message.error);
        break;
      case 'news':
        // What a batch before had to tell may come late.
        if (message.serial === this.#ring.serial(message.slot)) {
          this.#news.set(this.#key(message.slot, message.place), message);
        }
        break;
      case 'done':
        break;
    }
    this.#wake();
  }

  /** Another worker takes the place and the work of one that has ended. */
  #replace(number: number, how: string): void {
    this.#threads.delete(number);
    this.#ready.delete(number);
    if (this.#isClosed) return this.#wake();
    const hasNews = (slot: number, place: number): boolean =>
      this.#news.has(this.#key(slot, place));
    const pictures = this.#ring.reopen(number, hasNews);
    if (pictures.length === 0 && ++this.#idleDeaths >= MOST_DEATHS) {
      this.#failure ??= workerLost(this.#idleDeaths, how);
    }
    for (const index of pictures) {
      const deaths = (this.#deaths.get(index) ?? 0) + 1;
      this.#deaths.set(index, deaths);
      if (deaths >= MOST_DEATHS) {
        this.#failure ??= pictureEndsWorkers(this.#dataset.nameOf(index), deaths, how);
      }
    }
    if (!this.#failure) this.#start(number);
    this.#wake();
  }

  /** Waits until no picture is claimed any more. */
  async #settle(): Promise<void> {
    while (!this.#ring.isIdle() && this.#threads.size > 0) {
      await this.#event();
      // A worker that died has left pictures open.
      this.#ring.cancel();
    }
  }

  async #until(condition: () => boolean, signal?: AbortSignal): Promise<void> {
    for (;;) {
      if (this.#failure) throw this.#failure;
      signal?.throwIfAborted();
      if (condition()) return;
      await this.#event(signal);
    }
  }

  /** The next thing that a worker tells or does. */
  #event(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = () => {
        signal?.removeEventListener('abort', this.#wake);
        resolve();
      };
      signal?.addEventListener('abort', this.#wake);
    });
  }

  /** A process whose work is done ends, whether or not the workers were ended. */
  #setBusy(isBusy: boolean): void {
    this.#isBusy = isBusy;
    for (const thread of this.#threads.values()) {
      if (isBusy) thread.ref();
      else thread.unref();
    }
  }
}

function originOf({ origin, name }: Dataset): NonNullable<Dataset['origin']> {
  if (!origin) throw workerNeedsPath(name);
  return origin;
}

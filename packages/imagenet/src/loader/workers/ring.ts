import { CHANNELS } from '@mobilenext/pictures';
import type { Batch } from '../batch.js';

/** What a ring is made for. */
export interface RingShape {
  /** Batches that it holds. */
  readonly slots: number;
  /** Most pictures a batch. */
  readonly batch: number;
  /** Of a picture, in pixels. */
  readonly width: number;
  readonly height: number;
  /** Longest order of an epoch. */
  readonly samples: number;
}

/** Memory that all threads see; what travels to a worker. */
export interface RingMemory extends RingShape {
  readonly words: SharedArrayBuffer;
  readonly order: SharedArrayBuffer;
  /** [slots, batch] int32 */
  readonly labels: SharedArrayBuffer;
  /** [slots, batch] uint32 */
  readonly indices: SharedArrayBuffer;
  /** [slots, batch, height, width, 3] uint8 */
  readonly pixels: SharedArrayBuffer;
}

/** A picture that a worker has taken upon itself. */
export interface Claim {
  readonly slot: number;
  /** Place in the batch. */
  readonly place: number;
  /** In the order of the epoch. */
  readonly position: number;
  /** Tells one batch of a slot from the next. */
  readonly serial: number;
}

/** What is the same for all pictures of an epoch. */
export interface EpochTerms {
  readonly seed: number;
  readonly epoch: number;
  readonly attempts: number;
  readonly orderLength: number;
}

/** States of a picture. A worker's number, from 1, says that it has claimed the picture. */
const OPEN = 0;
const DONE = -1;
/** Done by a worker, which has sent a message about it; smaller than {@link DONE}. */
const doneWithNews = (worker: number): number => DONE - worker;

// Words of all.
const WAKE = 0;
const ENDED = 1;
const OLDEST = 2;
const SEED_LOW = 3;
const SEED_HIGH = 4;
const EPOCH = 5;
const ATTEMPTS = 6;
const ORDER_LENGTH = 7;
const HEADER = 8;
// Words of a slot, before the states of its pictures.
const FIRST = 0;
const COUNT = 1;
const SERIAL = 2;
const SLOT_HEADER = 3;

export function makeRingMemory(shape: RingShape): RingMemory {
  const { slots, batch, width, height, samples } = shape;
  const places = slots * batch;
  return {
    ...shape,
    words: new SharedArrayBuffer(4 * (HEADER + slots * (SLOT_HEADER + batch))),
    order: new SharedArrayBuffer(4 * samples),
    labels: new SharedArrayBuffer(4 * places),
    indices: new SharedArrayBuffer(4 * places),
    pixels: new SharedArrayBuffer(places * height * width * CHANNELS),
  };
}

/**
 * Batches in shared memory. The owner opens slots and gives them back; workers claim the pictures
 * of open slots one by one, the oldest batch first, and write them to their places. A claim is one
 * atomic exchange that leaves the worker's number behind, so that the claims of a worker that
 * died can be found and opened again.
 */
export class Ring {
  readonly order: Uint32Array;
  readonly #shape: RingShape;
  readonly #words: Int32Array;
  readonly #labels: Int32Array;
  readonly #indices: Uint32Array;
  readonly #pixels: Uint8Array;

  constructor(memory: RingMemory) {
    this.#shape = memory;
    this.order = new Uint32Array(memory.order);
    this.#words = new Int32Array(memory.words);
    this.#labels = new Int32Array(memory.labels);
    this.#indices = new Uint32Array(memory.indices);
    this.#pixels = new Uint8Array(memory.pixels);
  }

  // The owner's side.

  /** Only while no picture is claimed. */
  begin({ seed, epoch, attempts }: EpochTerms, order: Uint32Array): void {
    this.order.set(order);
    this.#words[SEED_LOW] = seed % 2 ** 32;
    this.#words[SEED_HIGH] = Math.floor(seed / 2 ** 32);
    this.#words[EPOCH] = epoch;
    this.#words[ATTEMPTS] = attempts;
    this.#words[ORDER_LENGTH] = order.length;
  }

  /** Puts the positions from `first` on up for claims. */
  open(slot: number, first: number, count: number): void {
    const at = this.#at(slot);
    Atomics.store(this.#words, at + COUNT, 0);
    this.#words[at + FIRST] = first;
    this.#words[at + SERIAL]++;
    // From here on the pictures can be claimed: by who still has the count of the batch before.
    for (let place = 0; place < count; place++) {
      Atomics.store(this.#words, this.#stateAt(slot, place), OPEN);
    }
    Atomics.store(this.#words, at + COUNT, count);
    this.wake();
  }

  serial(slot: number): number {
    return this.#words[this.#at(slot) + SERIAL];
  }

  /** Where workers look first. */
  setOldest(slot: number): void {
    Atomics.store(this.#words, OLDEST, slot);
  }

  wake(): void {
    Atomics.add(this.#words, WAKE, 1);
    Atomics.notify(this.#words, WAKE);
  }

  /** Lets workers end themselves when they have done what they claimed. */
  end(): void {
    Atomics.store(this.#words, ENDED, 1);
    this.wake();
  }

  isDone(slot: number): boolean {
    const count = Atomics.load(this.#words, this.#at(slot) + COUNT);
    for (let place = 0; place < count; place++) {
      if (Atomics.load(this.#words, this.#stateAt(slot, place)) > DONE) return false;
    }
    return true;
  }

  /** Whether a slot is done, and the places in it that a message belongs to. */
  look(slot: number): { readonly isDone: boolean; readonly news: readonly number[] } {
    if (!this.isDone(slot)) return { isDone: false, news: [] };
    const news = this.#states(slot).flatMap((state, place) => (state < DONE ? [place] : []));
    return { isDone: true, news };
  }

  /** Takes back what nobody has claimed. */
  cancel(): void {
    for (let slot = 0; slot < this.#shape.slots; slot++) {
      this.#states(slot).forEach((_, place) => {
        Atomics.compareExchange(this.#words, this.#stateAt(slot, place), OPEN, DONE);
      });
    }
  }

  isIdle(): boolean {
    for (let slot = 0; slot < this.#shape.slots; slot++) if (!this.isDone(slot)) return false;
    return true;
  }

  /**
   * Opens again what a worker that is gone had claimed, and what it had done with a message that
   * `hasNews` did not get.
   *
   * @returns places in the data set of the pictures that it was at
   */
  reopen(worker: number, hasNews: (slot: number, place: number) => boolean): readonly number[] {
    const claimed: number[] = [];
    for (let slot = 0; slot < this.#shape.slots; slot++) {
      this.#states(slot).forEach((state, place) => {
        const isLost = state === doneWithNews(worker) && !hasNews(slot, place);
        if (state === worker) claimed.push(this.#indices[slot * this.#shape.batch + place]);
        if (state === worker || isLost) {
          Atomics.store(this.#words, this.#stateAt(slot, place), OPEN);
        }
      });
    }
    this.wake();
    return claimed;
  }

  /** Views of a slot that is done, without the pictures of the `gaps`, in rising order. */
  batch(slot: number, gaps: readonly number[]): Batch | null {
    const { width, height, batch } = this.#shape;
    const bytes = height * width * CHANNELS;
    const base = slot * batch;
    const count = this.#words[this.#at(slot) + COUNT];
    const kept = Array.from({ length: count }, (_, place) => place).filter(
      (place) => !gaps.includes(place),
    );
    if (kept.length === 0) return null;
    const pixels = this.#pixels.subarray(base * bytes, (base + kept.length) * bytes);
    const labels = this.#labels.subarray(base, base + kept.length);
    const indices = this.#indices.subarray(base, base + kept.length);
    if (gaps.length > 0) {
      kept.forEach((place, to) => {
        const from = base + place;
        this.#pixels.copyWithin((base + to) * bytes, from * bytes, (from + 1) * bytes);
        labels[to] = this.#labels[from];
        indices[to] = this.#indices[from];
      });
    }
    return { pixels, shape: [kept.length, height, width, CHANNELS], labels, indices };
  }

  // A worker's side.

  get terms(): EpochTerms {
    const words = this.#words;
    return {
      seed: (words[SEED_HIGH] >>> 0) * 2 ** 32 + (words[SEED_LOW] >>> 0),
      epoch: words[EPOCH] >>> 0,
      attempts: words[ATTEMPTS],
      orderLength: words[ORDER_LENGTH],
    };
  }

  /** A picture to load, for which the thread blocks; undefined when the ring has been ended. */
  take(worker: number): Claim | undefined {
    for (;;) {
      // Read first of all: whatever changes from here on ends the wait.
      const wakings = Atomics.load(this.#words, WAKE);
      if (Atomics.load(this.#words, ENDED) === 1) return undefined;
      const claim = this.#claim(worker);
      if (claim) return claim;
      Atomics.wait(this.#words, WAKE, wakings);
    }
  }

  #claim(worker: number): Claim | undefined {
    const { slots } = this.#shape;
    const oldest = Atomics.load(this.#words, OLDEST);
    for (let i = 0; i < slots; i++) {
      const claim = this.#claimIn((oldest + i) % slots, worker);
      if (claim) return claim;
    }
    return undefined;
  }

  #claimIn(slot: number, worker: number): Claim | undefined {
    const at = this.#at(slot);
    const count = Atomics.load(this.#words, at + COUNT);
    for (let place = 0; place < count; place++) {
      const word = this.#stateAt(slot, place);
      if (Atomics.load(this.#words, word) !== OPEN) continue;
      if (Atomics.compareExchange(this.#words, word, OPEN, worker) !== OPEN) continue;
      // Read only now: a slot with a claim is not opened for another batch.
      const first = this.#words[at + FIRST];
      return { slot, place, position: first + place, serial: this.#words[at + SERIAL] };
    }
    return undefined;
  }

  /** Says which picture is tried for a claim: the one to blame if the worker dies. */
  note({ slot, place }: Claim, index: number): void {
    this.#indices[slot * this.#shape.batch + place] = index;
  }

  /** @param data [height, width, 3] */
  put({ slot, place }: Claim, data: Uint8Array, label: number): void {
    const { batch, width, height } = this.#shape;
    const at = slot * batch + place;
    this.#pixels.set(data, at * height * width * CHANNELS);
    this.#labels[at] = label;
  }

  /** @returns whether the slot is done with it */
  finish({ slot, place }: Claim, worker: number, hasNews: boolean): boolean {
    const state = hasNews ? doneWithNews(worker) : DONE;
    Atomics.store(this.#words, this.#stateAt(slot, place), state);
    return this.isDone(slot);
  }

  #states(slot: number): readonly number[] {
    const count = Atomics.load(this.#words, this.#at(slot) + COUNT);
    return Array.from({ length: count }, (_, place) =>
      Atomics.load(this.#words, this.#stateAt(slot, place)),
    );
  }

  #at(slot: number): number {
    return HEADER + slot * (SLOT_HEADER + this.#shape.batch);
  }

  #stateAt(slot: number, place: number): number {
    return this.#at(slot) + SLOT_HEADER + place;
  }
}

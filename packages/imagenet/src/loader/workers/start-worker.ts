import { fileURLToPath } from 'node:url';
import { basename, dirname, extname, join } from 'node:path';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import type { WorkerOrders } from './messages.js';

/**
 * V8 lets go of the buffers of pictures that are gone when its space for new objects is full. It would
 * grow to 48 MiB, in Node 24 to 192, and the thread's memory with it for some 2000 pictures; this is enough for twenty.
 */
const LIMITS = { maxYoungGenerationSizeMb: 6 };

/** Starts a thread; what it tells are {@link WorkerMessage}s. */
export function startWorker(workerData: WorkerOrders, options: WorkerOptions = {}): Worker {
  return new Worker(workerFile(__filename), { resourceLimits: LIMITS, ...options, workerData });
}

/**
 * The worker's own file lies beside the package's others; for tests, which run the sources, it has
 * to be built.
 *
 * @param here path of this module or, as an ES module, its URL
 */
function workerFile(here: string): string {
  const path = here.startsWith('file:') ? fileURLToPath(here) : here;
  const isBuilt = basename(path) !== 'start-worker.ts';
  return isBuilt
    ? join(dirname(path), `loader-worker${extname(path)}`)
    : join(dirname(path), '../../../dist/loader-worker.cjs');
}

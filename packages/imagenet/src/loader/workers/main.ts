import { parentPort, workerData } from 'node:worker_threads';
import sharp from 'sharp';
import type { WorkerMessage, WorkerOrders } from './messages.js';
import { toPortable } from './messages.js';
import { serve } from './serve.js';

// A worker is to keep one core busy; libvips would start threads of its own.
sharp.concurrency(1);
const post = (message: WorkerMessage): void => parentPort?.postMessage(message);
serve(workerData as WorkerOrders, post).catch((error: unknown) =>
  post({ kind: 'failed', error: toPortable(error) }),
);

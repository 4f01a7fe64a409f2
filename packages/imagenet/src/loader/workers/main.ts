import { parentPort, workerData } from 'node:worker_threads';
import { limitSharp } from '@mobilenext/pictures';
import type { WorkerMessage, WorkerOrders } from './messages.js';
import { toPortable } from './messages.js';
import { serve } from './serve.js';

const post = (message: WorkerMessage): void => parentPort?.postMessage(message);

// A worker is to keep one core busy; libvips would start threads of its own. This holds for the whole
// process.
limitSharp(1);
serve(workerData as WorkerOrders, post).catch((error: unknown) =>
  post({ kind: 'failed', error: toPortable(error) }),
);

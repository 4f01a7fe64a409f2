import { WORKER_SOURCE } from './worker-source.js';

/** What a worker is told once. */
export interface WorkerOrders {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** Byte offset of the control words. */
  readonly control: number;
  readonly threads: number;
  /** Which of them it is; 0 is the one that starts it. */
  readonly thread: number;
  /** How often it looks for work before it sleeps. */
  readonly spins: number;
}

/** Starts a worker and waits until it is ready for jobs. */
export async function startWorker(orders: WorkerOrders): Promise<void> {
  if (typeof process !== 'undefined' && process.versions?.node) await startInNode(orders);
  else if (typeof Worker !== 'undefined') await startInBrowser(orders);
  else throw new Error('there are none here');
}

const IN_NODE = `
const { parentPort } = require('node:worker_threads');
const post = (message) => parentPort.postMessage(message);
const listen = (start) => parentPort.once('message', start);
`;

async function startInNode(orders: WorkerOrders): Promise<void> {
  // Not imported, as a page's bundler would look for it.
  const { Worker } = process.getBuiltinModule('node:worker_threads');
  const worker = new Worker(IN_NODE + WORKER_SOURCE, { eval: true });
  await new Promise<void>((resolve, reject) => {
    worker.once('message', () => resolve());
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('it ended at once')));
    worker.postMessage(orders);
  });
  // A process whose work is done ends, whether or not its models were disposed of.
  worker.unref();
}

const IN_BROWSER = `
const post = (message) => self.postMessage(message);
const listen = (start) => { self.onmessage = ({ data }) => start(data); };
`;

async function startInBrowser(orders: WorkerOrders): Promise<void> {
  const source = new Blob([IN_BROWSER + WORKER_SOURCE], { type: 'text/javascript' });
  const url = URL.createObjectURL(source);
  const worker = new Worker(url);
  try {
    await new Promise<void>((resolve, reject) => {
      worker.onmessage = () => resolve();
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage(orders);
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}

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

/** A worker that takes parts of jobs. */
export interface CrewWorker {
  /**
   * What it failed of, if it did. It is known at once: the thread that asks may have let no event in
   * since it began a job.
   */
  fault(): Error | undefined;
  /** Ends it, whatever it is doing. */
  terminate(): void;
}

/** Bytes where a worker leaves what it failed of: i32 length, then the text in UTF-8. */
const FAULT_BYTES = 512;
const TEXT = 4;

/** Starts a worker and waits until it is ready for jobs. */
export async function startWorker(orders: WorkerOrders): Promise<CrewWorker> {
  if (typeof process !== 'undefined' && process.versions?.node) return startInNode(orders);
  if (typeof Worker !== 'undefined') return startInBrowser(orders);
  throw new Error('there are none here');
}

const IN_NODE = `
const { parentPort } = require('node:worker_threads');
const post = (message) => parentPort.postMessage(message);
const listen = (start) => parentPort.once('message', start);
`;

async function startInNode(orders: WorkerOrders): Promise<CrewWorker> {
  // Not imported, as a page's bundler would look for it.
  const { Worker } = process.getBuiltinModule('node:worker_threads');
  const worker = new Worker(IN_NODE + WORKER_SOURCE, { eval: true });
  const faults = new SharedArrayBuffer(FAULT_BYTES);
  let event: Error | undefined;
  await new Promise<void>((resolve, reject) => {
    worker.once('message', () => resolve());
    worker.on('error', (error) => {
      event = error;
      reject(error);
    });
    worker.once('exit', () => reject(new Error('it ended at once')));
    worker.postMessage({ ...orders, faults });
  });
  // A process whose work is done ends, whether or not its models were disposed of.
  worker.unref();
  return {
    fault: () => event ?? faultIn(faults),
    terminate: () => void worker.terminate(),
  };
}

const IN_BROWSER = `
const post = (message) => self.postMessage(message);
const listen = (start) => { self.onmessage = ({ data }) => start(data); };
`;

async function startInBrowser(orders: WorkerOrders): Promise<CrewWorker> {
  const source = new Blob([IN_BROWSER + WORKER_SOURCE], { type: 'text/javascript' });
  const url = URL.createObjectURL(source);
  const worker = new Worker(url);
  const faults = new SharedArrayBuffer(FAULT_BYTES);
  let event: Error | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      worker.onmessage = () => resolve();
      worker.onerror = ({ message }) => {
        event = new Error(message);
        reject(event);
      };
      worker.postMessage({ ...orders, faults });
    });
  } catch (error) {
    worker.terminate();
    throw error;
  } finally {
    URL.revokeObjectURL(url);
  }
  return {
    fault: () => event ?? faultIn(faults),
    terminate: () => worker.terminate(),
  };
}

function faultIn(faults: SharedArrayBuffer): Error | undefined {
  const length = Atomics.load(new Int32Array(faults, 0, 1), 0);
  if (length === 0) return undefined;
  // A copy, as no decoder reads shared memory.
  return new Error(new TextDecoder().decode(new Uint8Array(faults, TEXT, length).slice()));
}

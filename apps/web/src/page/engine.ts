import { cancelled, WebError, workerFailed } from '../errors.js';
import type {
  Converted,
  ConvertOptions,
  Phase,
  Reply,
  Report,
  Request,
  Selection,
} from '../protocol.js';

/** What of a `Worker` is used. */
export type WorkerLike = Pick<
  Worker,
  'onmessage' | 'onerror' | 'onmessageerror' | 'postMessage' | 'terminate'
>;

/** Reads and converts elsewhere, one job at a time: a new one cancels the one before. */
export interface Engine {
  readonly open: (selection: Selection) => Promise<Report>;
  readonly convert: (selection: Selection, options: ConvertOptions) => Promise<Converted>;
  /** Ends the job at once; its promise is rejected with `CANCELLED`. */
  readonly cancel: () => void;
}

/**
 * @param start starts a worker; a job that runs can only be cancelled with its worker.
 * @param onPhase is told what is being done.
 */
export function createEngine(start: () => WorkerLike, onPhase: (phase: Phase) => void): Engine {
  let worker: WorkerLike | undefined;
  let reject: ((error: WebError) => void) | undefined;

  function end(error: WebError): void {
    worker?.terminate();
    worker = undefined;
    reject?.(error);
    reject = undefined;
  }

  function ask(request: Request): Promise<Reply> {
    if (reject) end(cancelled());
    worker ??= start();
    const asked = worker;
    return new Promise((resolve, refuse) => {
      reject = refuse;
      asked.onmessage = ({ data }: MessageEvent<Reply>) => {
        if (data.kind === 'phase') return onPhase(data.phase);
        reject = undefined;
        if (data.kind === 'failed') refuse(new WebError(data.problem.code, data.problem.message));
        else resolve(data);
      };
      asked.onerror = ({ message }) => end(workerFailed(message));
      asked.onmessageerror = () => end(workerFailed('its answer cannot be read'));
      asked.postMessage(request);
    });
  }

  return {
    async open(selection) {
      const reply = await ask({ kind: 'open', selection });
      if (reply.kind !== 'report') throw workerFailed(`it answered ${reply.kind}`);
      return reply.report;
    },
    async convert(selection, options) {
      const reply = await ask({ kind: 'convert', selection, options });
      if (reply.kind !== 'converted') throw workerFailed(`it answered ${reply.kind}`);
      return reply.converted;
    },
    cancel: () => reject && end(cancelled()),
  };
}

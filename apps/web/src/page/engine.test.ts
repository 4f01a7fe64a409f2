import { describe, expect, it } from '@jest/globals';
import type { Phase, Reply, Request } from '../protocol.js';
import { createEngine, type WorkerLike } from './engine.js';

const SELECTION = { number: 1, files: [] };

/** An engine on workers that do what the test says. */
function makeEngine() {
  const workers: (WorkerLike & { readonly asked: Request[]; isOver: boolean })[] = [];
  const phases: Phase[] = [];
  const start = (): WorkerLike => {
    const asked: Request[] = [];
    const worker = {
      ...{ onmessage: null, onerror: null, onmessageerror: null, asked, isOver: false },
      postMessage: (request: Request) => void asked.push(request),
      terminate: () => void (worker.isOver = true),
    };
    workers.push(worker);
    return worker;
  };
  const engine = createEngine(start, (phase) => phases.push(phase));
  const reply = (data: Reply): void => {
    const [worker] = workers;
    void worker.onmessage?.call(worker as unknown as Worker, { data } as MessageEvent<Reply>);
  };
  return { engine, workers, phases, reply };
}

const FAILURE = { kind: 'failed', problem: { code: 'corrupt', message: 'x' } } as const;

describe('createEngine', () => {
  it('starts a worker only when it is needed, and keeps it', async () => {
    const { engine, workers, phases, reply } = makeEngine();
    expect(workers).toHaveLength(0);
    const opened = engine.open(SELECTION);
    reply({ kind: 'phase', phase: 'reading' });
    reply(FAILURE);
    await expect(opened).rejects.toMatchObject({ code: 'corrupt', message: 'x' });
    expect(phases).toEqual(['reading']);
    void engine.open(SELECTION).catch(() => undefined);
    expect(workers).toHaveLength(1);
    expect(workers[0].asked).toHaveLength(2);
  });

  it('cancels by ending the worker, and goes on with a new one', async () => {
    const { engine, workers } = makeEngine();
    engine.cancel();
    const first = engine.open(SELECTION);
    engine.cancel();
    await expect(first).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(workers[0].isOver).toBe(true);
    const second = engine.open(SELECTION);
    const third = engine.open(SELECTION);
    await expect(second).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(workers.map(({ isOver }) => isOver)).toEqual([true, true, false]);
    engine.cancel();
    await expect(third).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('says so when the worker breaks', async () => {
    const { engine, workers } = makeEngine();
    const opened = engine.open(SELECTION);
    const [worker] = workers;
    worker.onerror?.call(worker as unknown as Worker, { message: '' } as ErrorEvent);
    await expect(opened).rejects.toMatchObject({
      code: 'WORKER',
      message: 'the converter stopped: it did not start, or the memory did not suffice',
    });
    expect(worker.isOver).toBe(true);
  });
});

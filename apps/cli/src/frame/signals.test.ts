import { EventEmitter } from 'node:events';
import { describe, expect, it, jest } from '@jest/globals';
import { watchSignals } from './signals.js';

function makeSource() {
  return Object.assign(new EventEmitter(), { exit: jest.fn<(code: number) => void>() });
}

describe('watchSignals', () => {
  it('aborts at the first signal and lets the work be saved', () => {
    const source = makeSource();
    const watch = watchSignals(source);
    expect(watch.exitCode()).toBeUndefined();
    source.emit('SIGTERM');
    expect(watch.signal.aborted).toBe(true);
    expect(watch.exitCode()).toBe(143);
    expect(source.exit).not.toHaveBeenCalled();
  });

  it('ends at once at the second', () => {
    const source = makeSource();
    watchSignals(source);
    source.emit('SIGINT');
    source.emit('SIGINT');
    expect(source.exit).toHaveBeenCalledWith(130);
  });

  it('leaves no listener behind', () => {
    const source = makeSource();
    watchSignals(source).stop();
    expect(source.eventNames()).toEqual([]);
  });
});

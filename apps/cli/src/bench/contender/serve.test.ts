import { describe, expect, it } from '@jest/globals';
import { serve } from './serve.js';

async function answersTo(lines: readonly string[], subject: Parameters<typeof serve>[0]) {
  let written = '';
  const stdin = (async function* () {
    for (const line of lines) yield await Promise.resolve(`${line}\n`);
  })();
  await serve(subject, { stdin, stdout: { write: (text) => (written += text) } });
  return written
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('serve', () => {
  it('answers each request with a line', async () => {
    let runs = 0;
    const subject = {
      version: '1',
      threads: 2,
      check: () => Promise.resolve([3, 4]),
      run: () => Promise.resolve(void runs++),
    };
    const answers = await answersTo(['{"check":true}', '{"run":3}'], subject);
    expect(answers).toEqual([
      { ready: true, version: '1', threads: 2 },
      { values: [3, 4] },
      { ms: [expect.any(Number), expect.any(Number), expect.any(Number)] },
    ]);
    expect(runs).toBe(3);
  });

  it('answers with what went wrong', async () => {
    const check = () => Promise.reject(new Error('z.jpg is text, not a picture'));
    const subject = { version: '1', threads: 1, check, run: () => Promise.resolve() };
    const [, answer] = await answersTo(['{"check":true}'], subject);
    expect(answer).toEqual({ error: 'z.jpg is text, not a picture' });
  });

  it('says why it cannot, and ends', async () => {
    const absence = { kind: 'unable', reason: 'one thread' } as const;
    expect(await answersTo(['{"run":1}'], absence)).toEqual([{ unable: 'one thread' }]);
  });
});

import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { startContender } from './contender.js';

const READY = `console.log('{"ready":true,"version":"1","threads":1}');`;
const options = { timeoutMs: 20_000, signal: new AbortController().signal };

const script = (code: string): readonly string[] => [process.execPath, '-e', code];
/** A contender that answers every request with a piece of JavaScript. */
const answering = (code: string): readonly string[] =>
  script(`${READY} require('readline').createInterface({ input: process.stdin })
    .on('line', (line) => { const request = JSON.parse(line); ${code} });`);

async function started(command: readonly string[], some: Partial<typeof options> = {}) {
  const contender = await startContender(command, { ...options, ...some });
  if (!('run' in contender)) throw new Error(contender.reason);
  return contender;
}

describe('startContender', () => {
  it('speaks the protocol, and passes over what is none of it', async () => {
    const contender = await started(
      answering(`console.log('Hello!'); console.log(JSON.stringify(request.check
        ? { values: [1, 2] } : { ms: Array(request.run).fill(5) }));`),
    );
    expect(contender).toMatchObject({ version: '1', threads: 1 });
    expect(await contender.check()).toEqual([1, 2]);
    expect(await contender.run(3)).toEqual([5, 5, 5]);
    contender.stop();
  });

  it.each(['missing', 'unable'])('hears of what is %s', async (kind) => {
    const code = `console.log(JSON.stringify({ ${kind}: 'because' }))`;
    expect(await startContender(script(code), options)).toEqual({ kind, reason: 'because' });
  });

  it('takes a program that is not there for missing', async () => {
    const absence = await startContender(['no-such-program'], options);
    expect(absence).toEqual({
      kind: 'missing',
      reason: 'no-such-program does not start (there is no such file or folder)',
    });
  });

  it.each([
    ['dies', 'process.exit(7)', 'it ended with code 7'],
    ['says why it dies', `console.error('a\\nno memory'); process.exit(1)`, 'code 1: no memory'],
    ['tells an error', `console.log('{"error":"no such op"}')`, 'no such op'],
    ['gives too few times', `console.log('{"ms":[1]}')`, "no 'ms' of finite numbers"],
    ['gives no numbers', `console.log('{"ms":[null,1]}')`, "no 'ms' of finite numbers"],
  ])('fails when it %s', async (_, code, message) => {
    const contender = await started(answering(code));
    await expect(contender.run(2)).rejects.toThrow(message);
    contender.stop();
  });

  it('fails when it hangs', async () => {
    const contender = await started(answering(''), { timeoutMs: 1000 });
    await expect(contender.check()).rejects.toThrow('no answer in 1 s; --timeout');
    await expect(contender.check()).rejects.toThrow('no answer in 1 s');
  });

  it('refuses a first answer that is none', async () => {
    const command = script(`console.log('{"hello":1}'); setInterval(() => {}, 1000);`);
    await expect(startContender(command, options)).rejects.toThrow('not of the protocol');
  });

  it('ends with the signal', async () => {
    const controller = new AbortController();
    const contender = await started(answering(''), { signal: controller.signal });
    const answer = contender.check();
    controller.abort(new Error('stop'));
    await expect(answer).rejects.toThrow('stop');
  });

  it('lets it tidy up', async () => {
    const note = join(mkdtempSync(join(tmpdir(), 'mobilenext-contender-')), 'gone');
    const tidy = `require('fs').writeFileSync(${JSON.stringify(note)}, ''); process.exit()`;
    const contender = await started(
      script(`${READY} process.stdin.resume().on('end', () => setTimeout(() => { ${tidy} }, 50));`),
    );
    contender.stop();
    while (!existsSync(note)) await new Promise((resolve) => setTimeout(resolve, 20));
  });

  it('kills it if it stays', async () => {
    const contender = await started(
      answering(`console.log(JSON.stringify({ ms: [process.pid] })); setInterval(() => {}, 1000);`),
    );
    const [pid] = await contender.run(1);
    contender.stop();
    while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

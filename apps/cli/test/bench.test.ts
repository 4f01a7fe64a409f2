import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { IN_CLONE } from './in-clone.js';
import { madePng, writeInto } from './made-pictures.js';
import { mobilenext, mobilenextJson, saw, start } from './mobilenext.js';

const folder = mkdtempSync(join(tmpdir(), 'mobilenext-bench-test-'));
const BIN = join(__dirname, '..', 'bin', 'mobilenext.mjs');
const SMALLEST = ['--variant', '0.1', '--input', '32', '--rounds', '2', '--round-ms', '1'];

/** A folder of drivers: each a piece of JavaScript, or words for our own program. */
function drivers(
  name: string,
  rows: Readonly<Record<string, string | readonly string[]>>,
  tasks: readonly string[] = ['infer', 'train'],
): string {
  const path = mkdtempSync(join(folder, name));
  const list = Object.entries(rows).map(([peer, row]) => {
    if (typeof row !== 'string') return { name: peer, command: ['node', BIN, ...row] };
    writeFileSync(join(path, `${peer}.cjs`), row);
    return { name: peer, command: ['node', `${peer}.cjs`] };
  });
  const peers = list.map((each) => ({ ...each, tasks }));
  writeFileSync(join(path, 'peers.json'), JSON.stringify(peers));
  return path;
}

const ready = `console.log('{"ready":true,"version":"1","threads":1}');`;
const onRequest = (code: string): string => `${ready} process.stdin.on('data', () => { ${code} });`;
const twin = ['bench', 'contender', 'wasm'];

interface Document {
  readonly machine: { readonly cpu: string; readonly instructionSet: string };
  readonly load: { readonly before: number; readonly after: number };
  readonly results: readonly { readonly name: string; readonly minMs: number; medianMs: number }[];
  readonly ratios: readonly { readonly of: string; readonly to: string; readonly median: number }[];
}

describe.each(['infer', 'train'])('mobilenext bench %s', (task) => {
  it('times ours beside a peer that computes the same', async () => {
    const svg = join(folder, `${task}.svg`);
    const words = ['bench', task, ...SMALLEST, '--drivers', drivers('twin', { twin })];
    const only = ['--only', 'wasm', 'twin'];
    const document = await mobilenextJson<Document>([...words, ...only, '--svg', svg]);
    const setting = { variant: 'mobilenext-0.1', input: 32, batch: task === 'infer' ? 1 : 16 };
    expect(document).toMatchObject({
      machine: { node: process.version },
      load: { before: expect.any(Number), after: expect.any(Number) },
      peakGflops: expect.any(Number),
      results: [
        { name: 'wasm', ...setting, threads: 1, relativeError: 0 },
        { name: 'twin', ...setting, threads: 1, relativeError: 0 },
      ],
      ratios: [{ of: 'wasm', to: 'twin', ...setting, threads: 1 }],
    });
    for (const { minMs, medianMs } of document.results) {
      expect(minMs).toBeGreaterThan(0);
      expect(medianMs).toBeGreaterThanOrEqual(minMs);
    }
    expect(document.ratios[0].median).toBeGreaterThan(0);
    expect(readFileSync(svg, 'utf8')).toMatch(/^<svg .*<\/svg>\n$/s);
  });
});

describe('mobilenext bench', () => {
  it('works without peers and says where they are', async () => {
    const words = ['bench', 'infer', ...SMALLEST, '--drivers', join(folder, 'nothing')];
    const { exitCode, stdout, stderr } = await mobilenext(words);
    expect(stdout).toMatch(/^0\.1 +32 +1 +1 +wasm /m);
    expect(stderr).toMatch(/^no peers: .*nothing has no peers\.json.*\n$/);
    expect(exitCode).toBe(0);
  });

  it('says how to install a peer that is missing', async () => {
    const missing = `console.log('{"missing":"npm install it"}')`;
    const words = ['bench', 'infer', ...SMALLEST, '--drivers', drivers('missing', { missing })];
    const all = await mobilenext(words);
    expect(all.stderr).toBe('not installed: missing: npm install it\n');
    expect(all.exitCode).toBe(0);
    const asked = await mobilenext([...words, '--only', 'missing']);
    expect(asked.stderr).toContain('missing is not installed');
    expect(asked.exitCode).toBe(3);
  });

  it('says how to get the browser that it looks for', async () => {
    const absent = join(folder, 'chromium');
    const words = ['bench', 'infer', ...SMALLEST, '--only', 'runtime', 'runtime-chromium'];
    const { stderr } = await mobilenext([...words, ...IN_CLONE], {
      env: { MOBILENEXT_CHROMIUM: absent },
    });
    expect(stderr).toMatch(
      /^not installed: runtime-chromium: apt-get install chromium, or .* MOBILENEXT_CHROMIUM$/m,
    );
  });

  it('tells each contender that fails and times the others', async () => {
    const path = drivers('broken', {
      wrong: onRequest(`console.log(JSON.stringify({ values: Array(1000).fill(1) }))`),
      dead: onRequest(`console.error('out of memory'); process.exit(7)`),
      hung: onRequest(''),
    });
    const words = ['bench', 'infer', ...SMALLEST, '--drivers', path, '--timeout', '5'];
    const { exitCode, stdout, stderr } = await mobilenext(words);
    expect(stdout).toMatch(/wasm/);
    expect(stderr).toMatch(/^failed: wrong: its logits are .* off those of \w+, .*$/m);
    expect(stderr).toMatch(/^failed: dead: it ended with code 7: out of memory$/m);
    expect(stderr).toMatch(/^failed: hung: no answer in 5 s; --timeout gives it longer$/m);
    expect(exitCode).toBe(1);
  });

  it('ends its contenders when it is interrupted', async () => {
    const pid = join(folder, 'pid');
    const hung = `require('fs').writeFileSync(${JSON.stringify(pid)}, String(process.pid));
      setInterval(() => {}, 1000);`;
    const words = ['bench', 'infer', ...SMALLEST, '--drivers', drivers('int', { hung })];
    const { child, ended } = start([...words, '--only', 'hung']);
    await until(() => exists(pid));
    const stopping = saw(child, /SIGINT/);
    child.kill('SIGINT');
    await stopping;
    expect((await ended).exitCode).toBe(130);
    const isGone = (): boolean => !isAlive(Number(readFileSync(pid, 'utf8')));
    await until(isGone);
  });
});

describe('mobilenext bench data', () => {
  it('times our loader beside a peer with the same pixels, and watches its memory', async () => {
    const data = join(folder, 'pictures');
    for (const name of ['a', 'b']) {
      for (let i = 0; i < 3; i++) {
        writeInto(join(data, name, `${i}.png`), await madePng(40, [200, 40 * i, 90], i));
      }
    }
    const path = drivers('data', { twin: ['bench', 'contender', 'loader'] }, ['data']);
    const effort = ['--size', '16', '--batch', '4', '--rounds', '1', '--round-ms', '1'];
    const document = await mobilenextJson<{
      readonly results: readonly Readonly<Record<string, unknown>>[];
      readonly memory: unknown;
    }>([
      'bench',
      'data',
      '--data',
      data,
      '--drivers',
      path,
      ...effort,
      '--workers',
      '1',
      '--epochs',
      '4',
    ]);
    const ours = { name: 'loader', workers: 1, samePixels: null, oursIsFaster: null };
    const twin = { name: 'twin', workers: 1, oursIsFaster: expect.any(Number) };
    expect(document).toMatchObject({
      pictures: 6,
      results: [
        { transform: 'training', ...ours },
        { transform: 'training', ...twin, samePixels: null },
        { transform: 'evaluation', ...ours },
        { transform: 'evaluation', ...twin, samePixels: true },
      ],
      memory: {
        ...{ epochs: 4, earlyMb: expect.any(Number), endMb: expect.any(Number) },
        quarters: [1, 2, 3, 4].map((epochs) => expect.objectContaining({ epochs })),
      },
      absent: [],
    });
  });
});

describe('mobilenext bench kernels', () => {
  it('gives every unit of the network beside the peak', async () => {
    const words = ['bench', 'kernels', '--variant', '0.1-small', '--input', '4', '--rounds', '1'];
    const document = await mobilenextJson<{
      readonly peakGflops: number;
      readonly results: readonly { kernel: string; gflops: number; shareOfPeak: number }[];
    }>(words);
    expect(document.peakGflops).toBeGreaterThan(1);
    expect(new Set(document.results.map(({ kernel }) => kernel)).size).toBe(8);
    for (const { gflops, shareOfPeak } of document.results) {
      expect(gflops).toBeGreaterThan(0);
      expect(shareOfPeak).toBeCloseTo(gflops / document.peakGflops, 9);
      expect(shareOfPeak).toBeLessThan(1.1);
    }
  });
});

describe('mobilenext bench scale', () => {
  const words = ['bench', 'scale', '--variant', '0.1-small', '--rounds', '1', '--round-ms', '1'];

  it('puts the work of the runtime beside its time and the peak', async () => {
    const axes = ['--axis', 'threads', 'workers'];
    const document = await mobilenextJson<{
      readonly peakGflops: number;
      readonly results: readonly {
        readonly multiplyAdds: number;
        readonly minMs: number;
        readonly medianMs: number;
        readonly msPerMillion: number;
        readonly threads: number;
        readonly workers: number;
        readonly shareOfPeak: number;
      }[];
    }>([...words, ...axes]);
    const point = { name: 'runtime', variant: 'mobilenext-0.1-small', input: 32, batch: 1 };
    expect(document.results).toMatchObject([
      { axis: 'threads', ...point, threads: 1, workers: 1 },
      { axis: 'threads', ...point, threads: 2, workers: 1 },
      { axis: 'workers', ...point, threads: 1, workers: 1 },
      { axis: 'workers', ...point, threads: 1, workers: 2 },
    ]);
    for (const result of document.results) {
      const { multiplyAdds, minMs, medianMs, msPerMillion, threads, workers } = result;
      expect(medianMs).toBeGreaterThanOrEqual(minMs);
      expect(msPerMillion).toBeCloseTo((1e6 * medianMs) / multiplyAdds, 9);
      const gflops = (2 * multiplyAdds) / minMs / 1e6;
      const cores = threads * workers;
      expect(result.shareOfPeak).toBeCloseTo(gflops / document.peakGflops / cores, 9);
    }
  });

  it('leaves out what a contender cannot', async () => {
    const only = ['--axis', 'threads', '--only', 'wasm'];
    const { exitCode, stdout, stderr } = await mobilenext([...words, ...only]);
    expect(stdout).toMatch(/^threads +wasm +0\.1-small +32 +1 +1 +1 +\d+\.\d /m);
    expect(stdout).toMatch(/^peak of a core: \d+\.\d GFLOPS$/m);
    expect(stderr).toBe('left out: wasm: TensorFlow.js has one thread in Node\n');
    expect(exitCode).toBe(0);
  });
});

function exists(path: string): boolean {
  try {
    return readFileSync(path, 'utf8') !== '';
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}

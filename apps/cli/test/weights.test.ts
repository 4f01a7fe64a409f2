import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { fromFloat32, readCheckpoint, writeSafetensors } from '@mobilenext/converter';
import { mobilenext, mobilenextJson } from './in-process.js';
import * as built from './mobilenext.js';
import { writeTinyCheckpoint } from './tiny-checkpoint.js';

const folder = mkdtempSync(join(tmpdir(), 'mobilenext-weights-'));
const path = (name: string): string => join(folder, name);

beforeAll(async () => {
  await writeTinyCheckpoint(path('a.safetensors'), { numClasses: 3 });
  await writeTinyCheckpoint(path('b.safetensors'), { numClasses: 3, seed: 1 });
});

describe('mobilenext convert', () => {
  it('proves that what it wrote is what it read', async () => {
    const words = ['convert', path('a.safetensors'), path('copy.safetensors')];
    expect(await built.mobilenextJson(words)).toMatchObject({
      input: path('a.safetensors'),
      output: path('copy.safetensors'),
      format: 'safetensors',
      maxAbsDifference: 0,
      logitsDifference: 0,
    });
    const again = await built.mobilenext(words);
    expect(again.exitCode).toBe(2);
    expect(again.stderr).toContain('exists already');
    expect((await built.mobilenext([...words, '--force'])).exitCode).toBe(0);
  });

  it.each([
    ['a.pth', []],
    ['a.pdparams', []],
    ['graph', ['--format', 'tfjs-graph']],
    ['layers', ['--format', 'tfjs-layers']],
  ])('writes %s, with the graph where the format has one', async (name, flags) => {
    const facts = ['--strides', 'small', '--identity-multiplier', '2'];
    const words = ['convert', path('a.safetensors'), path(name), ...flags, ...facts];
    const document = await mobilenextJson<{ logitsDifference: number }>(words);
    expect(document).toMatchObject({ parameters: 350159, maxAbsDifference: 0 });
    // Folded parameters are rounded once more.
    expect(document.logitsDifference).toBeLessThan(name === 'graph' ? 1e-3 : 1e-12);
  });

  it('asks for what a graph needs and weights do not tell', async () => {
    const words = ['convert', path('a.safetensors'), path('web'), '--format', 'tfjs-graph'];
    const { exitCode, stderr } = await mobilenext([...words, '--strides', 'small']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('give --identity-multiplier 1');
    expect(existsSync(path('web'))).toBe(false);
  });

  it('says what it knows of a network where the format has no place for it', async () => {
    const facts = ['--strides', 'small', '--identity-multiplier', '2', '--force'];
    const words = ['convert', path('a.safetensors')];
    const lost = await mobilenext([...words, path('facts.npz'), ...facts]);
    expect(lost.exitCode).toBe(0);
    expect(lost.stderr).toBe(
      `${path('facts.npz')} has no place for strides small, identity multiplier 2: note them, or write .safetensors\n`,
    );
    expect((await mobilenext([...words, path('nothing.npz')])).stderr).toBe('');
    const crop = await mobilenext([...words, path('crop.pth'), '--crop', '192']);
    expect([crop.exitCode, crop.stderr]).toEqual([
      0,
      `${path('crop.pth')} has no place for crop 192: note them, or write .safetensors\n`,
    ]);
    const asked = await mobilenext([...words, path('crop.safetensors'), '--crop', '192']);
    expect([asked.exitCode, asked.stderr]).toEqual([
      2,
      expect.stringContaining('--crop is written together with the scale of the values'),
    ]);
    expect((await mobilenext([...words, path('kept.safetensors'), ...facts])).stderr).toBe('');
  });

  it('says which saved fact a flag overrules, and names the pictures that it writes', async () => {
    const facts = ['--strides', 'small', '--identity-multiplier', '2'];
    const input = path('known.safetensors');
    const first = ['convert', path('a.safetensors'), input, ...facts, '--normalization', 'signed'];
    expect((await mobilenext(first)).stderr).toBe(
      'preprocessing written: normalization signed, channel order rgb, crop 32\n',
    );
    const output = path('overruled.safetensors');
    const { stderr } = await mobilenext(['convert', input, output, '--strides', 'imagenet']);
    expect(stderr).toBe(`--strides imagenet instead of the small that ${input} says\n`);
    const parity = await mobilenext(['parity', input, output]);
    expect(parity.exitCode).toBe(1);
    expect(parity.stderr).toMatch(`${input} says strides small, ${output} imagenet\n`);
    expect(parity.stderr).toContain('differ in their logits');
    expect(parity.stdout).toMatch(
      /^no tensor differs .*\nlogits of 2 random pictures of 64x64 differ/,
    );
    const summary = await mobilenext(['summary', input, '--identity-multiplier', '1']);
    expect(summary.stderr).toBe(`--identity-multiplier 1 instead of the 2 that ${input} says\n`);
  });

  it('asks no pictures where all is saved or given', async () => {
    const facts = ['--strides', 'small', '--identity-multiplier', '2', '--normalization', 'unit'];
    const input = path('all.safetensors');
    await built.mobilenext(['convert', path('a.safetensors'), input, ...facts]);
    const words = ['convert', input, path('again.safetensors'), '--detect', path('absent')];
    const { exitCode, stderr } = await built.mobilenext(words);
    expect([exitCode, stderr]).toEqual([
      0,
      'nothing to find out with --detect: all of it is saved or given\n',
    ]);
  });

  it.each(['tfjs-graph', 'tfjs-layers'])(
    'reads %s back, by folder and by model',
    async (format) => {
      const facts = ['--strides', 'small', '--identity-multiplier', '2'];
      const folder = path(`back-${format}`);
      await mobilenext(['convert', path('a.safetensors'), folder, '--format', format, ...facts]);
      for (const input of [folder, join(folder, 'model.json')]) {
        const output = path(`${format}.safetensors`);
        const words = ['convert', input, output, '--force'];
        expect(await mobilenextJson(words)).toMatchObject({
          inputFormat: format,
          facts: { strides: 'small', identityMultiplier: 2 },
        });
      }
      const words = ['parity', path('a.safetensors'), folder];
      const { exitCode, stdout, stderr } = await mobilenext(words);
      expect(exitCode).toBe(0);
      expect(stdout).toMatch(/^no tensor differs/);
      if (format === 'tfjs-graph') expect(stderr).toContain('are folded, and so are those of');
      // What the folder says of its network is taken for both.
      expect(stdout).toMatch(/\nlogits of .* top-1 agrees\n$/);
    },
  );

  it('lists all that does not fit in one line, and writes nothing', async () => {
    const { tensors } = await readCheckpoint(path('a.safetensors'));
    const odd = new Map(tensors);
    odd.delete('features.7.conv.4.running_var');
    odd.set('features.7.conv.4.running_vra', fromFloat32(new Float32Array(1), [1]));
    odd.set('features.0.0.weight', fromFloat32(new Float32Array(27), [1, 3, 3, 3]));
    writeFileSync(path('odd.safetensors'), writeSafetensors(odd));
    const words = ['convert', path('odd.safetensors'), path('never.pth')];
    const { exitCode, stderr } = await mobilenext(words);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /missing features\.7\.conv\.4\.running_var \(the file has .*running_vra\)/,
    );
    expect(stderr).toContain('of another shape features.0.0.weight (file [1,3,3,3], network');
    expect(stderr).toContain('unexpected features.7.conv.4.running_vra');
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(existsSync(path('never.pth'))).toBe(false);
  });

  it('leaves out layers of another network only when asked, and says which', async () => {
    const { tensors } = await readCheckpoint(path('a.safetensors'));
    const head = fromFloat32(new Float32Array(2), [2]);
    writeFileSync(
      path('heads.safetensors'),
      writeSafetensors(new Map([...tensors, ['classifier.2.bias', head]])),
    );
    const words = ['convert', path('heads.safetensors'), path('one-head.pth')];
    const strict = await mobilenext(words);
    expect(strict.exitCode).toBe(1);
    expect(strict.stderr).toContain('classifier.2.bias (it has classifier.1.bias');
    expect(existsSync(path('one-head.pth'))).toBe(false);
    const { exitCode, stderr } = await mobilenext([...words, '--partial']);
    expect(exitCode).toBe(0);
    expect(stderr).toBe('left out, as the network does not have them: classifier.2.bias\n');
  });

  it('says how far float16 is off', async () => {
    const words = ['convert', path('a.safetensors'), path('half.safetensors'), '--half'];
    const { maxAbsDifference, maxRelativeDifference } = await mobilenextJson<{
      maxAbsDifference: number;
      maxRelativeDifference: number;
    }>(words);
    expect(maxAbsDifference).toBeGreaterThan(0);
    expect(maxAbsDifference).toBeLessThan(1e-2);
    // float16 keeps eleven bits.
    expect(maxRelativeDifference).toBeGreaterThan(0);
    expect(maxRelativeDifference).toBeLessThanOrEqual(2 ** -11);
  });

  it('says how many values float16 lost, and how large the logits are', async () => {
    const { tensors } = await readCheckpoint(path('a.safetensors'));
    const tiny = fromFloat32(Float32Array.of(1e-10, 1, -1e-10), [3]);
    writeFileSync(
      path('vanishing.safetensors'),
      writeSafetensors(new Map([...tensors, ['classifier.1.bias', tiny]])),
    );
    const words = ['convert', path('vanishing.safetensors'), path('vanished.npz'), '--half'];
    const { stdout } = await mobilenext(words);
    expect(stdout).toMatch(
      /logits differ by \S+ \(the largest is \S+\); 2 values too small for float16 became 0\n$/,
    );
  });
});

describe('a run without best.safetensors', () => {
  it('offers its last.safetensors', async () => {
    await writeTinyCheckpoint(path('last.safetensors'), { numClasses: 3 });
    const best = path('best.safetensors');
    const { exitCode, stderr } = await mobilenext(['eval', best, '--data', folder]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`give ${path('last.safetensors')}`);
  });
});

describe('mobilenext parity', () => {
  it('compares the logits of two checkpoints, on random pictures or on those given', async () => {
    const words = ['parity', path('a.safetensors'), path('a.safetensors')];
    const random = { pictures: 2, sizes: ['64x64'], random: true };
    expect(await mobilenextJson(words)).toMatchObject({
      logits: { ...random, maxAbsError: 0, top1Agrees: true },
      passed: true,
    });
    const { stdout } = await mobilenext(words);
    expect(stdout).toContain(
      'differ by 0, 0 of the largest; top-1 agrees (strides imagenet and identity multiplier 1 taken, as neither says)',
    );
    const values = new Float32Array(3 * 3 * 40 * 32).map((_, i) => Math.sin(i * i));
    const pictures = new Map([['x', fromFloat32(values, [3, 3, 40, 32])]]);
    writeFileSync(path('pictures.safetensors'), writeSafetensors(pictures));
    const other = ['parity', path('a.safetensors'), path('b.safetensors')];
    const given = [...other, '--input', path('pictures.safetensors')];
    const { logits, passed } = await mobilenextJson<{
      logits: { relativeError: number };
      passed: boolean;
    }>(given);
    expect(logits).toMatchObject({ pictures: 3, sizes: ['40x32'], random: false });
    expect(logits.relativeError).toBeGreaterThan(1e-3);
    expect(passed).toBe(false);
    const flat = new Map([['x', fromFloat32(values, [3, 3 * 40 * 32])]]);
    writeFileSync(path('flat.safetensors'), writeSafetensors(flat));
    const { exitCode, stderr } = await mobilenext([...other, '--input', path('flat.safetensors')]);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('no pictures [N,3,H,W]')]);
  });

  it('names the first tensor in which two checkpoints differ', async () => {
    const { exitCode, stdout } = await built.mobilenext([
      'parity',
      path('a.safetensors'),
      path('b.safetensors'),
    ]);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^features\.0\.0\.weight differs first: by /);
  });

  it('leaves batch counters out that one side alone has, and counts all that differ', async () => {
    const { tensors } = await readCheckpoint(path('a.safetensors'));
    const uncounted = [...tensors].filter(([key]) => !key.endsWith('num_batches_tracked'));
    writeFileSync(path('uncounted.safetensors'), writeSafetensors(new Map(uncounted)));
    const words = ['parity', path('a.safetensors'), path('uncounted.safetensors')];
    const { exitCode, stdout, stderr } = await mobilenext(words);
    expect([exitCode, stderr]).toEqual([
      0,
      `left out: ${tensors.size - uncounted.length} counters of batches that one of the two alone has\n`,
    ]);
    expect(stdout).toContain(`no tensor differs (${uncounted.length} tensors compared`);
    writeFileSync(path('less.safetensors'), writeSafetensors(new Map(uncounted.slice(1))));
    const less = await mobilenext([
      'parity',
      path('uncounted.safetensors'),
      path('less.safetensors'),
    ]);
    expect(less.stdout).toContain(
      `\n1 of ${uncounted.length} tensors differs (1 of them on one side alone, ${uncounted.length - 1} tensors compared`,
    );
  });

  it('says how to let the rounding to half precision pass', async () => {
    const half = path('rounded.safetensors');
    await mobilenext(['convert', path('a.safetensors'), half, '--half']);
    const words = ['parity', path('a.safetensors'), half];
    const { exitCode, stderr } = await mobilenext(words);
    expect(exitCode).toBe(1);
    const [, tolerance] = /float16, .* --tolerance (\S+) lets that pass/.exec(stderr) ?? [];
    expect((await mobilenext([...words, '--tolerance', tolerance])).exitCode).toBe(0);
  });

  it('fails where the logits are others', async () => {
    const file = (name: string, key: string, shape: readonly number[]): string => {
      const values = new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(1);
      writeFileSync(path(name), writeSafetensors(new Map([[key, fromFloat32(values, shape)]])));
      return path(name);
    };
    const input = file('in.safetensors', 'x', [1, 3, 32, 32]);
    const expected = file('out.safetensors', 'x.logits64', [1, 3]);
    const words = ['parity', path('a.safetensors'), '--input', input, '--expect', expected];
    const document = await built.mobilenextJson(words);
    expect(document).toMatchObject({ backend: 'runtime', passed: false, cases: [{ name: 'x' }] });
    const silent = await built.mobilenext(words);
    expect(silent.exitCode).toBe(1);
    expect(silent.stderr).toContain('does not say its strides and identity multiplier: taking');
    const facts = ['--strides', 'imagenet', '--identity-multiplier', '1'];
    expect((await built.mobilenext([...words, ...facts])).stderr).not.toContain('does not say');
  });
});

describe('mobilenext summary CHECKPOINT', () => {
  it('finds width and classes in the shapes', async () => {
    const document = await mobilenextJson(['summary', path('a.safetensors')]);
    expect(document).toMatchObject({ variant: 'mobilenext-0.1', width: 0.1, numClasses: 3 });
  });

  it('says what it takes for strides and identity multiplier, unless file or flags do', async () => {
    const { stderr } = await mobilenext(['summary', path('a.safetensors')]);
    expect(stderr).toMatch(
      /^.*a\.safetensors does not say its strides and identity multiplier: .*\n$/,
    );
    const flags = ['--strides', 'small', '--identity-multiplier', '2'];
    expect((await mobilenext(['summary', path('a.safetensors'), ...flags])).stderr).toBe('');
    await mobilenext(['convert', path('a.safetensors'), path('says.safetensors'), ...flags]);
    expect((await mobilenext(['summary', path('says.safetensors')])).stderr).toBe('');
  });

  it('names keys that it ignores', async () => {
    const { tensors } = await readCheckpoint(path('a.safetensors'));
    const more = new Map([...tensors, ['total_ops', fromFloat32(new Float32Array(1), [1])]]);
    writeFileSync(path('more.safetensors'), writeSafetensors(more));
    const { exitCode, stderr } = await mobilenext(['summary', path('more.safetensors')]);
    expect(exitCode).toBe(0);
    expect(stderr).toContain('left out, as the network does not have them: total_ops\n');
  });
});

import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { readCheckpoint, writeSafetensors } from '@mobilenext/converter';
import { writeMadeData } from './made-data.js';
import { writeInto } from './made-pictures.js';
import { mobilenext, mobilenextJson } from './in-process.js';
import * as built from './mobilenext.js';
import { saw, start } from './mobilenext.js';
import { writeTinyCheckpoint } from './tiny-checkpoint.js';

const folder = mkdtempSync(join(tmpdir(), 'mobilenext-train-'));
const path = (name: string): string => join(folder, name);
const train = (out: string, ...more: string[]): string[] => [
  ...['train', '--data', path('data'), '--variant', '0.1-small', '--batch', '24'],
  ...['--rate', '0.02', '--out', path(out), ...more],
];

const rotten = path('data/train/red/text.jpg');

beforeAll(async () => {
  await writeMadeData(path('data'));
  writeInto(rotten, 'this is no picture');
});

describe('mobilenext train', () => {
  it('trains on around a rotten picture, names it, and leaves weights that can be used', async () => {
    const { exitCode, stdout, stderr } = await built.mobilenext(
      train('first', '--epochs', '1', '--json'),
    );
    expect(stderr).toContain(`${rotten} is text`);
    expect(stderr).toMatch(/^\[Train\]\[Epoch 1\/1\]\[Iter: 6\/6\] lr: [\d.]+, CELoss: /m);
    expect(stderr).not.toContain('\u001b');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      epochs: 1,
      last: path('first/last.safetensors'),
      bestPath: path('first/best.safetensors'),
    });
    const weights = path('first/best.safetensors');
    const evaluated = await built.mobilenext(['eval', weights, '--data', path('data'), '--json']);
    // A run says everything about its network.
    expect(evaluated.stderr).not.toContain('does not say');
    const evaluation = JSON.parse(evaluated.stdout) as { interval95: number[] };
    expect(evaluation).toMatchObject({
      samples: 12,
      perClass: [{ name: 'blue', samples: 4 }, {}, {}],
    });
    expect(evaluation.interval95).toHaveLength(2);
    const picture = path('data/test/green/0.png');
    const [{ label_names }] = await built.mobilenextJson<{ label_names: string[] }[]>([
      'predict',
      picture,
      '--weights',
      weights,
    ]);
    expect([...label_names].sort()).toEqual(['blue', 'green', 'red']);
  });

  it('keeps a running average, which the other commands take or tell of', async () => {
    const run = train('averaged', '--epochs', '1', '--set', 'samplesPerEpoch=48', '--ema', '0.5');
    const { exitCode, stdout, stderr } = await mobilenext(run);
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/^\[Eval EMA\]\[Epoch 1\/1\]\[Avg\] .* \(best so far\)$/m);
    expect(stdout).toContain('in epoch 1 by the running average (--ema takes it): ');

    const best = path('averaged/best.safetensors');
    const note = `${best} holds a running average too, which is not taken: give --ema to take it`;
    const taken = path('averaged/taken.safetensors');
    const evaluate = ['eval', '--data', path('data'), '--json'];
    const predict = ['predict', path('data/test/red/0.png'), '--json', '--weights'];
    const convert = ['convert', best, taken, '--json'];
    for (const words of [[...evaluate, best], [...predict, best], convert]) {
      const network = await mobilenext(words);
      const average = await mobilenext([
        ...words,
        '--ema',
        ...(words === convert ? ['--force'] : []),
      ]);
      expect(network.stderr).toContain(note);
      expect(average.stderr).not.toContain('running average');
      expect(average.exitCode).toBe(0);
      // What convert says of itself is the same; its file is looked at below.
      if (words !== convert) expect(average.stdout).not.toBe(network.stdout);
    }
    const { stdout: ofTaken } = await mobilenext([...predict, taken]);
    expect(ofTaken).toBe((await mobilenext([...predict, best, '--ema'])).stdout);
    expect(await mobilenextJson(['summary', best])).toMatchObject({ average: true });
  });

  it('saves when it is interrupted, and goes on from there', async () => {
    const { child, ended } = start(train('broken', '--epochs', '50', '--print-every', '1'));
    await saw(child, /Iter: 2\/6/);
    child.kill('SIGINT');
    const { exitCode, stderr } = await ended;
    expect(exitCode).toBe(130);
    // It may have got on in the meantime, as fast as the machine is.
    const goOn = /^stopped: epoch (\d+), batch (\d+) is next; go on with: mobilenext (.*)$/m.exec(
      stderr,
    );
    const [, epoch, batch, words] = goOn ?? [];
    expect(words).toBe(`train --resume --out ${path('broken')}`);
    const resumed = await built.mobilenext([...words.split(' '), '--epochs', epoch]);
    expect(resumed.stderr).toContain(`from epoch ${epoch}, batch ${batch}`);
    expect(resumed.exitCode).toBe(0);
  });

  it('starts anew where a run left no checkpoint, and otherwise offers to go on', async () => {
    writeInto(path('again/config.json'), '{}');
    writeInto(path('again/log.jsonl'), '');
    writeInto(path('again/.last.safetensors.1.tmp'), '');
    const words = train('again', '--epochs', '1', '--set', 'samplesPerEpoch=24');
    const { exitCode, stderr } = await mobilenext(words);
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/^recipe small-pictures, with\nvariant +mobilenext-0.1-small\n/m);
    expect(stderr).toContain('training: 24 pictures, 1 batch an epoch');
    expect((await mobilenext(words)).stderr).toContain('with a run: --resume to go on with it');
  });

  it('leaves nothing where it fails before it has trained', async () => {
    const words = train('failed', '--epochs', '1', '--cache', rotten);
    const { exitCode, stderr } = await mobilenext(words);
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringContaining('there is a file of that name'),
    ]);
    expect(existsSync(path('failed'))).toBe(false);
  });

  it('says when the warm-up leaves no time to train', async () => {
    const warmup = ['--set', 'schedule.warmupUnit=epochs', '--set', 'schedule.warmup=3'];
    const short = await mobilenext(train('unused', '--dry-run', '--epochs', '2', ...warmup));
    expect(short.stderr).toContain('the warm-up takes all of the 2 epochs');
    const long = await mobilenext(train('unused', '--dry-run', '--epochs', '4', ...warmup));
    expect(long.stderr).not.toContain('warm-up');
  });

  it('keeps decoded pictures where it is told to, and sees the same', async () => {
    const short = ['--epochs', '1', '--set', 'samplesPerEpoch=48'];
    const losses: string[] = [];
    for (const more of [[], ['--cache', path('kept')], ['--cache', path('kept')]]) {
      const out = `cached-${losses.length}`;
      const { exitCode } = await mobilenext(train(out, ...short, ...more));
      expect(exitCode).toBe(0);
      losses.push(String(/"loss":[\d.]+/.exec(readFileSync(path(`${out}/log.jsonl`), 'utf8'))));
    }
    expect(new Set(losses).size).toBe(1);
    // Those to train on and those to test on.
    const kept = readdirSync(path('kept'));
    expect(kept).toHaveLength(2);
    const evaluate = ['eval', path('cached-0/best.safetensors'), '--data', path('data')];
    const cached = await mobilenextJson([...evaluate, '--cache', path('kept')]);
    expect(cached).toEqual(await mobilenextJson(evaluate));
    expect(readdirSync(path('kept'))).toEqual(kept);
    const smaller = ['--cache', path('kept'), '--cache-side', '16'];
    expect((await mobilenext(train('smaller', ...short, ...smaller))).exitCode).toBe(0);
    expect(readdirSync(path('kept'))).toHaveLength(3);
  });

  it('says which file holds the weights of a run without test pictures', async () => {
    const data = path('data/train');
    const words = train('blind', '--epochs', '1', '--set', 'samplesPerEpoch=24', '--data', data);
    const { stdout } = await mobilenext(words);
    expect(stdout).toContain('1 epoch trained');
    expect(stdout).toContain(`no best.safetensors: use ${path('blind/last.safetensors')}`);
  });

  it('loses no more than the steps since the last save when it is killed', async () => {
    const words = train('killed', '--epochs', '50', '--set', 'saveEverySteps=2');
    const { child, ended } = start(words);
    await saw(child, /saved .*last\.safetensors/);
    child.kill('SIGKILL');
    expect((await ended).exitCode).toBeNull();
    const resumed = await built.mobilenext([...words, '--epochs', '1', '--resume']);
    expect(resumed.stderr).toMatch(/from epoch 1, batch [3-6]/);
    expect(resumed.exitCode).toBe(0);
  });

  it('shows in a dry run what flags and a PaddleClas file make of the recipe', async () => {
    writeFileSync(path('a.yaml'), 'Global: {epochs: 7}\nOptimizer: {momentum: 0.8}\n');
    const words = train('dry', '--dry-run', '-c', path('a.yaml'), '-o', 'Global.epochs=9');
    const document = await mobilenextJson<{ stepSec: number }>(words);
    expect(document).toMatchObject({
      config: {
        variant: 'mobilenext-0.1-small',
        numClasses: 3,
        batch: 24,
        epochs: 9,
        schedule: { rate: 0.02 },
        optimizer: { momentum: 0.8 },
      },
      iterations: 6,
    });
    expect(document.stepSec).toBeGreaterThan(0);
    expect(existsSync(path('dry'))).toBe(false);
  });

  it('chooses a batch that fits the pictures, and takes a given one as it is', async () => {
    const words = ['train', '--data', path('data'), '--variant', '0.1-small', '--dry-run'];
    const { stdout, stderr } = await mobilenext([...words, '--json']);
    expect(stderr).toContain("batch 8 and rate 0.025, as fits 121 pictures (the recipe's: 128 and");
    expect(JSON.parse(stdout)).toMatchObject({ config: { batch: 8 }, iterations: 16 });
    const given = await mobilenext([...words, '--set', 'batch=128']);
    expect(given.stderr).toContain('batch 128 is more than the 121 training pictures');
  });

  it('counts in a dry run only the pictures that an epoch will see', async () => {
    const words = train('dry', '--dry-run', '--set', 'samplesPerEpoch=30');
    expect(await mobilenextJson(words)).toMatchObject({ samples: 30, iterations: 2 });
  });

  it('starts from weights for other classes with a new classifier', async () => {
    await writeTinyCheckpoint(path('ten.safetensors'), { numClasses: 10 });
    const words = train('fine', '--epochs', '1', '--initial', path('ten.safetensors'));
    const { exitCode, stderr } = await mobilenext(words);
    expect(stderr).toContain('has 10 classes, the data 3: a new classifier');
    expect(exitCode).toBe(0);
  });

  it('starts from a part of the weights and with a new classifier only when told to', async () => {
    await writeTinyCheckpoint(path('three.safetensors'), { numClasses: 3 });
    const { tensors } = await readCheckpoint(path('three.safetensors'));
    const part = new Map([...tensors].filter(([key]) => key !== 'features.0.0.weight'));
    writeFileSync(path('part.safetensors'), writeSafetensors(part));
    const words = train('part', '--epochs', '1', '--initial', path('part.safetensors'));
    const strict = await mobilenext([...words, '--dry-run']);
    expect([strict.exitCode, strict.stderr]).toEqual([
      1,
      expect.stringContaining('1 of 446 keys do not fit the network: missing features.0.0.weight;'),
    ]);
    const { exitCode, stderr } = await mobilenext([...words, '--partial', '--reset-classifier']);
    expect(stderr).toContain(
      'start anew: features.0.0.weight, classifier.1.weight, classifier.1.bias\n',
    );
    expect(exitCode).toBe(0);
  });

  it.each([
    [['--out', path('a-file/run')], 'cannot be written'],
    [['--resume', '--out', path('nothing')], 'last.safetensors does not exist'],
    [['--recipe', 'imagenett'], 'imagenet'],
    [['--cache-side', '256'], 'give the folder with --cache DIR'],
    [['-o', 'AMP.scale_loss=128'], 'AMP.scale_loss is not supported'],
    [['--set', 'optimizer.momentun=1'], 'optimizer.momentum'],
  ])('ends a call with %j before any work', async (more, text) => {
    writeFileSync(path('a-file'), '');
    const { exitCode, stderr } = await mobilenext(train('unused', ...more));
    expect(stderr).toContain(text);
    expect(exitCode).toBe(2);
  });
});

describe('mobilenext data preview', () => {
  it('writes a page that needs nothing beside itself', async () => {
    const words = ['data', 'preview', path('data'), '--variant', '0.1-small', '--count', '9'];
    const out = path('page.html');
    expect(await built.mobilenextJson([...words, '--out', out])).toMatchObject({
      pictures: 9,
      variant: 'mobilenext-0.1-small',
      size: 32,
    });
    const page = readFileSync(out, 'utf8');
    // Each as it is, and as two epochs see it.
    expect(page.match(/data:image\/png;base64,/g)).toHaveLength(27);
    expect(page).not.toMatch(/https?:/);
    expect((await built.mobilenext([...words, '--out', out])).stderr).toContain('exists already');
  });

  it('shows what flags of `train` make of the recipe', async () => {
    const words = ['data', 'preview', path('data'), '--variant', '0.1-small', '--count', '3'];
    const flags = ['--augment', 'timm-randaugment', '--set', 'augmentation.flip=1'];
    const mixing = ['--set', 'mixing.kind=timm', '--seed', '5'];
    const all = [...words, ...flags, ...mixing, '--out', path('flags.html'), '--json'];
    const { stdout, stderr } = await mobilenext(all);
    expect(stderr).toContain('mixing of pictures with each other is not shown');
    const document = JSON.parse(stdout) as { views: { choices: string[][] }[] };
    const dry = [...flags, ...mixing, '--dry-run'];
    const trained = await mobilenextJson<{ config: object }>(train('unused', ...dry));
    const { augmentation } = trained.config as { augmentation: object };
    expect(document).toMatchObject({ seed: 5, augmentation });
    for (const { choices } of document.views) {
      for (const each of choices) expect(each).toContain('flipped');
    }
    const wrong = await mobilenext([...words, '--set', 'augmentation.flop=1']);
    expect([wrong.exitCode, wrong.stderr]).toEqual([2, expect.stringContaining('flip')]);
  });

  it('shows each picture once and leaves out the rotten', async () => {
    const words = ['data', 'preview', path('data'), '--count', '200', '--out', path('all.html')];
    const { stdout, stderr } = await mobilenext(words);
    expect(stderr).toContain(`left out: ${rotten} is text`);
    expect(stdout).toContain('120 of 121 pictures in 3 classes, for mobilenext-0.35-small');
    const page = readFileSync(path('all.html'), 'utf8');
    const names = [...page.matchAll(/<p class="name">(.*?)<\/p>/g)].map(([, name]) => name);
    expect(names).toHaveLength(120);
    expect(new Set(names).size).toBe(120);
  });
});

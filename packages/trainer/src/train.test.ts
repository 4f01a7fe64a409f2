import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as files from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readSafetensors, writeSafetensors } from '@mobilenext/converter';
import { type Dataset, openDataset } from '@mobilenext/imagenet';
import { mobileNeXt } from '@mobilenext/mobilenext';
import { initialize } from '@mobilenext/nn';
import { useWasm } from '@mobilenext/nn/wasm';
import * as tf from '@tensorflow/tfjs-core';
import { pictureSet } from '../test/pictures.js';
import type { TrainConfig } from './config/config.js';
import { recipes } from './config/recipes.js';
import type { TrainEvent } from './events.js';
import { type TrainOptions, train } from './train.js';

// tfjs advertises its native package on first use unless it believes to be in production.
tf.env().set('PROD', true);

const SIDE = 16;
const CLASSES = ['dark', 'grey', 'light'];
const config: TrainConfig = {
  ...recipes['small-pictures'].config,
  variant: 'mobilenext-0.1-small',
  numClasses: 3,
  epochs: 2,
  batch: 8,
  seed: 5,
  schedule: { ...recipes['small-pictures'].config.schedule, rate: 0.01 },
  augmentation: { crop: { kind: 'padAndCrop', padding: 2 }, flip: 0.5 },
  preprocessing: { ...recipes['small-pictures'].config.preprocessing, size: SIDE },
  logEverySteps: 2,
};
const network = mobileNeXt({ width: 0.1, numClasses: 3, strides: 'small' });

let trainSet: Dataset;
let testSet: Dataset;
let root: string;
let directory: string;
let count = 0;

beforeAll(async () => {
  await useWasm();
  trainSet = await pictureSet({ length: 28, side: SIDE, classes: CLASSES });
  testSet = await pictureSet({ length: 9, side: SIDE, classes: CLASSES });
  root = mkdtempSync(join(tmpdir(), 'trainer-'));
});
beforeEach(() => {
  directory = join(root, String(count++));
});
afterAll(() => rmSync(root, { recursive: true }));

const run = (rest: Partial<TrainOptions> = {}) =>
  train({ config, network, trainSet, testSet, directory, ...rest });

const bytesOf = (name: string): Buffer => readFileSync(join(directory, name));

/** Aborts when `iteration` batches of `epoch` are trained, and gives what was thrown. */
async function stoppedAt(epoch: number, iteration: number, rest: Partial<TrainOptions> = {}) {
  const stop = new AbortController();
  const onEvent = (event: TrainEvent): void => {
    if (event.kind === 'step' && event.epoch === epoch && event.iteration === iteration) {
      stop.abort(new Error('stopped'));
    }
  };
  await expect(run({ ...rest, onEvent, signal: stop.signal })).rejects.toThrow('stopped');
}

describe('train', () => {
  it('tells what happens, in order, and keeps it in log.jsonl', async () => {
    const events: TrainEvent[] = [];
    const result = await run({ onEvent: (event) => events.push(event) });
    const kinds = events.map(({ kind }) => kind).filter((kind) => kind !== 'evaluating');
    const epoch = ['step', 'step', 'step', 'step', 'epoch', 'evaluated'];
    expect(kinds.filter((kind) => kind !== 'saved')).toEqual(['start', ...epoch, ...epoch]);
    expect(kinds.at(-1)).toBe('saved');

    const steps = events.flatMap((event) => (event.kind === 'step' ? [event] : []));
    expect(steps.map((step) => [step.epoch, step.iteration])).toEqual(
      [1, 2].flatMap((e) => [1, 2, 3, 4].map((i) => [e, i])),
    );
    expect(result.epochs).toBe(2);
    expect(result.evaluation?.samples).toBe(9);

    const log = bytesOf('log.jsonl').toString().trim().split('\n');
    const records = log.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(records.map(({ mode, epoch, iter }) => [mode, epoch, iter])).toEqual([
      ['Train', 1, 2],
      ['Train', 1, 4],
      ['Eval', 1, undefined],
      ['Train', 2, 2],
      ['Train', 2, 4],
      ['Eval', 2, undefined],
    ]);
    expect(records[0].loss).toBe(steps[1].loss);
    expect(JSON.parse(bytesOf('config.json').toString())).toEqual(config);
  });

  it('learns what is easy to learn', async () => {
    const losses: number[] = [];
    const { best, arrays } = await run({
      config: {
        ...{ ...config, epochs: 24, labelSmoothing: 0 },
        // Batch norm over so few pixels is a bumpy road: three times as fast, a run may lose its way.
        schedule: { ...config.schedule, rate: 0.003 },
      },
      testSet: trainSet,
      onEvent: (event) => {
        if (event.kind === 'epoch') losses.push(event.loss);
      },
    });
    expect(Math.min(...losses)).toBeLessThan(losses[0] / 2);
    expect(best?.top1).toBeGreaterThan(0.9);
    expect(arrays.get('features.0.1.num_batches_tracked')).toEqual(Float32Array.of(96));
  });

  it('gives the same bytes whatever the number of workers, also stopped and resumed', async () => {
    const folder = join(root, 'pictures');
    for (let i = 0; i < trainSet.length; i++) {
      const path = join(folder, CLASSES[trainSet.label(i)]);
      mkdirSync(path, { recursive: true });
      writeFileSync(join(path, `${i}.png`), await trainSet.read(i));
    }
    const pictures = await openDataset(folder);
    const sets = { trainSet: pictures, testSet: pictures };
    await run({ ...sets, workers: 0 });
    const straight = bytesOf('last.safetensors');
    directory = join(root, 'workers');
    await stoppedAt(1, 3, { ...sets, workers: 2 });
    await run({ ...sets, workers: 1, resume: true });
    expect(bytesOf('last.safetensors').equals(straight)).toBe(true);
  });

  it('gives the same bytes whether or not it was stopped and resumed', async () => {
    await run();
    const straight = bytesOf('last.safetensors');
    for (const [epoch, iteration] of [
      [1, 1],
      [1, 4],
      [2, 3],
    ]) {
      directory = join(root, `stopped-${epoch}-${iteration}`);
      await stoppedAt(epoch, iteration);
      expect(bytesOf('last.safetensors').equals(straight)).toBe(false);
      await run({ resume: true });
      expect(bytesOf('last.safetensors').equals(straight)).toBe(true);
    }
  });

  it('keeps the moving average through stopping and resuming, to the byte', async () => {
    const averaged = { ...config, ema: 0.7 };
    const evaluated: Extract<TrainEvent, { readonly kind: 'evaluated' }>[] = [];
    const onEvent = (event: TrainEvent): void => {
      if (event.kind === 'evaluated') evaluated.push(event);
    };
    const { best, emaEvaluation } = await run({ config: averaged, onEvent });
    expect(evaluated.map(({ of }) => of)).toEqual(['network', 'ema', 'network', 'ema']);
    const averages = evaluated.filter(({ of }) => of === 'ema');
    expect(emaEvaluation).toMatchObject({ top1: averages[1].top1, loss: averages[1].loss });
    // The average decides, by its accuracy and where that is equal by its loss.
    const [better] = [...averages].sort((a, b) => b.top1 - a.top1 || a.loss - b.loss);
    expect(best).toEqual({ epoch: better.epoch, top1: better.top1, loss: better.loss });
    expect(evaluated.filter((each) => each.best).at(-1)).toBe(better);
    const straight = bytesOf('last.safetensors');
    const { tensors, ema } = readSafetensors(straight);
    const keys = initialize(network, { seed: 0 }).keys();
    expect([...(ema?.keys() ?? [])].sort()).toEqual([...keys].sort());
    expect(ema?.get('features.0.0.weight')).not.toEqual(tensors.get('features.0.0.weight'));
    const counter = 'features.0.1.num_batches_tracked';
    expect(ema?.get(counter)).toEqual(tensors.get(counter));
    expect(readSafetensors(bytesOf('best.safetensors')).ema?.size).toBe(ema?.size);

    directory = join(root, 'averaged');
    await stoppedAt(2, 3, { config: averaged });
    await run({ config: averaged, resume: true });
    expect(bytesOf('last.safetensors').equals(straight)).toBe(true);
  });

  it('gives the same tensors with maps made anew', async () => {
    await run();
    const { tensors } = readSafetensors(bytesOf('last.safetensors'));
    await run({ config: { ...config, recompute: 'chains' } });
    expect(readSafetensors(bytesOf('last.safetensors')).tensors).toEqual(tensors);
  });

  it('goes on from a checkpoint that was saved in the middle of an epoch', async () => {
    await run();
    const straight = readSafetensors(bytesOf('last.safetensors')).tensors;
    directory = join(root, 'killed');
    const saving = { ...config, saveEverySteps: 3 };
    // A process that is killed saves nothing any more: the step after saving is lost.
    const killed = (event: TrainEvent): void => {
      if (event.kind === 'step' && event.iteration === 4) throw new Error('killed');
    };
    await expect(run({ config: saving, onEvent: killed })).rejects.toThrow('killed');
    const { tensors } = readSafetensors(bytesOf('last.safetensors'));
    expect(tensors.get('features.0.1.num_batches_tracked')?.bytes[0]).toBe(3);

    await run({ config: saving, resume: true });
    expect(readSafetensors(bytesOf('last.safetensors')).tensors).toEqual(straight);
  });

  it('takes the evaluation of the lower loss for the best where top1 is the same', async () => {
    const evaluations: { readonly epoch: number; readonly loss: number; best: boolean }[] = [];
    // One class of pictures alone, and a network that knows nothing else: top1 is 1 throughout.
    const dark = { ...testSet, length: 3, label: () => 0, read: () => testSet.read(0) };
    const initial = initialize(network, { seed: 0 });
    initial.set('classifier.1.bias', Float32Array.of(50, 0, 0));
    const onEvent = (event: TrainEvent): void => {
      if (event.kind === 'evaluated') evaluations.push(event);
    };
    const { best } = await run({ testSet: dark, initial, onEvent });
    expect(best).toMatchObject({ top1: 1, loss: Math.min(...evaluations.map((e) => e.loss)) });
  });

  it('names a rotten picture once in a run, in whichever set', async () => {
    const named: string[] = [];
    const rotten = (set: Dataset): Dataset => ({
      ...set,
      read: (index) => (index === 2 ? Promise.resolve(new Uint8Array(8)) : set.read(index)),
    });
    const onEvent = (event: TrainEvent): void => {
      if (event.kind === 'rotten') named.push(`${event.name} ${event.fate}`);
    };
    const sets = { trainSet: rotten(trainSet), testSet: rotten(testSet) };
    const tolerant = { ...config, tolerance: 0.1 };
    const { evaluation } = await run({ ...sets, config: tolerant, onEvent });
    expect(named).toEqual(['2.png replaced', '2.png left out']);
    expect(evaluation?.samples).toBe(8);
  });

  it('remembers the best evaluation when it goes on', async () => {
    const { best } = await run();
    directory = join(root, 'best');
    await stoppedAt(2, 1);
    expect((await run({ resume: true })).best).toEqual(best);
  });

  it("keeps PyTorch's keys and the network alone in best.safetensors", async () => {
    await run();
    const { tensors, metadata } = readSafetensors(bytesOf('best.safetensors'));
    const keys = initialize(network, { seed: 0 }).keys();
    expect([...tensors.keys()].sort()).toEqual([...keys].sort());
    expect(JSON.parse(metadata.run)).toMatchObject({ config, classes: CLASSES, samples: 28 });
  });

  it('starts from given values', async () => {
    const initial = initialize(network, { seed: 99 });
    const losses: number[] = [];
    const onEvent = (event: TrainEvent): void => {
      if (event.kind === 'step') losses.push(event.loss);
    };
    const one = { ...config, epochs: 1 };
    await run({ config: one, initial, onEvent });
    await run({ config: one, onEvent });
    expect(losses[0]).not.toBe(losses[4]);
  });

  it('frees every tensor that it made', async () => {
    const before = tf.memory().numTensors;
    await run();
    await stoppedAt(1, 2);
    await run({ resume: true });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('stops at a loss that is no number and says where', async () => {
    const broken = new Map(initialize(network, { seed: 0 }));
    broken.set('classifier.1.bias', Float32Array.of(Number.NaN, 0, 0));
    await expect(run({ initial: broken })).rejects.toMatchObject({
      code: 'DIVERGED',
      message: expect.stringMatching(/^the loss is NaN in epoch 1, iteration 1: try a smaller/),
    });
  });

  it('leaves the last good checkpoint when the disk is full', async () => {
    await stoppedAt(1, 2);
    const good = bytesOf('last.safetensors');
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    let writes = 0;
    const fileSystem: TrainOptions['fileSystem'] = {
      ...files,
      // config.json still fits.
      rename: async (from, to) => {
        if (++writes > 1) throw full;
        await files.rename(from, to);
      },
    };
    await expect(run({ resume: true, fileSystem })).rejects.toMatchObject({ code: 'DISK_FULL' });
    expect(bytesOf('last.safetensors').equals(good)).toBe(true);
    const left = await files.readdir(directory);
    expect(left.sort()).toEqual(['config.json', 'last.safetensors', 'log.jsonl']);
  });

  it('refuses to resume what is finished, or of another network or other batches', async () => {
    await stoppedAt(1, 2);
    const refused = async (changed: Partial<TrainConfig>, rest: Partial<TrainOptions> = {}) =>
      run({ config: { ...config, ...changed }, resume: true, ...rest }).catch(
        (error: Error) => error.message,
      );
    expect(await refused({ variant: 'mobilenext-0.1' })).toContain(
      'made with variant "mobilenext-0.1-small", this run has "mobilenext-0.1"',
    );
    expect(await refused({ batch: 4 })).toContain('made with batch 8, this run has 4');
    expect(await refused({}, { trainSet: testSet })).toContain(
      'training pictures 28, this run has 9',
    );

    expect(await refused({ repeats: 2 })).toContain('made with repeats 1, this run has 2');

    await run({ resume: true, config: { ...config, repeats: 1 } });
    expect(await refused({})).toContain('is finished, with all 2 epochs trained');
    expect(await refused({ epochs: 1 })).toContain(
      '2 epochs are trained already, more than the 1 asked for',
    );
    expect((await run({ resume: true, config: { ...config, epochs: 3 } })).epochs).toBe(3);
  });

  it('ends with what its watcher throws while it evaluates', async () => {
    const onEvent = (event: TrainEvent): void => {
      if (event.kind === 'evaluating') throw new Error('the watcher fell asleep');
    };
    await expect(run({ onEvent })).rejects.toThrow('the watcher fell asleep');
  });

  it('does not resume from a checkpoint of which the record is damaged', async () => {
    await stoppedAt(1, 2);
    const { tensors, metadata } = readSafetensors(bytesOf('last.safetensors'));
    const damaged = writeSafetensors(tensors, { ...metadata, run: '{' });
    writeFileSync(join(directory, 'last.safetensors'), damaged);
    await expect(run({ resume: true })).rejects.toMatchObject({
      code: 'RESUME',
      message: expect.stringContaining('what it tells of its run is no JSON'),
    });
  });

  it('says that there is nothing to resume', async () => {
    await expect(run({ resume: true })).rejects.toMatchObject({
      code: 'RESUME',
      message: expect.stringContaining(
        'last.safetensors is no checkpoint to resume from: it cannot',
      ),
    });
  });

  it('refuses a network that the settings do not describe', async () => {
    const other = mobileNeXt({ width: 0.1, numClasses: 4, strides: 'small' });
    await expect(run({ network: other })).rejects.toThrow('numClasses is 3 in the settings, 4 in');
    const dry = mobileNeXt({ width: 0.1, numClasses: 3, strides: 'small', dropout: 0 });
    await expect(run({ network: dry })).rejects.toThrow('dropout is 0.2 in the settings, 0 in');
  });
});

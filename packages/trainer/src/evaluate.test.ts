import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Dataset, type RottenPicture, viewCount } from '@mobilenext/imagenet';
import { mobileNeXt } from '@mobilenext/mobilenext';
import { disposeState, initialize, type NetworkState, stateFromArrays } from '@mobilenext/nn';
import { useWasm } from '@mobilenext/nn/wasm';
import * as tf from '@tensorflow/tfjs-core';
import { pictureSet } from '../test/pictures.js';
import { recipes } from './config/recipes.js';
import { evaluate } from './evaluate.js';

// tfjs advertises its native package on first use unless it believes to be in production.
tf.env().set('PROD', true);

const network = mobileNeXt({ width: 0.1, numClasses: 3, strides: 'small' });
const preprocessing = { ...recipes['small-pictures'].config.preprocessing, size: 16 };
let dataset: Dataset;

beforeAll(async () => {
  await useWasm();
  dataset = await pictureSet({ length: 10, side: 16, classes: ['dark', 'grey', 'light'] });
});

/** A network that takes every picture for a `grey` one. */
function greyState(): NetworkState {
  const arrays = initialize(network, { seed: 0 });
  arrays.set('classifier.1.bias', Float32Array.of(0, 50, 0));
  return stateFromArrays(network, arrays);
}

describe('evaluate', () => {
  it('gives the same for any batch, and frees what it took', async () => {
    const state = greyState();
    const before = tf.memory().numTensors;
    const done: number[] = [];
    const onProgress = (count: number): void => {
      done.push(count);
    };
    const options = { network, state, dataset, preprocessing };
    const result = await evaluate({ ...options, batch: 4, onProgress });
    expect(result).toMatchObject({ samples: 10, top1: 0.3, top5: 1 });
    expect(result.perClass).toEqual([
      { name: 'dark', samples: 4, top1: 0 },
      { name: 'grey', samples: 3, top1: 1 },
      { name: 'light', samples: 3, top1: 0 },
    ]);
    expect(result.loss).toBeCloseTo(0.7 * 50, 0);
    expect(result.interval95[0]).toBeLessThan(0.3);
    expect(done).toEqual([4, 8, 10]);
    expect(tf.memory().numTensors).toBe(before);
    expect(await evaluate({ ...options, batch: 10 })).toEqual(result);
    disposeState(state);
  });

  it('counts no picture twice where one is rotten', async () => {
    const state = greyState();
    const read = (index: number): Promise<Uint8Array> =>
      index === 1 ? Promise.resolve(new Uint8Array(8)) : dataset.read(index);
    const options = { network, state, dataset: { ...dataset, read }, preprocessing, batch: 4 };
    const named: string[] = [];
    const tolerant = { tolerance: 0.1, onRotten: ({ name }: RottenPicture) => named.push(name) };
    const result = await evaluate({ ...options, ...tolerant });
    expect(result).toMatchObject({ samples: 9, top1: 2 / 9 });
    expect(named).toEqual(['1.png']);
    await expect(evaluate(options)).rejects.toMatchObject({ code: expect.any(String) });
    const nothing = { ...dataset, length: 1, read: () => Promise.resolve(new Uint8Array(8)) };
    const empty = evaluate({ ...options, ...tolerant, dataset: nothing });
    await expect(empty).rejects.toThrow('has no picture that can be read');
    disposeState(state);
  });

  it('lets only some classes compete, on their pictures alone', async () => {
    const state = greyState();
    const options = { network, state, dataset, preprocessing, batch: 4 };
    const result = await evaluate({ ...options, classes: [2, 0] });
    // Without `grey`, which the network would take everything for, the rest decides.
    expect(result.samples).toBe(7);
    expect(result.perClass.map(({ name, samples }) => [name, samples])).toEqual([
      ['light', 3],
      ['dark', 4],
    ]);
    expect(result.top5).toBe(1);
    expect(result.loss).toBeLessThan(5);
    disposeState(state);
  });

  it('counts any of the accepted labels as right', async () => {
    const state = greyState();
    const options = { network, state, dataset, preprocessing, batch: 4 };
    const accepted: Readonly<Record<string, readonly number[]>> = {
      '0.png': [0, 1],
      '1.png': [1],
      '2.png': [2],
      '3.png': [],
    };
    const acceptedLabels = (name: string) => accepted[name];
    const result = await evaluate({ ...options, acceptedLabels });
    expect(result).toMatchObject({ samples: 10, top1: 0.3, real: { samples: 3, top1: 2 / 3 } });
    expect(await evaluate(options)).not.toHaveProperty('real');
    disposeState(state);
  });

  it.each([
    { crops: 1, flip: true },
    { crops: 5, flip: false },
    { crops: 10, flip: false },
  ] as const)('looks at $crops crops, mirrored $flip', async (views) => {
    const state = greyState();
    const resize = { shortSide: 20, interpolation: 'bilinear', rounding: 'torchvision' } as const;
    const options = { network, state, dataset, preprocessing: { ...preprocessing, resize } };
    const one = await evaluate({ ...options, batch: 4 });
    for (const average of ['logits', 'probabilities'] as const) {
      const result = await evaluate({ ...options, batch: 3, views, average });
      // All views of these pictures are taken for grey ones.
      expect(result).toMatchObject({ samples: 10, top1: one.top1, perClass: one.perClass });
      expect(result.loss).toBeCloseTo(one.loss, 0);
    }
    disposeState(state);
  });

  it('gives no more than a batch to the network, of views too', async () => {
    const state = greyState();
    const resize = { shortSide: 20, interpolation: 'bilinear', rounding: 'torchvision' } as const;
    const views = { crops: 5, flip: true } as const;
    const options = { network, state, dataset, preprocessing: { ...preprocessing, resize }, views };
    const made = jest.spyOn(tf.engine(), 'makeTensor');
    try {
      const result = await evaluate({ ...options, batch: 3 });
      const counts = made.mock.calls
        .map(([, shape]) => shape)
        .filter((shape) => shape.length === 4 && shape[3] === 3)
        .map(([count]) => count);
      expect(Math.max(...counts)).toBe(3);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(10 * viewCount(views));
      expect(await evaluate({ ...options, batch: 100 })).toEqual(result);
    } finally {
      made.mockRestore();
      disposeState(state);
    }
  });

  it('takes the other classes out of each view, whatever they would weigh there', async () => {
    const arrays = initialize(network, { seed: 0 });
    const key = 'classifier.1.weight';
    // Large, as the features of starting values are all but 0.
    const usual = Float32Array.from(arrays.get(key) ?? [], (value) => 1e8 * value);
    const features = usual.length / 3;
    // `grey` differs between views as nothing else.
    const unlike = usual.map((value, i) => (Math.floor(i / features) === 1 ? 30 : 1) * value);
    const resize = { shortSide: 20, interpolation: 'bilinear', rounding: 'torchvision' } as const;
    const evaluated = async (weight: Float32Array) => {
      const state = stateFromArrays(network, new Map([...arrays, [key, weight]]));
      const views = { crops: 5, flip: false } as const;
      const geometry = { preprocessing: { ...preprocessing, resize }, views };
      const how = { average: 'probabilities', classes: [2, 0], batch: 4 } as const;
      const result = await evaluate({ network, state, dataset, ...geometry, ...how });
      disposeState(state);
      return result;
    };
    expect(await evaluated(unlike)).toEqual(await evaluated(usual));
  });

  it('refuses a data set of other classes', async () => {
    const state = greyState();
    const other = { ...dataset, classes: ['a', 'b'] };
    const options = { network, state, dataset: other, preprocessing, batch: 4 };
    await expect(evaluate(options)).rejects.toMatchObject({
      code: 'DATA',
      message: expect.stringContaining('has 2 classes, the network 3'),
    });
    disposeState(state);
  });

  it('stops when it is told to', async () => {
    const state = greyState();
    const stop = new AbortController();
    const onProgress = (): void => stop.abort(new Error('stopped'));
    const options = { network, state, dataset, preprocessing, batch: 4, signal: stop.signal };
    await expect(evaluate({ ...options, onProgress })).rejects.toThrow('stopped');
    disposeState(state);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SMALL_32, variantNetwork } from '@mobilenext/mobilenext';
import { anyNumbers, networkTensors, runMetadata, safetensorsOf } from '../../test/weights-file.js';
import { RuntimeError } from '../errors.js';
import { type Classifier, type ClassifierOptions, createClassifier } from './create-classifier.js';

const CLASSES = ['ant', 'bee', 'cat'];
const network = variantNetwork('mobilenext-0.1-small', { numClasses: 3 });
const tensors = networkTensors(network, anyNumbers(1));
const config = {
  ...{ variant: 'mobilenext-0.1-small', identityMultiplier: 1 },
  preprocessing: SMALL_32,
};
const weights = safetensorsOf(tensors, runMetadata(config, CLASSES));

/** A picture of noise. */
const noise = (seed: number) => ({
  ...{ width: 40, height: 32 },
  data: Uint8Array.from({ length: 40 * 32 * 3 }, (_, i) => Math.imul(i + seed * 9973, 40503) >> 7),
});

const failureOf = async (options: ClassifierOptions): Promise<unknown> =>
  createClassifier(options).then(
    () => 'none',
    (error: unknown) => error,
  );

describe('createClassifier', () => {
  let classify: Classifier;
  beforeAll(async () => {
    classify = await createClassifier({ weights });
  });
  afterAll(() => classify.dispose());

  it('gives all classes with scores that sum to one, best first', async () => {
    const predictions = await classify(noise(1));
    expect(predictions.map(({ label }) => label).sort()).toEqual(CLASSES);
    expect(predictions.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(1, 12);
    for (const { id, label } of predictions) expect(label).toBe(CLASSES[id]);
    expect(predictions[0].score).toBeGreaterThanOrEqual(predictions[1].score);
    expect(await classify(noise(1), { top: 1 })).toEqual(predictions.slice(0, 1));
  });

  it('gives of many pictures what it gives of each', async () => {
    const pictures = Array.from({ length: 19 }, (_, i) => noise(i));
    const together = await classify(pictures);
    expect(together).toHaveLength(19);
    const scores = new Set(together.map(([{ score }]) => score));
    expect(scores.size).toBe(19);
    for (const [i, picture] of pictures.entries()) {
      expect(together[i]).toEqual(await classify(picture));
    }
    expect(await classify([])).toEqual([]);
  });

  it('takes labels and preprocessing from the options', async () => {
    const labels = ['x', 'y', 'z'];
    const flat = { ...SMALL_32, mean: [0, 0, 0] as const };
    const other = await createClassifier({ weights, labels, preprocessing: flat });
    const [best] = await other(noise(1));
    expect(labels).toContain(best.label);
    expect(other.preprocessing).toEqual(flat);
    expect(best.score).not.toBe((await classify(noise(1)))[0].score);
    other.dispose();
  });

  it('numbers the classes where nobody names them', async () => {
    const bare = await createClassifier({
      weights: new Blob([safetensorsOf(tensors)]),
      variant: '0.1-small',
    });
    const [{ id, label }] = await bare(noise(1));
    expect(label).toBe(`class ${id}`);
  });

  it.each<[string, ClassifierOptions, string]>([
    ['INPUT', { weights, labels: ['one'] }, 'there are 1 labels, the network has 3 classes'],
    [
      'INPUT',
      { weights, orientation: 'up' as 'upright' },
      "orientation is up: it must be 'upright'",
    ],
    ['INPUT', { weights, preprocessing: { ...SMALL_32, size: 0 } }, 'preprocessing.size cannot be'],
    ['READ', { weights: 'absent.safetensors' }, 'absent.safetensors cannot be read (ENOENT'],
    ['WEIGHTS', { weights: new Uint8Array(9) }, 'is no JSON'],
    ['NETWORK', { weights: safetensorsOf(tensors) }, "variant: 'mobilenext-0.1' or"],
    [
      'WEIGHTS',
      { weights: safetensorsOf(tensors), variant: '0.35' },
      'features.0.0.weight: the file has [4,3,3,3], width 0.35 needs [16,3,3,3]',
    ],
  ])('answers %s', async (code, options, message) => {
    const error = await failureOf(options);
    expect(error).toBeInstanceOf(RuntimeError);
    expect(error).toMatchObject({ code });
    expect((error as Error).message).toContain(message);
  });

  it('refuses a top that is no count, and names the picture that cannot be decoded', async () => {
    await expect(classify(noise(1), { top: 0 })).rejects.toThrow('top is 0');
    const wrong = { width: 1, height: 1, data: new Uint8Array(2) };
    await expect(classify([noise(1), wrong])).rejects.toThrow('picture 1 has 2 bytes');
  });

  it('stops at once when told to', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(classify(noise(1), { signal })).rejects.toThrow('enough');
    expect(await failureOf({ weights: 'absent', signal })).toEqual(new Error('enough'));
  });

  it('cannot be used after it was disposed of', async () => {
    const other = await createClassifier({ weights });
    other.dispose();
    await expect(other(noise(1))).rejects.toMatchObject({ code: 'DISPOSED' });
  });
});

import { describe, expect, it } from '@jest/globals';
import { fromFloat32, readCheckpoint, toFloat32, writeSafetensors } from '@mobilenext/converter';
import { createClassifier } from '../src/index.js';
import { DEMO_PICTURE, forwardFile, readJson } from './golden.js';

interface Top {
  readonly ids: readonly number[];
  readonly scores: readonly number[];
}

const { pytorch_float64: truth } = readJson<{ pytorch_float64: Top }>(
  forwardFile('demo.w100.json'),
);
const W100 = forwardFile('w100.safetensors');

/** The file with its floats in another type. */
async function converted(path: string, dtype: 'F16' | 'BF16'): Promise<Uint8Array> {
  const { tensors } = await readCheckpoint(path);
  const entries = [...tensors].map(([key, tensor]) =>
    tensor.dtype === 'F32'
      ? ([key, fromFloat32(toFloat32(tensor), tensor.shape, dtype)] as const)
      : ([key, tensor] as const),
  );
  return writeSafetensors(new Map(entries));
}

describe("PaddleClas's demo picture", () => {
  it('gets the classes and scores of the original, whatever the orientation', async () => {
    for (const orientation of ['upright', 'stored'] as const) {
      const options = { weights: W100, variant: 'mobilenext-1.0', orientation };
      const classify = await createClassifier(options);
      const predictions = await classify(DEMO_PICTURE);
      expect(predictions.map(({ id }) => id)).toEqual(truth.ids);
      predictions.forEach(({ score }, i) => {
        expect(Math.abs(score - truth.scores[i])).toBeLessThan(1e-4);
      });
      classify.dispose();
    }
  });

  it('gets the same classes from float16', async () => {
    const weights = await converted(W100, 'F16');
    const classify = await createClassifier({ weights, variant: 'mobilenext-1.0' });
    const predictions = await classify(DEMO_PICTURE);
    expect(predictions.map(({ id }) => id)).toEqual(truth.ids);
    predictions.forEach(({ score }, i) => {
      // These weights are random and amplify rounding; trained ones move far less.
      expect(Math.abs(score - truth.scores[i])).toBeLessThan(0.05);
    });
  });

  it('gets the same first class from bfloat16', async () => {
    const weights = await converted(W100, 'BF16');
    const classify = await createClassifier({ weights, variant: 'mobilenext-1.0' });
    const [best] = await classify(DEMO_PICTURE);
    expect(best.id).toBe(truth.ids[0]);
  });
});

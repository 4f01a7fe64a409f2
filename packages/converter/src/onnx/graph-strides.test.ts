import { describe, expect, it } from '@jest/globals';
import {
  mobileNeXt,
  type NetworkFacts,
  networkFactsMetadata,
  networkFactsOf,
  STRIDES,
  type Strides,
  type StridesName,
} from '@mobilenext/mobilenext';
import { randomTensors } from '../../test/random-tensors.js';
import { readOnnx } from './read-onnx.js';
import { type OnnxOptions, writeOnnx } from './write-onnx.js';

/** The facts of a graph with strides, in whose metadata stand others, or none. */
async function factsOf(
  strides: StridesName | Strides,
  {
    said = {},
    width = 0.1,
    ...options
  }: OnnxOptions & { said?: NetworkFacts; width?: number } = {},
): Promise<NetworkFacts> {
  const network = mobileNeXt({ width, numClasses: 3, strides });
  const metadata = { ...networkFactsMetadata(said), ...options.metadata };
  const bytes = writeOnnx(network, randomTensors(network), { ...options, metadata });
  return networkFactsOf((await readOnnx(bytes)).metadata);
}

describe('the strides of an ONNX graph', () => {
  it.each([{}, { half: true }, { fold: true }, { width: 0.35 }])(
    'are a fact of a graph with %j',
    async (options) => {
      for (const strides of ['imagenet', 'small'] as const) {
        expect(await factsOf(strides, options)).toEqual({ strides });
      }
    },
  );

  it('stand beside what the metadata say of the rest', async () => {
    const said = { identityMultiplier: 2 };
    expect(await factsOf('small', { said })).toEqual({ ...said, strides: 'small' });
    const same = { strides: 'small', identityMultiplier: 2 } as const;
    expect(await factsOf('small', { said: same })).toEqual(same);
  });

  it('are not those that the metadata say: an error', async () => {
    await expect(factsOf('small', { said: { strides: 'imagenet' } })).rejects.toMatchObject({
      code: 'corrupt',
      message: expect.stringContaining('say imagenet strides, where the graph has small'),
    });
    await expect(factsOf(OWN, { said: { strides: 'imagenet' } })).rejects.toThrow(
      'say imagenet strides, where the graph has others',
    );
  });

  it('are no fact where no table has them', async () => {
    expect(await factsOf(OWN)).toEqual({});
  });

  it('leave damaged metadata of a run as they are', async () => {
    const metadata = { format: 'mobilenext-training/1', run: '{' };
    expect(await factsOf('small', { metadata })).toEqual({});
  });
});

const OWN: Strides = { ...STRIDES.imagenet, stem: 1 };

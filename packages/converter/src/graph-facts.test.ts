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
import { randomTensors } from '../test/random-tensors.js';
import type { Checkpoint, TensorMap } from './checkpoint.js';
import type { FolderFormat } from './formats.js';
import { readOnnx } from './onnx/read-onnx.js';
import { writeOnnx } from './onnx/write-onnx.js';
import { readTfjsModel } from './tfjs/read-tfjs.js';
import { writeTfjs } from './tfjs/write-tfjs.js';

interface Graph {
  readonly strides?: StridesName | Strides;
  readonly identityMultiplier?: number;
  readonly width?: number;
  /** In the metadata. */
  readonly said?: NetworkFacts;
  readonly metadata?: Checkpoint['metadata'];
}

/** Writes a graph and reads it back. */
type Passed = (graph: Graph) => Checkpoint | Promise<Checkpoint>;

const tensorsOfWidth = new Map<number, TensorMap>();

const partsOf = ({ strides, identityMultiplier, width = 0.1, said = {}, metadata }: Graph) => {
  const network = mobileNeXt({ width, numClasses: 3, strides, identityMultiplier });
  const rest = { metadata: { ...networkFactsMetadata(said), ...metadata } };
  // Neither strides nor shortcuts change a tensor.
  const tensors = tensorsOfWidth.get(width) ?? randomTensors(network);
  tensorsOfWidth.set(width, tensors);
  return [network, tensors, rest] as const;
};

const onnx =
  (options: { fold?: boolean } = {}): Passed =>
  (graph) => {
    const [network, tensors, rest] = partsOf(graph);
    return readOnnx(writeOnnx(network, tensors, { ...options, ...rest }));
  };

const tfjs =
  (format: FolderFormat): Passed =>
  (graph) =>
    readTfjsModel(writeTfjs(format, ...partsOf(graph)));

const KINDS: readonly (readonly [name: string, passed: Passed])[] = [
  ['ONNX', onnx()],
  ['ONNX, folded', onnx({ fold: true })],
  ['a graph model', tfjs('tfjs-graph')],
  ['a layers model', tfjs('tfjs-layers')],
];

/** With strides of one's own. */
const OWN: Strides = { ...STRIDES.imagenet, stem: 1 };

describe.each(KINDS)('the graph of %s', (_, passed) => {
  const said = async (graph: Graph) => networkFactsOf((await passed(graph)).metadata);

  it.each([
    { strides: 'imagenet', identityMultiplier: 1 },
    { strides: 'small', identityMultiplier: 2 },
    { strides: 'small', identityMultiplier: 3, width: 0.35 },
  ] as const)('says what shapes do not tell: %j', async ({ width, ...facts }) => {
    const { graph, metadata } = await passed({ ...facts, width });
    expect(graph).toEqual(facts);
    expect(networkFactsOf(metadata)).toEqual(facts);
  });

  it('agrees with metadata that say the same, and adds to those that do not say all', async () => {
    const facts = { strides: 'small', identityMultiplier: 2 } as const;
    expect(await said({ ...facts, said: facts })).toEqual(facts);
    expect(await said({ ...facts, said: { identityMultiplier: 2 } })).toEqual(facts);
  });

  it('is not what the metadata say: an error', async () => {
    const contradicted = async (graph: Graph) => passed(graph);
    await expect(
      contradicted({ strides: 'small', said: { strides: 'imagenet' } }),
    ).rejects.toMatchObject({
      code: 'corrupt',
      message: expect.stringContaining('say imagenet strides, where the graph has small'),
    });
    await expect(contradicted({ strides: OWN, said: { strides: 'imagenet' } })).rejects.toThrow(
      'say imagenet strides, where the graph has others',
    );
    await expect(
      contradicted({ identityMultiplier: 2, said: { identityMultiplier: 1 } }),
    ).rejects.toThrow('say identity multiplier 1, where the graph has 2');
  });

  it('names no strides that no table has', async () => {
    const { graph, metadata } = await passed({ strides: OWN });
    expect(graph).toEqual({ strides: null, identityMultiplier: 1 });
    expect(networkFactsOf(metadata)).toEqual({ identityMultiplier: 1 });
  });

  it('agrees with every multiplier that adds the same channels', async () => {
    // 96 channels are the most of a shortcut at this width: one of each 60 or 70.
    const facts = { identityMultiplier: 70 };
    expect((await passed(facts)).graph?.identityMultiplier).toBeLessThan(70);
    expect((await passed({ ...facts, said: facts })).graph).toMatchObject(facts);
  });

  it('leaves damaged metadata of a run as they are', async () => {
    const metadata = { format: 'mobilenext-training/1', run: '{' };
    expect(await said({ strides: 'small', metadata })).toEqual({});
  });
});

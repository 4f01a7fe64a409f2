import { describe, expect, it } from '@jest/globals';
import { mobileNeXt } from '@mobilenext/mobilenext';
import { identityBlocks } from '../graph-facts.js';
import { tensorProtoReader } from './stored-tensor-of.js';
import type { OnnxNode } from './graph.js';
import { readingOf } from './graph-reading.js';

const network = mobileNeXt({ width: 0.1 });
const WHOLE = identityBlocks(network).map(({ inChannels }) => inChannels);

const node = (
  operation: string,
  inputs: readonly string[],
  output: string,
  rest: Partial<OnnxNode> = {},
): OnnxNode => ({ operation, inputs, output, isTransposed: false, ...rest });

const constant = (name: string, ...integers: number[]): OnnxNode =>
  node('Constant', [], name, { integers });

/** The network's convolutions, each block's input called `<block>.in`, and what `shortcut` adds. */
function channelsOf(shortcut: (map: string) => readonly OnnxNode[]) {
  const nodes = network.chains.flatMap(({ name, units }) => [
    ...units.map((_, i) => node('Conv', [i === 0 ? `${name}.in` : `${name}.${i}`], `${name}.out`)),
    ...shortcut(`${name}.in`),
  ]);
  const graph = { nodes, initializers: new Map(), metadata: new Map() };
  return readingOf(graph, network, tensorProtoReader(1000, new Map()))?.identityChannels;
}

const sliced = (map: string, ends: readonly OnnxNode[], axes = [1]): readonly OnnxNode[] => [
  ...ends,
  constant(`${map}.0`, ...axes.map(() => 0)),
  constant(`${map}.axes`, ...axes),
  node('Slice', [map, `${map}.0`, `${map}.end`, `${map}.axes`], `${map}.left`),
  node('Add', ['other', `${map}.left`], `${map}.sum`),
];

describe('the shortcut of an ONNX graph', () => {
  it('is whole where the map itself is added, perhaps under another name', () => {
    expect(channelsOf((map) => [node('Add', [map, 'other'], 'sum')])).toEqual(WHOLE);
    const renamed = (map: string) => [
      node('Identity', [map], `${map}.same`),
      node('Add', [`${map}.same`, 'other'], 'sum'),
    ];
    expect(channelsOf(renamed)).toEqual(WHOLE);
  });

  it('is what a Slice leaves, whose bounds are constants or attributes', () => {
    const constants = (map: string) => sliced(map, [constant(`${map}.end`, 3)]);
    expect(channelsOf(constants)).toEqual(WHOLE.map(() => 3));
    const fromTheEnd = (map: string) => sliced(map, [constant(`${map}.end`, -2)]);
    expect(channelsOf(fromTheEnd)).toEqual(WHOLE.map((channels) => channels - 2));
    const allAxes = (map: string) =>
      sliced(map, [constant(`${map}.end`, 2 ** 31, 3, 2 ** 40, 2 ** 63)], [0, 1, 2, 3]);
    expect(channelsOf(allAxes)).toEqual(WHOLE.map(() => 3));
    const attributes = (map: string) => [
      node('Slice', [map], `${map}.left`, { starts: [0], ends: [3], axes: [1] }),
      node('Add', [`${map}.left`, 'other'], 'sum'),
    ];
    expect(channelsOf(attributes)).toEqual(WHOLE.map(() => 3));
  });

  it("is worked out as PyTorch's exporter leaves x.shape[1] // n", () => {
    const halved = (map: string) =>
      sliced(map, [
        node('Shape', [map], `${map}.shape`),
        constant('one', 1),
        node('Gather', [`${map}.shape`, 'one'], `${map}.channels`),
        constant('two', 2),
        node('Div', [`${map}.channels`, 'two'], `${map}.half`),
        node('Cast', [`${map}.half`], `${map}.cast`),
        node('Unsqueeze', [`${map}.cast`, 'zero'], `${map}.end`),
      ]);
    expect(channelsOf(halved)).toEqual(WHOLE.map((channels) => Math.floor(channels / 2)));
  });

  it('is not told by bounds that hang on anything else, and by no Add', () => {
    const unknown = WHOLE.map(() => undefined);
    expect(channelsOf(() => [])).toEqual(unknown);
    const height = (map: string) => sliced(map, [constant(`${map}.end`, 3)], [2]);
    expect(channelsOf(height)).toEqual(unknown);
    const circle = (map: string) =>
      sliced(map, [node('Div', [`${map}.end`, `${map}.end`], `${map}.end`)]);
    expect(channelsOf(circle)).toEqual(unknown);
    const other = (map: string) => sliced(map, [node('Shape', ['x'], `${map}.end`)]);
    expect(channelsOf(other)).toEqual(unknown);
  });
});

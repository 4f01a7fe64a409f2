import { describe, expect, it } from '@jest/globals';
import { mobileNeXt } from '@mobilenext/mobilenext';
import { randomTensors } from '../../test/random-tensors.js';
import { fieldsOf, type Fields, numbersIn, textIn } from '../../test/protobuf-fields.js';
import { writeOnnx } from './write-onnx.js';

const network = mobileNeXt({ width: 0.1, numClasses: 3, identityMultiplier: 2 });
const tensors = randomTensors(network);

/** GraphProto of a written model. */
const graphOf = (options: Parameters<typeof writeOnnx>[2]): Fields =>
  fieldsOf(fieldsOf(writeOnnx(network, tensors, options))[7][0] as Uint8Array);

const messages = (fields: Fields, field: number): readonly Fields[] =>
  (fields[field] ?? []).map((bytes) => fieldsOf(bytes as Uint8Array));

const NODE_TYPE = 4;
const countOf = (graph: Fields, type: string): number =>
  messages(graph, 1).filter((node) => textIn(node, NODE_TYPE) === type).length;

describe('writeOnnx', () => {
  it('keeps the batch norms, or folds them', () => {
    const [kept, folded] = [graphOf({}), graphOf({ fold: true })];
    expect([countOf(kept, 'Conv'), countOf(kept, 'BatchNormalization')]).toEqual([74, 74]);
    expect([countOf(folded, 'Conv'), countOf(folded, 'BatchNormalization')]).toEqual([74, 0]);
  });

  it('adds the shortcut of an identity multiplier to the leading channels alone', () => {
    const shortcuts = network.chains.filter(({ identityChannels }) => identityChannels > 0).length;
    const graph = graphOf({});
    expect(countOf(graph, 'Add')).toBe(shortcuts);
    expect(countOf(graph, 'Concat')).toBe(shortcuts);
    expect(countOf(graph, 'Slice')).toBe(3 * shortcuts);
  });

  it('has initialisers under PyTorch names, float16 ones behind a Cast each', () => {
    const FLOAT = 1;
    const FLOAT16 = 10;
    const typeOf = (graph: Fields): number => {
      const first = messages(graph, 5).find((one) => textIn(one, 8) === 'features.0.0.weight');
      return Number(first?.[2][0]);
    };
    expect([typeOf(graphOf({})), countOf(graphOf({}), 'Cast')]).toEqual([FLOAT, 0]);
    const half = graphOf({ half: true });
    expect([typeOf(half), countOf(half, 'Cast')]).toEqual([FLOAT16, 372]);
  });

  it('leaves sizes open unless they are given', () => {
    const sizes = (graph: Fields) => {
      const [tensorType] = messages(messages(messages(graph, 11)[0], 2)[0], 1);
      return messages(messages(tensorType, 2)[0], 1).map((dimension) =>
        dimension[2] ? textIn(dimension, 2) : numbersIn(dimension, 1)[0],
      );
    };
    expect(sizes(graphOf({}))).toEqual(['batch', 3, 'height', 'width']);
    const input = { batch: 8, height: 224, width: 224 };
    expect(sizes(graphOf({ input }))).toEqual([8, 3, 224, 224]);
  });

  it('declares opset 17 and keeps the metadata', () => {
    const model = fieldsOf(writeOnnx(network, tensors, { metadata: { epoch: '7' } }));
    expect(numbersIn(messages(model, 8)[0], 2)).toEqual([17]);
    const [entry] = messages(model, 14);
    expect([textIn(entry, 1), textIn(entry, 2)]).toEqual(['epoch', '7']);
  });
});

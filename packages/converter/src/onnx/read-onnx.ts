import { stateDict } from '@mobilenext/core';
import { mobileNeXt } from '@mobilenext/mobilenext';
import type { Checkpoint, TensorMap } from '../checkpoint.js';
import { isFloat } from '../dtype.js';
import { duplicateKey, missingFile, notACheckpoint } from '../errors.js';
import { withGraphFacts } from '../graph-facts.js';
import { permuteAxes } from '../permute-axes.js';
import { elementCount, type StoredTensor } from '../stored-tensor.js';
import { ONNX_DTYPES } from './dtypes.js';
import { type OpenBeside, readExternalData } from './external-data.js';
import { type OnnxGraph, readGraph } from './graph.js';
import { readingOf } from './graph-reading.js';
import { type ExternalBytes, tensorProtoReader } from './stored-tensor-of.js';
import type { TensorProto } from './tensor-proto.js';
import { checkEpsilons, weightsByOrder } from './weights-by-order.js';

/**
 * Reads the weights of an ONNX model, as PyTorch's two exporters and Paddle's write it. They come
 * under PyTorch's keys: by their names where all of them stand in the file, else by the order of the
 * convolutions, batch norms kept or folded; weights that are none of MobileNeXt's come behind them
 * under their own names. Of another network, the initialisers come as they are.
 *
 * Where batch norms were folded, `metadata.batch_norm` is `folded`: each comes back as one that only
 * adds the folded bias, which gives the same outputs bit for bit; its statistics are lost.
 *
 * The strides of the convolutions and the identity multiplier of the shortcuts come as `graph`, and in
 * the metadata where those are silent. Metadata that say others than the graph has are an error
 * (`corrupt`).
 *
 * @param open opens a file that the model names for the content of its tensors; unless given, a
 * model that names one is refused.
 * @throws {ConverterError} any code that is about reading.
 */
export async function readOnnx(bytes: Uint8Array, open = openNothing): Promise<Checkpoint> {
  const graph = readGraph(bytes);
  const external = await readExternalData(tensorsOf(graph), open);
  return checkpointOf(graph, bytes.length, external);
}

const openNothing: OpenBeside = (name) => {
  throw missingFile(name, 'give what opens it, or the path of the model');
};

function* tensorsOf({ initializers, nodes }: OnnxGraph): Generator<TensorProto> {
  yield* initializers.values();
  for (const { constant } of nodes) if (constant) yield constant;
}

function checkpointOf(graph: OnnxGraph, fileLength: number, external: ExternalBytes): Checkpoint {
  const readTensor = tensorProtoReader(fileLength, external);
  const isRead = new Set<TensorProto>();
  const read: typeof readTensor = (tensor, name) => {
    isRead.add(tensor);
    return readTensor(tensor, name);
  };
  const readAll = (tensors: ReadonlyMap<string, TensorProto>) =>
    new Map([...tensors].map(([key, tensor]) => [key, read(tensor, key)]));
  const named = namedWeights(graph);
  const metadata = Object.fromEntries(graph.metadata);
  const withFacts = (tensors: TensorMap): Checkpoint =>
    withGraphFacts({ format: 'onnx', tensors, metadata }, (network) =>
      readingOf(graph, network, readTensor),
    );
  if (named) {
    checkEpsilons(graph);
    const tensors = readAll(named);
    const { key = '' } = stateDict(mobileNeXt()).find(({ role }) => role === 'linearWeight') ?? {};
    const weight = tensors.get(key);
    // Without transB a Gemm takes [features, classes], whatever its weight is called.
    const isTurned = graph.nodes.some(
      ({ operation, inputs, isTransposed }) =>
        operation === 'Gemm' && inputs[1] === key && !isTransposed,
    );
    if (isTurned && weight?.shape.length === 2) tensors.set(key, permuteAxes(weight, [1, 0]));
    addOthers(tensors, othersOf(graph, isRead), read);
    return withFacts(tensors);
  }
  const found = weightsByOrder(graph, read);
  if (found) {
    if (found.isFolded) metadata.batch_norm = 'folded';
    const { tensors } = found;
    addOthers(tensors, othersOf(graph, isRead), read);
    return withFacts(tensors);
  }
  const tensors = readAll(graph.initializers);
  if (tensors.size === 0) throw notACheckpoint('the ONNX graph holds no weights');
  return { format: 'onnx', tensors, metadata };
}

/**
 * Weights that no layer of MobileNeXt took, such as those of a second classifier. Whole numbers and
 * single values are not among them: those say sizes, axes and bounds.
 */
function* othersOf(
  { initializers, nodes }: OnnxGraph,
  isRead: ReadonlySet<TensorProto>,
): Generator<readonly [name: string, tensor: TensorProto]> {
  const constants = nodes.map(({ output, constant }) => [output, constant] as const);
  for (const [name, tensor] of [...initializers, ...constants]) {
    if (!tensor || isRead.has(tensor)) continue;
    const dtype = ONNX_DTYPES.get(tensor.dataType);
    if (dtype && isFloat(dtype) && elementCount(tensor.shape) > 1) yield [name, tensor];
  }
}

function addOthers(
  tensors: Map<string, StoredTensor>,
  others: Iterable<readonly [name: string, tensor: TensorProto]>,
  read: ReturnType<typeof tensorProtoReader>,
): void {
  for (const [name, tensor] of others) {
    if (tensors.has(name)) throw duplicateKey(name);
    tensors.set(name, read(tensor, name));
  }
}

/** All weights of MobileNeXt, if the graph has a tensor of each one's name. */
function namedWeights({ initializers, nodes }: OnnxGraph): Map<string, TensorProto> | undefined {
  const constants = new Map(nodes.map(({ output, constant }) => [output, constant]));
  const keys = stateDict(mobileNeXt()).filter(({ role }) => role !== 'batchCount');
  const found = new Map<string, TensorProto>();
  for (const { key } of keys) {
    const tensor = initializers.get(key) ?? constants.get(key);
    if (!tensor) return undefined;
    found.set(key, tensor);
  }
  return found;
}

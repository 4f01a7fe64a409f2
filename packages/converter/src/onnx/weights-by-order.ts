import {
  BATCH_NORM_EPSILON,
  filterShapeOihw,
  stateDict,
  type Unit,
  unitEntries,
} from '@mobilenext/core';
import { mobileNeXt } from '@mobilenext/mobilenext';
import { otherEpsilon } from '../errors.js';
import { NEUTRAL_NORM } from '../neutral-norm.js';
import { elementCount, type StoredTensor } from '../stored-tensor.js';
import { fromFloat32 } from '../tensor-values.js';
import { permuteAxes } from '../permute-axes.js';
import type { OnnxGraph, OnnxNode } from './graph.js';
import type { TensorProto } from './tensor-proto.js';

/** A weight of the graph as a tensor. */
export type ReadTensor = (tensor: TensorProto) => StoredTensor;

/** As float32, which is how a node holds it. */
const EPSILON = Math.fround(BATCH_NORM_EPSILON);

/** Exporters put one or two such nodes behind a weight; a file may put them in a circle. */
const MAX_HOPS = 8;

/** Where the graph's weights are, whatever their names. */
export interface FoundWeights {
  readonly tensors: Map<string, StoredTensor>;
  /** Of at least one convolution the batch norm was folded, so that its statistics are lost. */
  readonly isFolded: boolean;
}

/**
 * The weights of a MobileNeXt under PyTorch's keys, told by the order of the convolutions: exporters
 * rename what they fold, and Paddle's have names of their own. Undefined if the convolutions are not
 * those of MobileNeXt.
 *
 * A folded convolution gets a batch norm that adds its bias and does nothing else, see
 * {@link NEUTRAL_NORM}: weights and outputs are what they were, bit for bit.
 *
 * @throws {ConverterError} `unsupported-format` for another epsilon, and what `read` throws.
 */
export function weightsByOrder(graph: OnnxGraph, read: ReadTensor): FoundWeights | undefined {
  const find = weightFinder(graph);
  const units = mobileNeXt().chains.flatMap((chain) => chain.units);
  const convolutions = graph.nodes.filter((node) => node.operation === 'Conv');
  if (convolutions.length !== units.length) return undefined;
  const normNodes = graph.nodes.filter((node) => node.operation === 'BatchNormalization');
  const norms = new Map(normNodes.map((node) => [node.inputs[0], node]));
  let normsRead = 0;
  const tensors = new Map<string, StoredTensor>();
  for (const [i, unit] of units.entries()) {
    const [, filterName, biasName] = convolutions[i].inputs;
    const filter = find(filterName);
    const norm = norms.get(convolutions[i].output);
    if (!filter || !isFilterOf(unit, filter.shape)) return undefined;
    if (norm) normsRead++;
    const weights = norm ? normWeights(norm).map(find) : [];
    if (norm && (weights.includes(undefined) || find(biasName))) return undefined;
    const given = norm ? weights.map((weight) => read(weight as TensorProto)) : undefined;
    const [channels] = filter.shape;
    // paddle2onnx 2 adds the bias as [1, channels, 1, 1] behind the convolution.
    const bias = find(biasName) ?? (norm ? undefined : addedTo(convolutions[i], graph.nodes, find));
    if (bias && elementCount(bias.shape) !== channels) return undefined;
    const flat = bias && { ...read(bias), shape: [channels] };
    setUnit(tensors, unit, read(filter), given ?? identityNorm(channels, flat));
  }
  // One that stands elsewhere would be lost.
  if (normsRead < normNodes.length) return undefined;
  checkEpsilons(graph);
  for (const [key, tensor] of classifier(graph, find, read)) tensors.set(key, tensor);
  return { tensors, isFolded: normsRead < units.length };
}

type FindWeight = (name: string | undefined) => TensorProto | undefined;

/** Follows a name to its weight: through Constant nodes, and what only passes a value on. */
function weightFinder({ initializers, nodes }: OnnxGraph): FindWeight {
  const constants = new Map(nodes.map((node) => [node.output, node.constant]));
  const passedOn = new Map(
    nodes
      .filter(({ operation }) => operation === 'Identity' || operation === 'Cast')
      .map((node) => [node.output, node.inputs[0]]),
  );
  return function find(name) {
    let source = name;
    for (let hops = 0; hops < MAX_HOPS && source !== undefined; hops++) {
      const weight = initializers.get(source) ?? constants.get(source);
      if (weight) return weight;
      source = passedOn.get(source);
    }
    return undefined;
  };
}

/** Same side, same kind; whether the channels fit a width is seen when the network is known. */
function isFilterOf(unit: Unit, shape: readonly number[]): boolean {
  const [, perFilter, ...sides] = filterShapeOihw(unit);
  return (
    shape.length === 4 &&
    (shape[1] === 1) === (perFilter === 1) &&
    sides.every((side, axis) => shape[axis + 2] === side)
  );
}

/** Weight, bias, mean and variance, as PyTorch's state dict orders them as well. */
const normWeights = ({ inputs }: OnnxNode): readonly string[] => inputs.slice(1, 5);

/**
 * Of a graph that is MobileNeXt, whether its batch norms add what MobileNeXt adds.
 *
 * @throws {ConverterError} `unsupported-format` for another epsilon.
 */
export function checkEpsilons({ nodes }: OnnxGraph): void {
  for (const { operation, inputs, epsilon = EPSILON } of nodes) {
    if (operation === 'BatchNormalization' && epsilon !== EPSILON) {
      throw otherEpsilon(inputs[1], epsilon);
    }
  }
}

function identityNorm(channels: number, bias: StoredTensor | undefined): readonly StoredTensor[] {
  const filled = (value: number): StoredTensor =>
    fromFloat32(new Float32Array(channels).fill(value), [channels]);
  const { normWeight, normBias, runningMean, runningVariance } = NEUTRAL_NORM;
  const others = [runningMean, runningVariance].map(filled);
  return [filled(normWeight), bias ?? filled(normBias), ...others];
}

function setUnit(
  tensors: Map<string, StoredTensor>,
  unit: Unit,
  filter: StoredTensor,
  norm: readonly StoredTensor[],
): void {
  const keys = unitEntries(unit).map(({ key }) => key);
  for (const [i, tensor] of [filter, ...norm].entries()) tensors.set(keys[i], tensor);
}

/** The last Gemm, or the last MatMul with the Add behind it, as Paddle writes a linear layer. */
function* classifier(
  { nodes }: OnnxGraph,
  find: FindWeight,
  read: ReadTensor,
): Generator<[string, StoredTensor]> {
  const entries = stateDict(mobileNeXt());
  const keyOf = (role: string): string => entries.find((entry) => entry.role === role)?.key ?? '';
  const linear = nodes.findLast(
    ({ operation, inputs }) => (operation === 'Gemm' || operation === 'MatMul') && find(inputs[1]),
  );
  const weight = find(linear?.inputs[1]);
  if (!linear || weight?.shape.length !== 2) return;
  const tensor = read(weight);
  yield [keyOf('linearWeight'), linear.isTransposed ? tensor : permuteAxes(tensor, [1, 0])];
  const bias = linear.operation === 'Gemm' ? find(linear.inputs[2]) : addedTo(linear, nodes, find);
  if (bias) yield [keyOf('linearBias'), read(bias)];
}

function addedTo(
  { output }: OnnxNode,
  nodes: readonly OnnxNode[],
  find: FindWeight,
): TensorProto | undefined {
  const add = nodes.find(({ operation, inputs }) => operation === 'Add' && inputs.includes(output));
  return add?.inputs.map(find).find((weight) => weight !== undefined);
}

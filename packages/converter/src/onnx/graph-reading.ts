import type { MobileNeXt } from '@mobilenext/mobilenext';
import { type GraphReading, identityBlocks } from '../graph-facts.js';
import type { StoredTensor } from '../stored-tensor.js';
import type { OnnxGraph, OnnxNode } from './graph.js';
import { integersOf, type KnownShape } from './integers-of.js';
import type { TensorProto } from './tensor-proto.js';

const CHANNEL_AXIS = 1;
/** Of pictures. */
const AXES = 4;
/** What exporters write for "to the end". */
const NO_END = 2 ** 31 - 1;

/**
 * Strides and shortcuts of an ONNX graph; undefined if its convolutions are not as many as the
 * network's, as those of a second head are.
 */
export function readingOf(
  graph: OnnxGraph,
  network: MobileNeXt,
  read: (tensor: TensorProto) => StoredTensor,
): GraphReading | undefined {
  const units = network.chains.flatMap((chain) => chain.units);
  const convolutions = graph.nodes.filter(({ operation }) => operation === 'Conv');
  if (convolutions.length !== units.length) return undefined;
  const channelsAdded = shortcutReader(graph, read);
  return {
    strides: convolutions.map(({ strides }) => (strides ?? [1, 1]).join()),
    identityChannels: identityBlocks(network).map(({ units: [first], inChannels }) => {
      const at = units.findIndex(({ convolutionKey }) => convolutionKey === first.convolutionKey);
      return channelsAdded({ name: convolutions[at].inputs[0], channels: inChannels });
    }),
  };
}

/** Finds how many leading channels of a map are added to another: all, or what a Slice leaves. */
function shortcutReader(graph: OnnxGraph, read: (tensor: TensorProto) => StoredTensor) {
  const takers = new Map<string, OnnxNode[]>();
  for (const node of graph.nodes.filter(({ operation }) => TAKERS.has(operation))) {
    for (const name of node.operation === 'Add' ? node.inputs : node.inputs.slice(0, 1)) {
      const others = takers.get(name);
      if (others) others.push(node);
      else takers.set(name, [node]);
    }
  }
  return function channelsAdded(block: KnownShape): number | undefined {
    const integers = integersOf(graph, read, block);
    // What is found on the way is visited as well, each once.
    const reached = new Map([[block.name, block.channels]]);
    for (const [name, channels] of reached) {
      for (const node of takers.get(name) ?? []) {
        if (node.operation === 'Add') return channels;
        const left = node.operation === 'Slice' ? leftBy(node, channels, integers) : channels;
        if (left !== undefined && !reached.has(node.output)) reached.set(node.output, left);
      }
    }
    return undefined;
  };
}

const TAKERS: ReadonlySet<string> = new Set(['Add', 'Slice', 'Identity', 'Cast']);

/** Channels that a Slice leaves of a map; undefined if it does not leave the first of them alone. */
function leftBy(
  node: OnnxNode,
  channels: number,
  integers: (name: string | undefined) => readonly number[] | undefined,
): number | undefined {
  // Attributes before opset 10, inputs since.
  const [, startsName, endsName, axesName, stepsName] = node.inputs;
  const starts = node.starts ?? integers(startsName);
  const ends = node.ends ?? integers(endsName);
  const axes = node.axes ?? (axesName ? integers(axesName) : starts?.map((_, axis) => axis));
  const steps = stepsName ? integers(stepsName) : [];
  if (!starts || !ends || !axes || !steps) return undefined;
  let left = channels;
  for (const [i, axis] of axes.entries()) {
    const end = ends[i];
    if (starts[i] !== 0 || (steps[i] ?? 1) !== 1 || !Number.isFinite(end)) return undefined;
    if ((axis + AXES) % AXES === CHANNEL_AXIS) {
      left = Math.min(left, Math.max(0, end < 0 ? channels + end : end));
    } else if (end < NO_END) return undefined;
  }
  return left;
}

import type { MobileNeXt } from '@mobilenext/mobilenext';
import type { FolderFormat } from '../formats.js';
import { type GraphReading, identityBlocks } from '../graph-facts.js';
import { isObject } from '../parse-json.js';
import type { StoredTensor } from '../stored-tensor.js';
import { toFloat64 } from '../tensor-values.js';

/** Nodes of a graph model or layers of a layers model, by the names that are written here. */
type Parts = ReadonlyMap<string, unknown>;

/**
 * Strides and shortcuts of a model's topology, in which `graphModel` and `layersModel` named the
 * parts; undefined if one of the network's convolutions is not there.
 *
 * @param weights of the model by their names in it.
 */
export function readingOf(
  { format, topology }: { readonly format: FolderFormat; readonly topology: unknown },
  network: MobileNeXt,
  weights: ReadonlyMap<string, StoredTensor>,
): GraphReading | undefined {
  const isGraph = format === 'tfjs-graph';
  const parts = partsOf(topology);
  const convolutions = network.chains
    .flatMap(({ units }) => units)
    .map(({ convolutionKey: key }) => (isGraph ? `${key}.out` : key));
  if (!convolutions.every((name) => parts.has(name))) return undefined;
  return {
    strides: convolutions.map((name) => (isGraph ? nodeStrides : layerStrides)(parts.get(name))),
    identityChannels: identityBlocks(network).map(({ name, inChannels }) => {
      if (!parts.has(`${name}.sum`)) return 0;
      if (!parts.has(`${name}.identity`)) return inChannels;
      return isGraph
        ? sliceSize(weights.get(`${name}.size`))
        : inChannels - croppedFrom(parts.get(`${name}.identity`));
    }),
  };
}

/** Both kinds of topology are a list of parts with names, in tfjs's own files without `model_config`. */
function partsOf(topology: unknown): Parts {
  const lists = [['node'], ['model_config', 'config', 'layers'], ['config', 'layers']];
  const parts = lists.map((path) => at(topology, ...path)).find(Array.isArray) ?? [];
  return new Map(
    parts.flatMap((part: unknown) => {
      const name = at(part, 'name');
      return typeof name === 'string' ? [[name, part] as const] : [];
    }),
  );
}

/** Behind the batch's and before the channels', as protobuf's JSON has 64-bit integers: texts. */
const nodeStrides = (node: unknown): string =>
  flatList(at(node, 'attr', 'strides', 'list', 'i'))
    .slice(1, 3)
    .join();

const layerStrides = (layer: unknown): string => flatList(at(layer, 'config', 'strides')).join();

/** Channels that are left: the last of the sizes [batch, height, width, channels]. */
const sliceSize = (size: StoredTensor | undefined): number | undefined =>
  size?.dtype === 'I32' && size.shape.join() === '4' ? toFloat64(size)[3] : undefined;

/** Channels that are cut off: `[[0, 0], [0, cut]]`, nothing along the first of two axes. */
function croppedFrom(layer: unknown): number {
  const [top, bottom, before, behind] = flatList(at(layer, 'config', 'cropping')).map(Number);
  return top === 0 && bottom === 0 && before === 0 ? behind : Number.NaN;
}

/** Texts and numbers of a list, or of the lists in it. */
const flatList = (value: unknown): readonly (string | number)[] =>
  Array.isArray(value)
    ? value.flat().filter((each) => typeof each === 'string' || typeof each === 'number')
    : [];

/** What lies at a path in a value of JSON; undefined where there is no such path. */
const at = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (inner, key) => (isObject(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined),
    value,
  );

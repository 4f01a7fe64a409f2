import {
  mobileNeXt,
  MobileNeXtError,
  networkFactsMetadata,
  networkFactsOf,
  runFactsOf,
  STRIDES,
  type StridesName,
} from '@mobilenext/mobilenext';
import type { Checkpoint, TensorMap } from '../checkpoint.js';
import { describeCheckpoint } from '../describe-checkpoint.js';
import { ConverterError, otherStrides } from '../errors.js';
import type { OnnxGraph } from './graph.js';

/**
 * Metadata, and in them the strides that the graph's convolutions have, where those are the usual
 * ones or those for small pictures.
 *
 * @param tensors of the graph, under PyTorch's keys.
 * @throws {ConverterError} `corrupt` where the metadata say other strides than the graph has.
 */
export function withGraphStrides(
  metadata: Checkpoint['metadata'],
  { nodes }: OnnxGraph,
  tensors: TensorMap,
): Checkpoint['metadata'] {
  const width = widthOf(tensors);
  if (width === undefined) return metadata;
  const convolutions = nodes.filter(({ operation }) => operation === 'Conv');
  const found = convolutions.map(({ strides }) => (strides ?? [1, 1]).join());
  const tables = (Object.keys(STRIDES) as StridesName[]).map((name) => ({
    name,
    strides: unitStrides(width, name),
  }));
  // A second head has convolutions as well, and their order tells nothing.
  if (found.length !== tables[0].strides.length) return metadata;
  const strides = tables.find((table) => table.strides.join(' ') === found.join(' '))?.name;
  const said = saidStrides(metadata);
  if (said === 'damaged') return metadata;
  if (said !== undefined && said !== strides) throw otherStrides(said, strides);
  if (said !== undefined || strides === undefined) return metadata;
  return { ...metadata, ...networkFactsMetadata({ ...networkFactsOf(metadata), strides }) };
}

/** Of each convolution, both axes. */
const unitStrides = (width: number, strides: StridesName): readonly string[] =>
  mobileNeXt({ width, strides })
    .chains.flatMap(({ units }) => units)
    .map(({ stride }) => [stride, stride].join());

/** Undefined for another network than MobileNeXt. */
function widthOf(tensors: TensorMap): number | undefined {
  try {
    return describeCheckpoint(tensors).width;
  } catch (error) {
    if (error instanceof ConverterError) return undefined;
    throw error;
  }
}

/** Damaged metadata are for whoever needs them to refuse; weights can be read all the same. */
function saidStrides(metadata: Checkpoint['metadata']): StridesName | 'damaged' | undefined {
  try {
    return runFactsOf(metadata).strides;
  } catch (error) {
    if (error instanceof MobileNeXtError) return 'damaged';
    throw error;
  }
}

import type { Network, Unit } from '@mobilenext/nn';

type Shape = readonly number[];

/** PyTorch's shapes (filters OIHW) of a network's tensors by their keys; counters have []. */
export function tensorShapes({ chains, classifier }: Network): ReadonlyMap<string, Shape> {
  const { key, inFeatures, numClasses } = classifier;
  return new Map([
    ...chains.flatMap(({ units }) => units.flatMap(unitShapes)),
    [`${key}.weight`, [numClasses, inFeatures]],
    [`${key}.bias`, [numClasses]],
  ]);
}

function unitShapes(unit: Unit): readonly (readonly [string, Shape])[] {
  const { convolution, convolutionKey, normKey, inChannels, outChannels } = unit;
  const side = convolution === 'pointwise' ? 1 : 3;
  const perFilter = convolution === 'depthwise' ? 1 : inChannels;
  return [
    [`${convolutionKey}.weight`, [outChannels, perFilter, side, side]],
    ...['weight', 'bias', 'running_mean', 'running_var'].map(
      (name) => [`${normKey}.${name}`, [outChannels]] as const,
    ),
    [`${normKey}.num_batches_tracked`, []],
  ];
}

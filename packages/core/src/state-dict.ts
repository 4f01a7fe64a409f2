import type { Network } from './network.js';
import { filterShapeOihw, type Unit } from './unit.js';

/** What a tensor is to its layer; optimisers group by it (decay on `filter` and `linear` only). */
export type TensorRole =
  | 'filter'
  | 'normWeight'
  | 'normBias'
  | 'linearWeight'
  | 'linearBias'
  | 'runningMean'
  | 'runningVariance'
  | 'batchCount';

/** One entry of a PyTorch state_dict. */
export interface StateEntry {
  readonly key: string;
  /** PyTorch's layout: OIHW for filters, [classes, features] for the classifier. */
  readonly shape: readonly number[];
  /** Gradients reach parameters; buffers are moved by the forward pass. */
  readonly kind: 'parameter' | 'buffer';
  readonly role: TensorRole;
}

/** All entries of the network's PyTorch state_dict, in PyTorch's order. */
export function stateDict(network: Network): readonly StateEntry[] {
  const { key, inFeatures, numClasses } = network.classifier;
  return [
    ...network.chains.flatMap((chain) => chain.units.flatMap(unitEntries)),
    {
      key: `${key}.weight`,
      shape: [numClasses, inFeatures],
      kind: 'parameter',
      role: 'linearWeight',
    },
    { key: `${key}.bias`, shape: [numClasses], kind: 'parameter', role: 'linearBias' },
  ];
}

/** The state_dict entries of one unit, in PyTorch's order. */
export function unitEntries(unit: Unit): readonly StateEntry[] {
  const { convolutionKey, normKey, outChannels } = unit;
  const shape = [outChannels];
  return [
    {
      key: `${convolutionKey}.weight`,
      shape: filterShapeOihw(unit),
      kind: 'parameter',
      role: 'filter',
    },
    { key: `${normKey}.weight`, shape, kind: 'parameter', role: 'normWeight' },
    { key: `${normKey}.bias`, shape, kind: 'parameter', role: 'normBias' },
    { key: `${normKey}.running_mean`, shape, kind: 'buffer', role: 'runningMean' },
    { key: `${normKey}.running_var`, shape, kind: 'buffer', role: 'runningVariance' },
    { key: `${normKey}.num_batches_tracked`, shape: [], kind: 'buffer', role: 'batchCount' },
  ];
}

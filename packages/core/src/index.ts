export { type Chain, type ChainOptions, chain } from './chain.js';
export { countParameters, type LayerCost, multiplyAdds, outputSize, type Size } from './count.js';
export { CoreError } from './errors.js';
export { type Arrays, BATCH_NORM_EPSILON, fold, type FoldedNorm, foldNorms } from './fold.js';
export { makeDivisible } from './make-divisible.js';
export { editDistance, nearestNames } from './nearest-names.js';
export {
  type Classifier,
  type Network,
  type NetworkOptions,
  network,
  withClasses,
} from './network.js';
export { type SgBlock, type SgBlockKind, type SgBlockOptions, sgBlock } from './sg-block.js';
export { type StateEntry, stateDict, type TensorRole, unitEntries } from './state-dict.js';
export {
  type Activation,
  type Convolution,
  filterShapeOihw,
  type Unit,
  type UnitSpec,
} from './unit.js';

export { editDistance, fold } from '@mobilenext/core';
export type { Arrays, Chain, Network, StateEntry, TensorRole, Unit } from '@mobilenext/core';
export { blendRecords } from './blend-records.js';
export { applyChain } from './chain/apply-chain.js';
export type { BatchStatistics, ChainMode, Recompute } from './chain/chain-mode.js';
export { agree, decide, type Decision, type Explanation } from './detect/decide.js';
export {
  type DetectionPictures,
  type InputEvidence,
  inputEvidence,
} from './detect/input-evidence.js';
export { statisticsDistances } from './detect/statistics-distances.js';
export { NnError } from './errors.js';
export { type ForwardOptions, forward } from './forward.js';
export { initialize } from './initialize.js';
export { type LossAndGradients, lossAndGradients, type TensorBatch } from './loss-and-gradients.js';
export { type Blended, blend } from './ops/blend.js';
export type { DropoutKey } from './ops/dropout.js';
export { globalPool } from './ops/global-pool.js';
export { linear } from './ops/linear.js';
export {
  type SgdCoefficients,
  type SgdMoved,
  type SgdTensors,
  sgdUpdate,
} from './ops/sgd-update.js';
export { smoothTargets, softCrossEntropy } from './ops/soft-cross-entropy.js';
export {
  disposeStatistics,
  type StatisticsConvention,
  updateRunningStatistics,
} from './running-statistics.js';
export {
  disposeRecord,
  disposeState,
  foldedState,
  type NetworkState,
  recordFromArrays,
  recordToArrays,
  stateFromArrays,
  stateToArrays,
  type TensorRecord,
} from './state.js';

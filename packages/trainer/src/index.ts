export type {
  Augmentation,
  Preprocessing,
} from '@mobilenext/imagenet';
export { applySettings } from './config/apply-settings.js';
export { checkConfig } from './config/check-config.js';
export type { TrainConfig } from './config/config.js';
export { type EpochLength, epochLength } from './config/epoch-length.js';
export { fitBatch } from './config/fit-batch.js';
export { findRecipe, type Recipe, type RecipeName, recipes } from './config/recipes.js';
export { settingsOf } from './config/settings-of.js';
export type {
  DetectionCandidates,
  GeometryCandidate,
  InputCandidate,
} from './detect/candidates.js';
export type { Detection, DetectionQuestion, Finding } from './detect/conclude.js';
export { detectNetwork } from './detect/detect-network.js';
export { TrainerError } from './errors.js';
export { type EvaluateOptions, evaluate } from './evaluate.js';
export type {
  EpochEvent,
  EvaluatedEvent,
  EvaluatingEvent,
  RottenEvent,
  SavedEvent,
  StartEvent,
  StepEvent,
  TrainEvent,
} from './events.js';
export { etaSeconds, formatDuration } from './log/eta.js';
export { formatStep } from './log/format-step.js';
export type { ClassAccuracy, Evaluation } from './metrics/accuracy.js';
export { rankOf } from './metrics/rank-of.js';
export type { RealAccuracy } from './metrics/real-accuracy.js';
export { wilsonInterval } from './metrics/wilson.js';
export { decayedKeys } from './optimizer/decayed-keys.js';
export { type SgdConfig, type SgdState, type SgdStep, sgdStep } from './optimizer/sgd.js';
export { type RunFacts, type RunRecord, runRecordOf } from './run/checkpoint.js';
export type { Best } from './run/progress.js';
export { type CosineSchedule, warmupEpochs } from './schedules/cosine.js';
export type { Position, RunLength } from './schedules/position.js';
export { type ConstantSchedule, rateAt, type Schedule } from './schedules/schedule.js';
export { type TrainOptions, type TrainResult, train } from './train.js';
export {
  disposeTrainingState,
  type TrainingState,
  type TrainStepOptions,
  trainStep,
} from './train-step.js';

export {
  type DetectionCandidates,
  detectionCandidates,
  type GeometryCandidate,
  type InputCandidate,
  type KnownSettings,
} from './detection-candidates.js';
export { MobileNeXtError } from './errors.js';
export { type ImagenetClass, imagenetClasses } from './imagenet-classes.js';
export { findKnownWeights, KNOWN_WEIGHTS, type KnownWeights } from './known-weights.js';
export { type MobileNeXt, type MobileNeXtOptions, mobileNeXt } from './mobilenext.js';
export {
  factsOfNetwork,
  NETWORK_FACTS_KEY,
  type NetworkFacts,
  networkFactsMetadata,
  networkFactsOf,
} from './network-facts.js';
export {
  type NormalizationConstants,
  type NormalizationName,
  NORMALIZATIONS,
} from './normalizations.js';
export {
  type ChannelOrder,
  IMAGENET_224,
  type Preprocessing,
  SMALL_32,
  usualChannelOrder,
} from './preprocessing.js';
export { preprocessingFault } from './preprocessing-fault.js';
export { type RunFacts, runFactsOf } from './run-facts.js';
export {
  STAGES,
  type Stage,
  STEM_CHANNELS,
  STRIDES,
  type Strides,
  type StridesName,
} from './stages.js';
export {
  type BlockSummary,
  blockOf,
  identityText,
  type LayerSummary,
  type Summary,
  summarize,
} from './summarize.js';
export {
  resolveVariant,
  type Variant,
  type VariantName,
  variantNames,
  variantNetwork,
  variants,
} from './variants.js';

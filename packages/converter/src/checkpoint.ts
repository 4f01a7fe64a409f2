import type { StridesName } from '@mobilenext/mobilenext';
import type { WrittenFormat } from './formats.js';
import type { StoredTensor } from './stored-tensor.js';

/** Tensors under the keys of a PyTorch state_dict, in the file's order. */
export type TensorMap = ReadonlyMap<string, StoredTensor>;

/** What the graph in a file says itself about its network; absent is what it does not tell. */
export interface GraphFacts {
  /** Null for strides that have no name here. */
  readonly strides?: StridesName | null;
  /** Null for shortcuts that no multiplier gives. */
  readonly identityMultiplier?: number | null;
}

/** What a checkpoint file holds, whatever its format. */
export interface Checkpoint {
  readonly format: WrittenFormat;
  readonly tensors: TensorMap;
  /** The running average of the parameters, where a training checkpoint holds one beside them. */
  readonly ema?: TensorMap;
  /**
   * safetensors' `__metadata__`, or the numbers and texts that lie beside a training checkpoint's
   * state dict (epoch, arch, metric), written as text.
   */
  readonly metadata: Readonly<Record<string, string>>;
  /**
   * What the graph says itself, where the file holds one of MobileNeXt: the metadata agree with it,
   * and have what they do not say from it.
   */
  readonly graph?: GraphFacts;
}

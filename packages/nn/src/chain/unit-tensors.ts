import type { Unit } from '@mobilenext/core';
import type * as tf from '@tensorflow/tfjs-core';
import { missingTensor } from '../errors.js';
import type { NormParameters, NormStatistics } from '../ops/batch-norm.js';
import type { TensorRecord } from '../state.js';

/** The tensors that one unit reads; the filter is in the executing layout. */
export type UnitTensors = NormalizedUnit | FoldedUnit;

/** A unit as it is trained. */
export interface NormalizedUnit {
  readonly kind: 'normalized';
  readonly filter: tf.Tensor4D;
  readonly norm: NormParameters;
  readonly running: NormStatistics;
}

/** A unit whose batch norm lies in the filter and a bias [C]. */
export interface FoldedUnit {
  readonly kind: 'folded';
  readonly filter: tf.Tensor4D;
  readonly bias: tf.Tensor1D;
}

/**
 * Picks a unit's tensors out of a record of parameters and buffers.
 *
 * @throws {NnError} `STATE` if one is not there.
 */
export function unitTensors(unit: Unit, tensors: TensorRecord): UnitTensors {
  const pick = <T extends tf.Tensor>(key: string): T => {
    const tensor = tensors[key];
    if (!tensor) throw missingTensor(key);
    return tensor as T;
  };
  const filter = pick<tf.Tensor4D>(`${unit.convolutionKey}.weight`);
  const bias = tensors[`${unit.convolutionKey}.bias`] as tf.Tensor1D | undefined;
  if (bias) return { kind: 'folded', filter, bias };
  return {
    kind: 'normalized',
    filter,
    norm: { weight: pick(`${unit.normKey}.weight`), bias: pick(`${unit.normKey}.bias`) },
    running: {
      mean: pick(`${unit.normKey}.running_mean`),
      variance: pick(`${unit.normKey}.running_var`),
    },
  };
}

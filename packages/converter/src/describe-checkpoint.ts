import { stateDict } from '@mobilenext/core';
import { mobileNeXt, type VariantName, variantNames, variants } from '@mobilenext/mobilenext';
import type { TensorMap } from './checkpoint.js';
import { notMobileNeXt } from './errors.js';
import { fitToNetwork, type WantedTensor } from './fit-to-network.js';

/** What the shapes of a checkpoint tell about its network. */
export interface CheckpointDescription {
  readonly width: number;
  readonly numClasses: number;
  /**
   * All variants of these shapes. Strides and identity multiplier leave no trace in them, so that
   * those with full and with small strides are always both listed: the user has to know.
   */
  readonly variants: readonly VariantName[];
}

/**
 * Works out the width and the classes of a MobileNeXt checkpoint by comparing it with every variant.
 *
 * @throws {ConverterError} as `fitToNetwork` for the variant that comes nearest, if none fits;
 * `missing-key` if there is no classifier.
 *
 * @example
 * const { tensors } = await readCheckpoint('weights.pth');
 * describeCheckpoint(tensors).variants; // ['mobilenext-0.35', 'mobilenext-0.35-small']
 */
export function describeCheckpoint(tensors: TensorMap): CheckpointDescription {
  const numClasses = classesOf(tensors);
  const widths = [...new Set(variantNames.map((name) => variants[name].width))];
  const candidates = widths.map((width) => {
    const wanted = stateDict(mobileNeXt({ width, numClasses }));
    return { width, wanted, matches: countMatches(tensors, wanted) };
  });
  const [{ width, wanted }] = candidates.sort((a, b) => b.matches - a.matches);
  // Whether layers may be left out is for whoever takes the tensors to say.
  fitToNetwork(tensors, wanted, { leaveOut: true });
  const named = variantNames.filter((name) => variants[name].width === width);
  return { width, numClasses, variants: named };
}

/** Rows of the classifier's weight, whatever prefix its key has. */
function classesOf(tensors: TensorMap): number {
  const suffix = `${mobileNeXt().classifier.key}.weight`;
  for (const [key, { shape }] of tensors) {
    if (key.endsWith(suffix) && shape.length === 2 && shape[0] > 0) return shape[0];
  }
  throw notMobileNeXt(suffix);
}

/** How many shapes stand in the checkpoint as often as the network wants them, in any order. */
function countMatches(tensors: TensorMap, wanted: readonly WantedTensor[]): number {
  const left = new Map<string, number>();
  for (const { shape } of tensors.values()) {
    const text = shape.join(',');
    left.set(text, (left.get(text) ?? 0) + 1);
  }
  let matches = 0;
  for (const { shape } of wanted) {
    const text = shape.join(',');
    const count = left.get(text) ?? 0;
    if (count > 0) matches++;
    left.set(text, count - 1);
  }
  return matches;
}

import type { TensorMap } from './checkpoint.js';
import { isCounter } from './counters.js';
import type { StoredTensor } from './stored-tensor.js';
import { toFloat64 } from './tensor-values.js';

/** Where two checkpoints differ. */
export interface TensorDeparture {
  readonly key: string;
  /** `values`: same shape, other numbers. */
  readonly reason: 'missing' | 'shape' | 'values';
  /** Shapes of both sides; null where the tensor is missing. */
  readonly shapes: readonly [readonly number[] | null, readonly number[] | null];
  /** Largest absolute difference, for `values`. */
  readonly maxAbsDifference?: number;
  /** The same as a share of the largest absolute value of either side, for `values`. */
  readonly maxRelativeDifference?: number;
  /** Flat row-major position of that difference. */
  readonly at?: number;
}

/** What the comparison of two checkpoints found. */
export interface TensorComparison {
  /** Tensors that both hold. */
  readonly compared: number;
  readonly departures: number;
  /** Of those, tensors that one of the two alone holds. */
  readonly onOneSide: number;
  /** In the order of the first checkpoint. */
  readonly first: TensorDeparture | null;
  /** Over all tensors of the same shape. */
  readonly maxAbsDifference: number;
  /** The largest of each tensor's own, as {@link TensorDeparture.maxRelativeDifference}. */
  readonly maxRelativeDifference: number;
}

/** Compares two checkpoints tensor by tensor; values further apart than `tolerance` depart. */
export function compareTensors(
  a: TensorMap,
  b: TensorMap,
  { tolerance }: { readonly tolerance: number },
): TensorComparison {
  const keys = [...new Set([...a.keys(), ...b.keys()])];
  let maxAbsDifference = 0;
  let maxRelativeDifference = 0;
  const departures: TensorDeparture[] = [];
  for (const key of keys) {
    const departure = departureOf(key, a.get(key), b.get(key));
    if (!departure) continue;
    maxAbsDifference = Math.max(maxAbsDifference, departure.maxAbsDifference ?? 0);
    maxRelativeDifference = Math.max(maxRelativeDifference, departure.maxRelativeDifference ?? 0);
    const isNear = departure.reason === 'values' && (departure.maxAbsDifference ?? 0) <= tolerance;
    if (!isNear) departures.push(departure);
  }
  return {
    compared: keys.filter((key) => a.has(key) && b.has(key)).length,
    departures: departures.length,
    onOneSide: departures.filter(({ reason }) => reason === 'missing').length,
    first: departures[0] ?? null,
    maxAbsDifference,
    maxRelativeDifference,
  };
}

/**
 * Two checkpoints without the batch counters that one of them alone has: many formats have no place
 * for them, and inference never reads them.
 */
export function withoutLoneCounters(
  a: TensorMap,
  b: TensorMap,
): { readonly shared: readonly [TensorMap, TensorMap]; readonly counters: number } {
  const isLone = (key: string): boolean => isCounter(key) && a.has(key) !== b.has(key);
  const without = (tensors: TensorMap): TensorMap =>
    new Map([...tensors].filter(([key]) => !isLone(key)));
  const counters = [...a.keys(), ...b.keys()].filter(isLone).length;
  return { shared: [without(a), without(b)], counters };
}

function departureOf(
  key: string,
  a: StoredTensor | undefined,
  b: StoredTensor | undefined,
): TensorDeparture | undefined {
  const shapes = [a?.shape ?? null, b?.shape ?? null] as const;
  if (!a || !b) return { key, reason: 'missing', shapes };
  if (a.shape.join() !== b.shape.join()) return { key, reason: 'shape', shapes };
  const [left, right] = [toFloat64(a), toFloat64(b)];
  const { maxAbsDifference, at } = largestDifference(left, right);
  if (maxAbsDifference === 0) return undefined;
  const largest = Math.max(largestMagnitude(left), largestMagnitude(right));
  const maxRelativeDifference = maxAbsDifference / largest;
  return { key, reason: 'values', shapes, maxAbsDifference, maxRelativeDifference, at };
}

/** A NaN on one side only is infinitely far. */
function largestDifference(
  a: Float64Array,
  b: Float64Array,
): { readonly maxAbsDifference: number; readonly at: number } {
  let maxAbsDifference = 0;
  let at = 0;
  for (let i = 0; i < a.length; i++) {
    if (Object.is(a[i], b[i])) continue;
    const difference = Math.abs(a[i] - b[i]);
    const distance = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
    if (distance > maxAbsDifference) [maxAbsDifference, at] = [distance, i];
  }
  return { maxAbsDifference, at };
}

/** Of the finite values; at least the smallest number, so that it may divide. */
const largestMagnitude = (values: Float64Array): number =>
  values.reduce(
    (largest, value) => (Number.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest),
    Number.MIN_VALUE,
  );

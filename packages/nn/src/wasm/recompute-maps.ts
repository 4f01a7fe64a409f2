import type { Load, Pointer } from '@mobilenext/kernels';
import type { Affine } from './affine.js';
import type { Arena } from './heap.js';
import type { UnitCall } from './unit-call.js';

/** A unit with what it was normalised with. */
interface NormalizedCall {
  readonly call: UnitCall;
  readonly filter: Pointer;
  readonly affine: Affine;
  readonly relu6: boolean;
}

/**
 * The raw outputs of a chain's units, made anew from its input x: the calls of the forward pass on
 * the same values, so that not a bit differs. The statistics are known and not gathered again.
 */
export function recomputeMaps(
  arena: Arena,
  units: readonly NormalizedCall[],
  x: Pointer,
): readonly Pointer[] {
  let load: Load = { x };
  return units.map(({ call, filter, affine, relu6 }) => {
    const { unit, pixels, forwardScratchBytes } = call;
    const what = `output of ${unit.convolutionKey}`;
    const y = arena.allocate(4 * pixels * unit.outChannels, what);
    const scratch = arena.allocate(forwardScratchBytes, `scratch of ${unit.convolutionKey}`);
    call.forward({ ...load, filter, y, scratch });
    arena.free(scratch);
    load = { x: y, ...affine, relu6 };
    return y;
  });
}

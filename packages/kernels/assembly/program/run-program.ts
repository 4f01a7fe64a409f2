// A program is a list of kernel calls in memory, so that a whole network is one call from outside.
// A call is [14] u32: which kernel (its place in the list below, in src/program.ts likewise), then
// its parameters in their order, zeros after the last.
import { densePatches } from '../packed/patches';
import { addShortcut } from '../packed/add-shortcut';
import { packedDepthwise } from '../packed/depthwise';
import { packedLinear } from '../packed/linear';
import { clearBorder, clearBytes, moveBytes } from '../packed/move';
import { packedPointwise } from '../packed/pointwise';
import { globalPool } from '../pool/global-pool';

const CALL_BYTES: usize = 56;

/** Makes `calls` calls, one after another. */
export function runProgram(program: usize, calls: usize): void {
  for (const end = program + calls * CALL_BYTES; program < end; program += CALL_BYTES) {
    const a = program + 4;
    switch (load<u32>(program)) {
      case 0:
        packedPointwise(
          at(a, 0), at(a, 1), at(a, 2), at(a, 3), at(a, 4), at(a, 5), at(a, 6), at(a, 7),
        );
        break;
      case 1:
        packedDepthwise(
          at(a, 0), at(a, 1), at(a, 2), at(a, 3), at(a, 4), at(a, 5), at(a, 6), at(a, 7),
          at(a, 8), at(a, 9), at(a, 10), at(a, 11), at(a, 12),
        );
        break;
      case 2:
        densePatches(
          at(a, 0), at(a, 1), at(a, 2), at(a, 3), at(a, 4), at(a, 5), at(a, 6), at(a, 7), at(a, 8),
        );
        break;
      case 3:
        addShortcut(
          at(a, 0), at(a, 1), at(a, 2), at(a, 3), at(a, 4), at(a, 5), at(a, 6), at(a, 7), at(a, 8),
        );
        break;
      case 4:
        globalPool(at(a, 0), at(a, 1), at(a, 2), at(a, 3), at(a, 4));
        break;
      case 5:
        moveBytes(at(a, 0), at(a, 1), at(a, 2));
        break;
      case 6:
        clearBytes(at(a, 0), at(a, 1));
        break;
      case 7:
        clearBorder(at(a, 0), at(a, 1), at(a, 2), at(a, 3));
        break;
      case 8:
        packedLinear(
          at(a, 0), at(a, 1), at(a, 2), at(a, 3), at(a, 4), at(a, 5), at(a, 6), at(a, 7),
        );
        break;
    }
  }
}

// @ts-ignore: decorator
@inline
function at(parameters: usize, i: usize): usize {
  return load<u32>(parameters + i * 4);
}

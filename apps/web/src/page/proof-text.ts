import type { Proof } from '../protocol.js';
import { grouped, scientific } from './numbers.js';

/** What was proved of a file, in a line. */
export function proofText(proof: Proof): string {
  const { tensors, maxAbsDifference, maxRelativeDifference, vanished } = proof;
  const { logitsDifference, largestLogit } = proof;
  const moved =
    maxAbsDifference === 0
      ? ''
      : `, parameters differ from the input's by at most ${scientific(maxRelativeDifference)} of the largest of their tensor`;
  const scale = logitsDifference === 0 ? '' : ` (the largest is ${scientific(largestLogit)})`;
  const lost = vanished === 0 ? '' : `; ${grouped(vanished)} values too small for float16 became 0`;
  return `Read back: all ${grouped(tensors)} tensors are the same in every bit as what was to be written${moved}, logits differ by ${scientific(logitsDifference)}${scale}${lost}.`;
}

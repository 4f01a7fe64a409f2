import { expect, it } from '@jest/globals';
import { proofText } from './proof-text.js';

const SAME = {
  tensors: 446,
  maxAbsDifference: 0,
  maxRelativeDifference: 0,
  vanished: 0,
  logitsDifference: 0,
  largestLogit: 3.25,
};
const WRITTEN = 'Read back: all 446 tensors are the same in every bit as what was to be written';

it('says what was compared, and how far it is apart', () => {
  expect(proofText(SAME)).toBe(`${WRITTEN}, logits differ by 0.`);
  const half = {
    maxAbsDifference: 0.001,
    maxRelativeDifference: 4.88e-4,
    logitsDifference: 0.0012,
  };
  expect(proofText({ ...SAME, ...half, vanished: 1200 })).toBe(
    `${WRITTEN}, parameters differ from the input's by at most 4.88e-4 of the largest of their tensor, logits differ by 1.20e-3 (the largest is 3.25e+0); 1,200 values too small for float16 became 0.`,
  );
});

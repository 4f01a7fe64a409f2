/** low x 4, high x 4: what `packed` filters begin with. */
export const activationLimits = (relu6: boolean): readonly number[] =>
  relu6 ? [0, 0, 0, 0, 6, 6, 6, 6] : [...repeat(-Infinity), ...repeat(Infinity)];

const repeat = (value: number): readonly number[] => [value, value, value, value];

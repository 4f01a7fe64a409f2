/** @throws {RangeError} unless an array that is there has so many numbers. */
export function checkLength(
  name: string,
  values: ArrayLike<number> | undefined,
  length: number,
): void {
  if (values && values.length !== length) throw badLength(name, values, String(length));
}

export const badLength = (
  name: string,
  { length }: ArrayLike<number>,
  wanted: string,
): RangeError => new RangeError(`${name} has ${length} numbers, the channels want ${wanted}`);

import { nearestNames } from '@mobilenext/core';

/** A variant, width or option that MobileNeXt does not have, or a file's facts that cannot be. */
export class MobileNeXtError extends Error {
  override readonly name = 'MobileNeXtError';

  constructor(
    /**
     * `VARIANT`: no such variant; `OPTION`: a width, divisor or stride table that cannot be;
     * `METADATA`: what a file says about its network is damaged.
     */
    readonly code: 'VARIANT' | 'OPTION' | 'METADATA',
    message: string,
  ) {
    super(message);
  }
}

/** @param spelt what was typed, spelt like the names of the table. */
export const unknownVariant = (
  typed: string,
  spelt: string,
  known: readonly string[],
): MobileNeXtError =>
  new MobileNeXtError(
    'VARIANT',
    `no variant is called '${typed}'${nearest(spelt, known)}; known are ${known.join(', ')}`,
  );

export const badWidth = (width: number): MobileNeXtError =>
  new MobileNeXtError('OPTION', `width is ${width}: it must be a number above 0, for example 0.35`);

export const badDivisor = (divisor: number): MobileNeXtError =>
  new MobileNeXtError('OPTION', `divisor is ${divisor}: it must be a whole number of at least 1`);

export const unknownStrides = (name: string, known: readonly string[]): MobileNeXtError =>
  new MobileNeXtError(
    'OPTION',
    `no strides are called '${name}': give ${known.join(', ')} or a table of your own`,
  );

export const badStages = (given: number, stages: number): MobileNeXtError =>
  new MobileNeXtError(
    'OPTION',
    `strides of ${given} stages: give ${stages}, one for each row of STAGES`,
  );

export const damagedMetadata = (what: string): MobileNeXtError =>
  new MobileNeXtError('METADATA', `the metadata: ${what}; the file is damaged, fetch it again`);

function nearest(name: string, known: readonly string[]): string {
  const near = nearestNames(name, known);
  return near.length === 0 ? '' : `; nearest are ${near.join(', ')}`;
}

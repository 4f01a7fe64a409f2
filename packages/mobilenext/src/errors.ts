/** A variant, width or option that MobileNeXt does not have. */
export class MobileNeXtError extends Error {
  override readonly name = 'MobileNeXtError';

  constructor(
    /** `VARIANT`: no such variant; `OPTION`: a width or stride table that cannot be. */
    readonly code: 'VARIANT' | 'OPTION',
    message: string,
  ) {
    super(message);
  }
}

export const unknownVariant = (name: string, known: readonly string[]): MobileNeXtError =>
  new MobileNeXtError('VARIANT', `no variant is called '${name}': known are ${known.join(', ')}`);

export const badWidth = (width: number): MobileNeXtError =>
  new MobileNeXtError('OPTION', `width ${width}: a width multiplier is a number above 0`);

export const badStages = (count: number): MobileNeXtError =>
  new MobileNeXtError('OPTION', `strides for ${count} stages: MobileNeXt has 8`);

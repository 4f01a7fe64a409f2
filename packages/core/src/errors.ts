/** A record that cannot exist or a question that it cannot answer. */
export class CoreError extends Error {
  override readonly name = 'CoreError';

  constructor(
    /** `RECORD`: a block or network does not fit together; `SIZE`: a picture is too small or not whole. */
    readonly code: 'RECORD' | 'SIZE',
    message: string,
  ) {
    super(message);
  }
}

export const notWhole = (what: string, value: number): CoreError =>
  new CoreError('RECORD', `${what} is ${value}: it must be a whole number of at least 1`);

export const badStride = (name: string, stride: number): CoreError =>
  new CoreError('RECORD', `${name}: stride ${stride} does not exist, only 1 and 2 do`);

export const badIdentity = (name: string, multiplier: number): CoreError =>
  new CoreError('RECORD', `${name}: identity multiplier ${multiplier} must be at least 1`);

export const unitsDoNotFit = (left: string, has: number, right: string, wants: number): CoreError =>
  new CoreError('RECORD', `${left} gives ${has} channels, but ${right} wants ${wants}`);

export const depthwiseWidens = (key: string, inChannels: number, outChannels: number): CoreError =>
  new CoreError(
    'RECORD',
    `${key}: a depthwise convolution keeps its channels, ${inChannels} cannot become ${outChannels}`,
  );

export const emptyChain = (name: string): CoreError =>
  new CoreError('RECORD', `${name}: a chain needs at least one unit`);

export const badIdentityShape = (name: string): CoreError =>
  new CoreError(
    'RECORD',
    `${name}: an identity needs the input's size and at most the channels of input and output`,
  );

export const duplicateKey = (key: string): CoreError =>
  new CoreError('RECORD', `${key} stands twice in the network: give each chain its own name`);

export const badInput = (height: number, width: number): CoreError =>
  new CoreError(
    'SIZE',
    `an input of ${height}x${width} pixels: both sides must be whole and positive`,
  );

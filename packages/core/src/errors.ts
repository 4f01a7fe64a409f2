/** A record that cannot exist or a question that it cannot answer. */
export class CoreError extends Error {
  override readonly name = 'CoreError';

  constructor(
    /**
     * `RECORD`: a block or network does not fit together; `SIZE`: a picture that cannot be;
     * `STATE`: parameters that do not belong to the network.
     */
    readonly code: 'RECORD' | 'SIZE' | 'STATE',
    message: string,
  ) {
    super(message);
  }
}

export const missingTensor = (key: string): CoreError =>
  new CoreError('STATE', `${key} is not among the tensors given`);

export const misshapenTensor = (key: string, length: number, shape: readonly number[]): CoreError =>
  new CoreError('STATE', `${key} has ${length} values, the network needs [${shape.join(', ')}]`);

export const notWhole = (what: string, value: number): CoreError =>
  record(`${what} is ${value}: it must be a whole number of at least 1`);

export const badStride = (name: string, stride: number): CoreError =>
  record(`${name}: stride ${stride} does not exist, only 1 and 2 do`);

export const pointwiseStrides = (key: string, stride: number): CoreError =>
  record(`${key}: a pointwise convolution has no stride ${stride}; give it to a 3x3 neighbour`);

export const badIdentity = (name: string, multiplier: number): CoreError =>
  record(`${name}: identity multiplier is ${multiplier}: it must be at least 1`);

export const unitsDoNotFit = (left: string, has: number, right: string, wants: number): CoreError =>
  record(`${left} gives ${has} channels, but ${right} wants ${wants}: make them equal`);

export const depthwiseWidens = (key: string, inChannels: number, outChannels: number): CoreError =>
  record(
    `${key}: a depthwise convolution cannot turn ${inChannels} channels into ${outChannels}; ` +
      'widen with a pointwise one',
  );

export const emptyChain = (name: string): CoreError =>
  record(`${name}: a chain without units; give it at least one`);

export const emptyNetwork = (name: string): CoreError =>
  record(`${name}: a network without chains; give it at least one`);

export const identityTooWide = (name: string, channels: number, widest: number): CoreError =>
  record(
    `${name}: an identity of ${channels} channels, but input and output share ${widest}: ` +
      `give a whole number from 0 to ${widest}`,
  );

export const identityShrinks = (name: string, stride: number): CoreError =>
  record(
    `${name}: an identity across stride ${stride}, but input and output differ in size: ` +
      'set identityChannels to 0 or all strides to 1',
  );

export const badDropout = (name: string, dropout: number): CoreError =>
  record(`${name}: dropout is ${dropout}: it must be at least 0 and below 1`);

export const duplicateKey = (name: string, key: string): CoreError =>
  record(`${name}: ${key} stands twice in the network; give each chain its own name`);

export const badInput = (height: number, width: number): CoreError =>
  new CoreError(
    'SIZE',
    `an input of ${height}x${width} pixels: both sides must be whole numbers of at least 1`,
  );

const record = (message: string): CoreError => new CoreError('RECORD', message);

import { badStride, depthwiseWidens, notWhole, pointwiseStrides } from './errors.js';

/** `dense`: 3x3 over all channels; `pointwise`: 1x1; `depthwise`: 3x3 for each channel by itself. */
export type Convolution = 'dense' | 'pointwise' | 'depthwise';

/** ReLU6 clips to 0..6; `none` leaves batch norm's output as it is. */
export type Activation = 'relu6' | 'none';

/**
 * Convolution without bias, batch norm, activation. 3x3 convolutions pad one pixel on every side,
 * 1x1 convolutions none; the output has `floor((size - 1) / stride) + 1` pixels a side.
 */
export interface Unit {
  readonly convolution: Convolution;
  readonly inChannels: number;
  readonly outChannels: number;
  readonly stride: 1 | 2;
  readonly activation: Activation;
  /** Key of the convolution in a PyTorch state_dict, e.g. `features.1.conv.0`. */
  readonly convolutionKey: string;
  /** Key of the batch norm in a PyTorch state_dict, e.g. `features.1.conv.1`. */
  readonly normKey: string;
}

/** A unit before its keys are known. */
export interface UnitSpec {
  readonly convolution: Convolution;
  readonly inChannels: number;
  readonly outChannels: number;
  readonly stride?: number;
  readonly activation?: Activation;
}

/**
 * Units with the keys that PyTorch's `nn.Sequential` would give them: convolution, batch norm and
 * ReLU6 each take one number, an absent activation takes none.
 *
 * @throws {CoreError} `RECORD` if a size or stride cannot be.
 */
export function numberUnits(prefix: string, specs: readonly UnitSpec[]): readonly Unit[] {
  let position = 0;
  return specs.map((spec) => {
    const unit = makeUnit(`${prefix}.${position}`, `${prefix}.${position + 1}`, spec);
    position += unit.activation === 'relu6' ? 3 : 2;
    return unit;
  });
}

function makeUnit(convolutionKey: string, normKey: string, spec: UnitSpec): Unit {
  const { convolution, inChannels, outChannels, stride = 1, activation = 'none' } = spec;
  for (const [what, channels] of Object.entries({ inChannels, outChannels })) {
    if (!Number.isInteger(channels) || channels < 1) {
      throw notWhole(`${convolutionKey}: ${what}`, channels);
    }
  }
  if (stride !== 1 && stride !== 2) throw badStride(convolutionKey, stride);
  if (convolution === 'pointwise' && stride !== 1) throw pointwiseStrides(convolutionKey, stride);
  if (convolution === 'depthwise' && inChannels !== outChannels) {
    throw depthwiseWidens(convolutionKey, inChannels, outChannels);
  }
  return Object.freeze({
    convolution,
    inChannels,
    outChannels,
    stride,
    activation,
    convolutionKey,
    normKey,
  });
}

/** Shape of a unit's filter in PyTorch's layout, OIHW. */
export function filterShapeOihw(unit: Unit): readonly [number, number, number, number] {
  const side = unit.convolution === 'pointwise' ? 1 : 3;
  const perFilter = unit.convolution === 'depthwise' ? 1 : unit.inChannels;
  return [unit.outChannels, perFilter, side, side];
}

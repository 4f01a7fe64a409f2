import { type Convolution, type Network, outputSize, type Size } from '@mobilenext/core';

/** A unit as its kernels see it: what is equal here costs the same. */
export interface UnitShape {
  readonly convolution: Convolution;
  /** Of the unit's input. */
  readonly size: Size;
  readonly inChannels: number;
  readonly outChannels: number;
  readonly stride: 1 | 2;
  /** How often it stands in the network. */
  readonly count: number;
  /** Whether it reads the pictures, which get no gradient. */
  readonly isFirst: boolean;
}

/** The distinct units of a network for pictures of a size, in the order of their first use. */
export function unitShapes(network: Network, input: Size): readonly UnitShape[] {
  const shapes = new Map<string, UnitShape>();
  let size = input;
  for (const unit of network.chains.flatMap(({ units }) => units)) {
    const { convolution, inChannels, outChannels, stride } = unit;
    const isFirst = shapes.size === 0;
    const shape = { convolution, size, inChannels, outChannels, stride, isFirst };
    const key = JSON.stringify(shape);
    shapes.set(key, { ...shape, count: (shapes.get(key)?.count ?? 0) + 1 });
    size = outputSize(unit, size);
  }
  return [...shapes.values()];
}

/** `16->96 @112x112 s1`, and `x3` if it stands three times in the network. */
export function shapeText({ inChannels, outChannels, size, stride, count }: UnitShape): string {
  const times = count === 1 ? '' : ` x${count}`;
  return `${inChannels}->${outChannels} @${size.height}x${size.width} s${stride}${times}`;
}

import { describe, expect, it } from '@jest/globals';
import { multiplyAdds } from '@mobilenext/core';
import { variantNetwork } from '@mobilenext/mobilenext';
import { shapeText, unitShapes } from './unit-shapes.js';
import { workOf } from './work.js';

const network = variantNetwork('mobilenext-0.35');
const input = { height: 224, width: 224 };
const shapes = unitShapes(network, input);

describe('unitShapes', () => {
  it('counts every unit of the network once', () => {
    const units = network.chains.flatMap((chain) => chain.units).length;
    expect(shapes.reduce((sum, { count }) => sum + count, 0)).toBe(units);
    expect(new Set(shapes.map(shapeText)).size).toBeGreaterThan(30);
  });

  it('begins with the stem, which alone reads pictures', () => {
    expect(shapes[0]).toMatchObject({ convolution: 'dense', inChannels: 3, size: input });
    expect(shapes.filter(({ isFirst }) => isFirst)).toEqual([shapes[0]]);
  });

  it('adds up to the work of the convolutions', () => {
    const { total, layers } = multiplyAdds(network, input);
    const sum = shapes.reduce((all, shape) => all + shape.count * workOf(shape, 1).multiplyAdds, 0);
    expect(sum).toBe(total - layers[layers.length - 1].multiplyAdds);
  });
});

import { roundHalfEven } from '../../resample/round-half-even.js';
import { scaleOf } from './scale.js';

const { fround } = Math;

/** What an output position is made of. */
export interface Tap {
  /** The first input position, which may lie outside the picture: there its edge is repeated. */
  readonly first: number;
  /** With 11 fractional bits, unless said otherwise. */
  readonly weights: readonly number[];
}

export type AxisTaps = (inSize: number, outSize: number, axis: 'column' | 'row') => Tap[];

const ONE = 1 << 11;
/** Weights as OpenCV stores them, in 16 bits. */
const fixed = (weights: readonly number[]): number[] =>
  weights.map((weight) => Math.min(Math.max(roundHalfEven(weight * ONE), -32768), 32767));

/** Where the centre of a pixel comes from: the pixel to the left, and how far behind it (float32). */
function position(x: number, scale: number): { left: number; fraction: number } {
  const at = fround((x + 0.5) * scale - 0.5);
  const left = Math.floor(at);
  return { left, fraction: fround(at - left) };
}

export const linearTaps: AxisTaps = (inSize, outSize, axis) => {
  const scale = scaleOf(inSize, outSize);
  return Array.from({ length: outSize }, (_, x) => {
    const { left, fraction } = position(x, scale);
    return twoTaps(left, fraction, inSize, axis);
  });
};

/** The rule of `area` where it enlarges one axis at least. */
export const areaTaps: AxisTaps = (inSize, outSize, axis) => {
  const inverse = outSize / inSize;
  return Array.from({ length: outSize }, (_, x) => {
    const left = Math.floor(x * scaleOf(inSize, outSize));
    const beyond = fround(x + 1 - (left + 1) * inverse);
    const fraction = beyond <= 0 ? 0 : fround(beyond - Math.floor(beyond));
    return twoTaps(left, fraction, inSize, axis);
  });
};

/** Columns at the edge are taken alone; rows keep their weights, whose sum may miss 1 by rounding. */
function twoTaps(left: number, fraction: number, inSize: number, axis: 'column' | 'row'): Tap {
  const isOutside = left < 0 || left >= inSize - 1;
  const share = axis === 'column' && isOutside ? 0 : fraction;
  return { first: left, weights: fixed([fround(1 - share), share]) };
}

/** Cubic convolution with a = -0.75; weights are float32 instead of 11 bits. */
export const cubicTaps: AxisTaps = (inSize, outSize) =>
  Array.from({ length: outSize }, (_, x) => {
    const at = ((x + 0.5) * inSize) / outSize - 0.5;
    const left = Math.floor(at);
    const fraction = at - left;
    const weights = [
      farCubic(1 + fraction),
      nearCubic(fraction),
      nearCubic(1 - fraction),
      farCubic(2 - fraction),
    ];
    return { first: left - 1, weights: weights.map(fround) };
  });

const A = -0.75;

const nearCubic = (x: number): number => ((A + 2) * x - (A + 3)) * x * x + 1;

const farCubic = (x: number): number => ((A * x - 5 * A) * x + 8 * A) * x - 4 * A;

/** Lanczos over eight pixels; sines of the eight follow from one by turns of 45 degrees. */
export const lanczosTaps: AxisTaps = (inSize, outSize) => {
  const scale = scaleOf(inSize, outSize);
  return Array.from({ length: outSize }, (_, x) => {
    const { left, fraction } = position(x, scale);
    return { first: left - 3, weights: fixed(lanczosWeights(fraction)) };
  });
};

const S = Math.SQRT1_2;
const TURNS = [
  ...[
    [1, 0],
    [-S, -S],
    [0, 1],
    [S, -S],
  ],
  ...[
    [-1, 0],
    [S, S],
    [0, -1],
    [-S, S],
  ],
];

function lanczosWeights(fraction: number): number[] {
  const start = -fround(fraction + 3) * Math.PI * 0.25;
  const [sin, cos] = [Math.sin(start), Math.cos(start)];
  const weights = TURNS.map(([ofSin, ofCos], i) => {
    const distance = fround(fround(fraction + 3) - i);
    if (Math.abs(distance) < 1e-6) return fround(1e30);
    const angle = -distance * Math.PI * 0.25;
    return fround((ofSin * sin + ofCos * cos) / (angle * angle));
  });
  const factor = fround(1 / weights.reduce((sum, weight) => fround(sum + weight), 0));
  return weights.map((weight) => fround(weight * factor));
}

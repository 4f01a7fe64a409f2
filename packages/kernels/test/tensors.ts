import fc from 'fast-check';

/** Makes tensors of values between -1 and 1, shifted and scaled, always the same for a seed. */
export type Fill = (length: number, scale?: number, shift?: number) => Float32Array;

export function filler(seed: number): Fill {
  let state = seed >>> 0;
  return (length, scale = 1, shift = 0) =>
    Float32Array.from({ length }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return (state / 2 ** 31 - 1) * scale + shift;
    });
}

export const fills = fc.integer({ min: 1, max: 1e9 }).map(filler);
export const channels = fc.oneof(fc.integer({ min: 1, max: 24 }), fc.constantFrom(32, 67));
export const strides = fc.constantFrom(1 as const, 2 as const);

/** Which optional tensors a call has. */
export const features = fc.record({
  affine: fc.boolean(),
  relu6: fc.boolean(),
  statistics: fc.boolean(),
  coefficients: fc.boolean(),
  dx: fc.boolean(),
  reductions: fc.boolean(),
});
type Features = typeof features extends fc.Arbitrary<infer T> ? T : never;

/**
 * A loaded input [pixels, channels] whose activation is on both sides of both of its edges, and on
 * them: all values are multiples of 1/64, so that float32 holds affine(x) exactly.
 */
export function load(fill: Fill, { affine, relu6 }: Features, pixels: number, channels: number) {
  return {
    x: coarse(fill(pixels * channels, 4, 1)),
    ...(affine && { affine: anyAffine(fill, channels) }),
    relu6,
  };
}

/** [3, channels]: mean, scale, shift. */
function anyAffine(fill: Fill, channels: number): Float32Array {
  return coarse(
    Float32Array.of(...fill(channels, 0.5), ...fill(channels, 2, 1), ...fill(channels)),
  );
}

function coarse(values: Float32Array): Float32Array {
  return values.map((value) => Math.round(value * 64) / 64);
}

export function forwardTensors(
  fill: Fill,
  features: Features,
  input: { pixels: number; channels: number },
  output: { pixels: number; channels: number },
  filterLength: number,
) {
  return {
    ...load(fill, features, input.pixels, input.channels),
    filter: fill(filterLength),
    y: fill(output.pixels * output.channels),
    ...(features.statistics && { mean: fill(output.channels), variance: fill(output.channels) }),
  };
}

export function backwardTensors(
  fill: Fill,
  features: Features,
  input: { pixels: number; channels: number },
  output: { pixels: number; channels: number },
  filterLength: number,
) {
  return {
    ...load(fill, features, input.pixels, input.channels),
    filter: fill(filterLength),
    dz: fill(output.pixels * output.channels),
    y: fill(output.pixels * output.channels),
    ...(features.coefficients && {
      a: fill(output.channels),
      b: fill(output.channels),
      c: fill(output.channels),
    }),
    dFilter: fill(filterLength),
    ...(features.dx && {
      dx: fill(input.pixels * input.channels),
      ...(features.reductions && {
        xInvStd: fill(input.channels, 0.5, 1),
        dBeta: fill(input.channels),
        dGamma: fill(input.channels),
      }),
    }),
  };
}

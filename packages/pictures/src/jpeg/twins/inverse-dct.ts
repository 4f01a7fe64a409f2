// What assembly/jpeg/inverse-dct.ts computes, in plain loops, for coefficients of which no sum leaves
// 16 bits.

const CONST_BITS = 13;
const PASS1_BITS = 2;
const SIDE = 8;

const fixed = (constant: number): number => Math.round(constant * 2 ** CONST_BITS);

/**
 * Samples of a block.
 *
 * @param coefficients [8, 8], quantized
 * @param quantization [8, 8]
 * @returns u8 [8, 8]
 */
export function inverseDct(
  coefficients: readonly number[],
  quantization: readonly number[],
): Uint8ClampedArray {
  const block = coefficients.map((coefficient, i) => coefficient * quantization[i]);
  for (let x = 0; x < SIDE; x++) transform(block, x, SIDE, CONST_BITS - PASS1_BITS);
  for (let y = 0; y < SIDE; y++) transform(block, y * SIDE, 1, CONST_BITS + PASS1_BITS + 3);
  return Uint8ClampedArray.from(block, (value) => value + 128);
}

/** Eight numbers from `first` on, `step` apart, in place; `bits` are dropped of the results. */
function transform(block: number[], first: number, step: number, bits: number): void {
  const [d0, d1, d2, d3, d4, d5, d6, d7] = Array.from(
    { length: SIDE },
    (_, i) => block[first + i * step],
  );
  const sum = (d0 + d4) * 2 ** CONST_BITS;
  const difference = (d0 - d4) * 2 ** CONST_BITS;
  const turned = (d2 + d6) * fixed(0.5411961);
  const low = turned - d6 * fixed(1.847759065);
  const high = turned + d2 * fixed(0.765366865);
  const even = [sum + high, difference + low, difference - low, sum - high];

  const z5 = (d7 + d3 + d5 + d1) * fixed(1.175875602);
  const z1 = -(d7 + d1) * fixed(0.899976223);
  const z2 = -(d5 + d3) * fixed(2.562915447);
  const z3 = z5 - (d7 + d3) * fixed(1.96157056);
  const z4 = z5 - (d5 + d1) * fixed(0.390180644);
  const odd = [
    d1 * fixed(1.50132111) + z1 + z4,
    d3 * fixed(3.072711026) + z2 + z3,
    d5 * fixed(2.053119869) + z2 + z4,
    d7 * fixed(0.298631336) + z1 + z3,
  ];
  const half = 2 ** (bits - 1);
  for (let i = 0; i < SIDE / 2; i++) {
    block[first + i * step] = (even[i] + odd[i] + half) >> bits;
    block[first + (SIDE - 1 - i) * step] = (even[i] - odd[i] + half) >> bits;
  }
}

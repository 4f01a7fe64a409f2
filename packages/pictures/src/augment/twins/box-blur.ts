/** The mean over 2 radius + 1 pixels and a part of the one beyond at either end. */
export interface Box {
  /** The whole pixels on either side, 0 or more. */
  readonly radius: number;
  /** Of a whole pixel, with 24 fractional bits. */
  readonly weight: number;
  /** Of the two pixels beyond. */
  readonly edgeWeight: number;
}

/** Blurs all rows `passes` times, then all columns; bytes between the passes. */
export function boxBlur(
  rgb: Uint8Array,
  width: number,
  height: number,
  box: Box,
  passes: number,
): Uint8Array {
  let blurred = rgb;
  for (const pass of [blurRows, blurColumns]) {
    for (let i = 0; i < passes; i++) blurred = pass(blurred, width, height, box);
  }
  return blurred;
}

/** Blurs every row; the outermost pixels are repeated beyond the picture. */
function blurRows(rgb: Uint8Array, width: number, height: number, box: Box): Uint8Array {
  const output = new Uint8Array(rgb.length);
  for (let y = 0; y < height; y++) {
    for (let channel = 0; channel < 3; channel++) {
      blurLine(rgb, output, { first: y * width * 3 + channel, step: 3, length: width }, box);
    }
  }
  return output;
}

/** Blurs every column. */
function blurColumns(rgb: Uint8Array, width: number, height: number, box: Box): Uint8Array {
  const output = new Uint8Array(rgb.length);
  for (let first = 0; first < width * 3; first++) {
    blurLine(rgb, output, { first, step: width * 3, length: height }, box);
  }
  return output;
}

interface Line {
  readonly first: number;
  readonly step: number;
  readonly length: number;
}

function blurLine(
  input: Uint8Array,
  output: Uint8Array,
  { first, step, length }: Line,
  { radius, weight, edgeWeight }: Box,
): void {
  const at = (i: number): number => input[first + step * Math.min(Math.max(i, 0), length - 1)];
  let sum = 0;
  for (let i = -radius; i <= radius; i++) sum += at(i);
  for (let i = 0; i < length; i++) {
    const beyond = at(i - radius - 1) + at(i + radius + 1);
    output[first + step * i] = (sum * weight + beyond * edgeWeight + (1 << 23)) / (1 << 24);
    sum += at(i + radius + 1) - at(i - radius);
  }
}

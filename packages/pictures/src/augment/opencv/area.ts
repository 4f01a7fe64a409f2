import { roundHalfEven } from '../../resample/round-half-even.js';
import { blankPicture, type Picture } from '../../resample/picture.js';
import { scaleOf } from './scale.js';

const { fround } = Math;

/** Whether `area` means covered areas; where it enlarges an axis it is a kind of linear. */
export const isAreaShrink = (picture: Picture, width: number, height: number): boolean =>
  scaleOf(picture.width, width) >= 1 && scaleOf(picture.height, height) >= 1;

/** The mean of the pixels that each of the result covers, parts of pixels included. */
export function shrinkByArea(picture: Picture, width: number, height: number): Picture {
  const scaleX = scaleOf(picture.width, width);
  const scaleY = scaleOf(picture.height, height);
  return isWhole(scaleX) && isWhole(scaleY)
    ? shrinkByBlocks(picture, { width, height }, Math.round(scaleX), Math.round(scaleY))
    : shrinkByShares(picture, shares(picture.width, width), shares(picture.height, height));
}

const isWhole = (scale: number): boolean => Math.abs(scale - Math.round(scale)) < Number.EPSILON;

/** Blocks of whole pixels: sums of integers; halves go up in blocks of 2x2, else to the even byte. */
function shrinkByBlocks(
  picture: Picture,
  { width, height }: { width: number; height: number },
  columns: number,
  rows: number,
): Picture {
  const output = blankPicture(width, height);
  const factor = fround(1 / (columns * rows));
  const mean =
    columns === 2 && rows === 2
      ? (sum: number) => (sum + 2) >> 2
      : (sum: number) => roundHalfEven(fround(sum * factor));
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let channel = 0; channel < 3; channel++) {
        const first = 3 * (y * rows * picture.width + x * columns) + channel;
        output.data[to++] = mean(sumOfBlock(picture, first, columns, rows));
      }
    }
  }
  return output;
}

function sumOfBlock(picture: Picture, first: number, columns: number, rows: number): number {
  let sum = 0;
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) sum += picture.data[first + 3 * (y * picture.width + x)];
  }
  return sum;
}

/** What an input position gives to an output position. */
interface Share {
  readonly from: number;
  readonly to: number;
  /** Float32. */
  readonly weight: number;
}

/** Parts below a thousandth of a pixel are left out. */
const LEAST_PART = 1e-3;

function shares(inSize: number, outSize: number): Share[] {
  const scale = scaleOf(inSize, outSize);
  return Array.from({ length: outSize }, (_, to): Share[] => {
    const begin = to * scale;
    const end = begin + scale;
    const covered = Math.min(scale, inSize - begin);
    const lastWhole = Math.min(Math.floor(end), inSize - 1);
    const firstWhole = Math.min(Math.ceil(begin), lastWhole);
    const parts: [from: number, part: number][] = [];
    if (firstWhole - begin > LEAST_PART) parts.push([firstWhole - 1, firstWhole - begin]);
    for (let from = firstWhole; from < lastWhole; from++) parts.push([from, 1]);
    if (end - lastWhole > LEAST_PART) {
      parts.push([lastWhole, Math.min(end - lastWhole, 1, covered)]);
    }
    return parts.map(([from, part]) => ({ from, to, weight: fround(part / covered) }));
  }).flat();
}

/** Everything in float32, the columns of a row first. */
function shrinkByShares(
  picture: Picture,
  columns: readonly Share[],
  rows: readonly Share[],
): Picture {
  const width = columns[columns.length - 1].to + 1;
  const height = rows[rows.length - 1].to + 1;
  const output = blankPicture(width, height);
  const sums = new Float32Array(output.data.length);
  for (const { from, to, weight } of rows) {
    const row = weightedRow(picture, from, columns, 3 * width);
    for (let i = 0, at = to * row.length; i < row.length; i++, at++) {
      sums[at] = sums[at] + fround(weight * row[i]);
    }
  }
  for (let i = 0; i < sums.length; i++) output.data[i] = Math.min(roundHalfEven(sums[i]), 255);
  return output;
}

function weightedRow(
  { width, data }: Picture,
  y: number,
  columns: readonly Share[],
  length: number,
): Float32Array {
  const row = new Float32Array(length);
  for (const { from, to, weight } of columns) {
    for (let channel = 0; channel < 3; channel++) {
      const at = 3 * to + channel;
      row[at] = row[at] + fround(data[3 * (y * width + from) + channel] * weight);
    }
  }
  return row;
}

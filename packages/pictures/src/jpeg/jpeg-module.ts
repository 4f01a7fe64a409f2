import text from '../generated/jpeg.js';
import { lazyModule, type PictureModule } from '../wasm/lazy-module.js';

type Pointer = number;

/** Adds a row of MCUs to the coefficients; whether the bytes make sense. */
export type DecodeRow = (scan: Pointer, row: number) => number;

/** What `assembly/jpeg/index.ts` exports. */
interface JpegFunctions {
  readonly buildTable: (
    counts: Pointer,
    symbols: Pointer,
    table: Pointer,
    maxSymbol: number,
  ) => number;
  readonly cleanSegment: (scan: Pointer) => void;
  readonly decodeFirstAc: DecodeRow;
  readonly decodeFirstDc: DecodeRow;
  readonly decodeSequential: DecodeRow;
  readonly refineAc: DecodeRow;
  readonly refineDc: DecodeRow;
  readonly fillZigzag: (zigzag: Pointer) => void;
  readonly inverseDct: (
    coefficients: Pointer,
    quantization: Pointer,
    output: Pointer,
    stride: number,
    blocks: number,
  ) => void;
  readonly renderColor: (
    planes: Pointer,
    isYcc: number,
    left: number,
    top: number,
    right: number,
    bottom: number,
    output: Pointer,
  ) => void;
  readonly renderGrey: (
    plane: Pointer,
    left: number,
    top: number,
    right: number,
    bottom: number,
    output: Pointer,
  ) => void;
}

export type JpegModule = PictureModule<JpegFunctions>;

export const jpegModule = lazyModule<JpegFunctions>(text);

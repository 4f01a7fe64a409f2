import text from '../generated/augment.js';
import { lazyModule } from '../wasm/lazy-module.js';

type Pointer = number;
type Affine = (
  rgb: Pointer,
  output: Pointer,
  width: number,
  height: number,
  fill: number,
  ...matrix: readonly number[]
) => void;
type Blur = (
  rgb: Pointer,
  output: Pointer,
  width: number,
  height: number,
  radius: number,
  weight: number,
  edgeWeight: number,
) => void;

/** What `assembly/augment/index.ts` exports. */
interface AugmentFunctions {
  readonly affineBicubic: Affine;
  readonly affineBilinear: Affine;
  readonly affineNearest: Affine;
  readonly scaleNearest: Affine;
  readonly blendBytes: (
    first: Pointer,
    second: Pointer,
    output: Pointer,
    length: number,
    factor: number,
  ) => void;
  readonly blendLevel: (
    level: number,
    bytes: Pointer,
    output: Pointer,
    length: number,
    factor: number,
  ) => void;
  readonly blurColumns: Blur;
  readonly blurRows: Blur;
  readonly rgbToHsv: (rgb: Pointer, output: Pointer, pixels: number) => void;
  readonly hsvToRgb: (hsv: Pointer, output: Pointer, pixels: number) => void;
  readonly shiftHue: (rgb: Pointer, output: Pointer, pixels: number, offset: number) => void;
  readonly blendLuma: (rgb: Pointer, output: Pointer, pixels: number, factor: number) => void;
  readonly grey: (rgb: Pointer, output: Pointer, pixels: number) => void;
  readonly luma: (rgb: Pointer, output: Pointer, pixels: number) => void;
  readonly lumaSum: (rgb: Pointer, pixels: number) => number;
  readonly flipRows: (rgb: Pointer, output: Pointer, width: number, height: number) => void;
  readonly smooth: (rgb: Pointer, output: Pointer, width: number, height: number) => void;
  readonly histograms: (rgb: Pointer, counts: Pointer, pixels: number) => void;
  readonly lookUp: (rgb: Pointer, tables: Pointer, output: Pointer, pixels: number) => void;
}

export const augmentModule = lazyModule<AugmentFunctions>(text);

/**
 * What each kernel is called with. Letters: N pictures of H x W pixels, OH x OW after the stride
 * (`floor((size - 1) / stride) + 1`), P = N * H * W pixels, C channels. All tensors are float32,
 * channels last. A `Buffer` is a `Pointer` for the kernels and a Float32Array for their twins.
 */

/** A byte offset into the kernels' memory, a multiple of 4 (8 is faster); 0 means "not given". */
export type Pointer = number;

/**
 * An input that is loaded as `a = act(affine(x))`: the raw output of the unit before, whose batch
 * norm and activation are applied on the way in.
 */
export interface Load<Buffer = Pointer> {
  readonly x: Buffer;
  /**
   * [3, C], the mean, `gamma * invStd` and beta: affine(x) = (x - mean) * scale + shift. Without it
   * x is taken as it is.
   */
  readonly affine?: Buffer;
  /** Whether the result is clamped to [0, 6]. */
  readonly relu6?: boolean;
}

/** Pixels in a row, for what does not look at neighbours. */
export interface PixelSizes {
  /** P, the pixels of all pictures together. */
  readonly pixels: number;
  readonly inChannels: number;
  readonly outChannels: number;
}

/** Pictures for a depthwise 3x3 convolution, padded by one. */
export interface DepthwiseSizes {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly stride: 1 | 2;
}

/** Pictures for a dense 3x3 convolution, padded by one. */
export interface DenseSizes {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly inChannels: number;
  readonly outChannels: number;
  readonly stride: 1 | 2;
}

/** A convolution of a loaded input. */
export interface ForwardTensors<Buffer = Pointer> extends Load<Buffer> {
  /** Pointwise [Cin, Cout], depthwise [3, 3, C], dense [3, 3, Cin, Cout]. */
  readonly filter: Buffer;
  /** Out: the raw convolution [.., Cout]. */
  readonly y: Buffer;
  /** Out: [Cout], the mean of y over all pixels. */
  readonly mean?: Buffer;
  /** Out: [Cout], the biased variance of y over all pixels; given together with mean. */
  readonly variance?: Buffer;
  /** `scratchBytes` of the same kernel and sizes; contents before and after do not matter. */
  readonly scratch: Buffer;
}

/** The gradients of a convolution of a loaded input, given `dy = a * dz + b * y + c`. */
export interface BackwardTensors<Buffer = Pointer> extends Load<Buffer> {
  readonly filter: Buffer;
  /** [.., Cout], the gradient with respect to this unit's batch norm output. */
  readonly dz: Buffer;
  /** [.., Cout], the raw output of this unit; not read without a. */
  readonly y?: Buffer;
  /** [Cout], factor of dz; without it dy = dz. */
  readonly a?: Buffer;
  /** [Cout], factor of y. */
  readonly b?: Buffer;
  /** [Cout]. */
  readonly c?: Buffer;
  /** Out: as filter; overwritten. */
  readonly dFilter: Buffer;
  /**
   * Out: as x, the gradient with respect to `affine(x)` (ReLU6's derivative applied). May
   * be dz or y for a depthwise convolution of stride 1.
   */
  readonly dx?: Buffer;
  /** [Cin], 1 / sqrt(variance of x + eps), for dGamma. */
  readonly xInvStd?: Buffer;
  /** Out: [Cin], the sum of dx over all pixels; needs dx. */
  readonly dBeta?: Buffer;
  /** Out: [Cin], the sum of dx * (x - mean) * xInvStd, the mean being affine's; given together with dBeta. */
  readonly dGamma?: Buffer;
  readonly scratch: Buffer;
}

/** out = act(affine(y)), plus the shortcut. */
export interface ChainOutputOptions<Buffer = Pointer> {
  /** [P, C], the raw output of the last unit. */
  readonly y: Buffer;
  /** [3, C], see {@link Load}. */
  readonly affine?: Buffer;
  readonly relu6?: boolean;
  /** [P, C], whose leading channels are added to those of out after the activation. */
  readonly identity?: Buffer;
  readonly identityChannels?: number;
  /** Out: [P, C]. */
  readonly out: Buffer;
  readonly pixels: number;
  readonly channels: number;
}

/** dz = dOut * act'(affine(y)), and batch norm's two sums. */
export interface ChainOutputGradientOptions<Buffer = Pointer> {
  /** [P, C]. */
  readonly dOut: Buffer;
  /** [P, C], the raw output of the last unit. */
  readonly y: Buffer;
  /** [3, C], see {@link Load}. */
  readonly affine?: Buffer;
  readonly relu6?: boolean;
  /** [C], 1 / sqrt(variance of y + eps). */
  readonly invStd: Buffer;
  /** Out: [P, C]; may be dOut. Left away without an activation, when dOut serves as dz. */
  readonly dz?: Buffer;
  /** Out: [C], the sum of dz. */
  readonly dBeta: Buffer;
  /** Out: [C], the sum of dz * (y - mean) * invStd, the mean being affine's. */
  readonly dGamma: Buffer;
  readonly pixels: number;
  readonly channels: number;
  readonly scratch: Buffer;
}

/** sums += iterations * x * y, added one by one: the most multiply-adds that one core can do. */
export interface PeakMultiplyAddsOptions<Buffer = Pointer> {
  /** [4]. */
  readonly x: Buffer;
  /** [4]. */
  readonly y: Buffer;
  /** In and out: [12, 4]; an iteration is these 48 multiply-adds. */
  readonly sums: Buffer;
  readonly iterations: number;
}

/** to[:, :leadingChannels] += from[:, :leadingChannels], both [P, C]. */
export interface AddLeadingChannelsOptions<Buffer = Pointer> {
  readonly to: Buffer;
  readonly from: Buffer;
  readonly leadingChannels: number;
  readonly pixels: number;
  readonly channels: number;
}

/** out [N, C] = mean over the pixels of x [N, P, C]. */
export interface GlobalPoolOptions<Buffer = Pointer> {
  readonly x: Buffer;
  readonly out: Buffer;
  readonly batch: number;
  /** P, the pixels of one picture. */
  readonly pixels: number;
  readonly channels: number;
}

/** dx [N, P, C] = dOut [N, C] / P. */
export interface GlobalPoolGradientOptions<Buffer = Pointer> {
  readonly dOut: Buffer;
  readonly dx: Buffer;
  readonly batch: number;
  readonly pixels: number;
  readonly channels: number;
}

/**
 * y[i] = act(x[i] times filter + bias) for each pixel i, found through tables of byte offsets.
 * Channels of a pixel are contiguous.
 */
export interface PackedPointwiseOptions<Buffer = Pointer, Offsets = Pointer> {
  readonly x: Buffer;
  /** u32 [pixels]: where x[i] stands, in bytes from x. */
  readonly xOffsets: Offsets;
  /** What `packPointwise` made of filter, bias and activation. */
  readonly packed: Buffer;
  /** Out. */
  readonly y: Buffer;
  /** u32 [pixels]: where y[i] goes, in bytes from y. */
  readonly yOffsets: Offsets;
  readonly pixels: number;
  readonly inChannels: number;
  /** A multiple of four. */
  readonly outChannels: number;
}

/**
 * Rows of y = act(depthwise 3x3 convolution of x with filter + bias), or, without activation, of
 * y = convolution + bias + shortcut. `...Row` are bytes between rows.
 */
export interface PackedDepthwiseOptions<Buffer = Pointer> {
  /** The tap on the upper left of the first output: x has a border of zeros around it. */
  readonly x: Buffer;
  readonly xRow: number;
  /** What `packDepthwise` made of filter, bias and activation. */
  readonly packed: Buffer;
  /** Out; does not overlap x. It may be `identity` itself where there are three columns or more. */
  readonly y: Buffer;
  readonly yRow: number;
  /** The shortcut; only for an output without activation. */
  readonly identity?: Buffer;
  readonly identityRow?: number;
  /** Leading channels that are added, a multiple of four. */
  readonly identityChannels?: number;
  /** Rows and columns of y. */
  readonly rows: number;
  readonly columns: number;
  /** A multiple of four. */
  readonly channels: number;
  /** Bytes between the pixels of a row, in x, y and identity. */
  readonly pixelBytes: number;
  readonly stride: 1 | 2;
}

/** y [N, Cout] = x [N, Cin] times filter + bias: a classifier. */
export interface PackedLinearOptions<Buffer = Pointer> {
  readonly x: Buffer;
  /** What `packPointwise` made of filter and bias. */
  readonly packed: Buffer;
  /** Out. */
  readonly y: Buffer;
  readonly batch: number;
  readonly inChannels: number;
  /** A multiple of four. */
  readonly outChannels: number;
  /** Columns of y to compute: from, up to but not including; multiples of 32, or outChannels. */
  readonly from: number;
  readonly to: number;
}

/** patches [(to - from) * columns, 9 * Cin] of x, which is padded by one with zeros. */
export interface DensePatchesOptions<Buffer = Pointer> {
  /** [height, width, Cin], without a border. */
  readonly x: Buffer;
  readonly height: number;
  readonly width: number;
  /** Bytes of a pixel of x. */
  readonly pixelBytes: number;
  /** Out. */
  readonly patches: Buffer;
  /** Rows of outputs: from, up to but not including. */
  readonly from: number;
  readonly to: number;
  /** Outputs in a row. */
  readonly columns: number;
  readonly stride: 1 | 2;
}

/** y[row, column, :channels] += identity[row, column, :channels]; distances in bytes. */
export interface AddShortcutOptions<Buffer = Pointer> {
  readonly y: Buffer;
  readonly yRow: number;
  readonly yPixel: number;
  readonly identity: Buffer;
  readonly identityRow: number;
  readonly identityPixel: number;
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
}

/** The outermost pixels of a map [rows, rowBytes] become zero: those of a padded convolution. */
export interface ClearBorderOptions<Buffer = Pointer> {
  readonly to: Buffer;
  /** The border included. */
  readonly rows: number;
  readonly rowBytes: number;
  /** A multiple of 16. */
  readonly pixelBytes: number;
}

/** One step of SGD with momentum over all parameters and their averages; see {@link SgdRow}. */
export interface SgdUpdateOptions {
  /** Written by `writeSgdTable`. */
  readonly table: Pointer;
  readonly rows: number;
  readonly rate: number;
  /** Share of the velocity that is kept. */
  readonly momentum: number;
  readonly nesterov: boolean;
  /** New averages are `kept * average + share * newParameter`; needed where rows have averages. */
  readonly kept?: number;
  readonly share?: number;
}

/** Moving averages of many tensors; see {@link BlendRow}. */
export interface BlendOptions {
  /** Written by `writeBlendTable`. */
  readonly table: Pointer;
  readonly rows: number;
}

/** The options of every kernel, by its name. */
export interface KernelOptions<Buffer = Pointer, Offsets = Pointer> {
  readonly pointwiseForward: ForwardTensors<Buffer> & PixelSizes;
  readonly pointwiseBackward: BackwardTensors<Buffer> & PixelSizes;
  readonly depthwiseForward: ForwardTensors<Buffer> & DepthwiseSizes;
  readonly depthwiseBackward: BackwardTensors<Buffer> & DepthwiseSizes;
  readonly denseForward: ForwardTensors<Buffer> & DenseSizes;
  readonly denseBackward: BackwardTensors<Buffer> & DenseSizes;
  readonly chainOutput: ChainOutputOptions<Buffer>;
  readonly chainOutputGradient: ChainOutputGradientOptions<Buffer>;
  readonly peakMultiplyAdds: PeakMultiplyAddsOptions<Buffer>;
  readonly addLeadingChannels: AddLeadingChannelsOptions<Buffer>;
  readonly globalPool: GlobalPoolOptions<Buffer>;
  readonly globalPoolGradient: GlobalPoolGradientOptions<Buffer>;
  readonly packedPointwise: PackedPointwiseOptions<Buffer, Offsets>;
  readonly packedDepthwise: PackedDepthwiseOptions<Buffer>;
  readonly packedLinear: PackedLinearOptions<Buffer>;
  readonly densePatches: DensePatchesOptions<Buffer>;
  readonly addShortcut: AddShortcutOptions<Buffer>;
  readonly moveBytes: { readonly from: Buffer; readonly to: Buffer; readonly bytes: number };
  readonly clearBytes: { readonly to: Buffer; readonly bytes: number };
  readonly clearBorder: ClearBorderOptions<Buffer>;
  readonly packColumns: PackColumnsOptions<Buffer>;
  /** Takes parts of the job at hand, see phases.ts. */
  readonly runPhases: RunPhasesOptions<Buffer>;
  /** Makes `calls` kernel calls that `encodeProgram` wrote down. */
  readonly runProgram: { readonly program: Buffer; readonly calls: number };
  readonly sgdUpdate: SgdUpdateOptions;
  readonly blend: BlendOptions;
}

/** target[r, c] = source[c, r] * factors[c] */
export interface PackColumnsOptions<Buffer = Pointer> {
  /** [columns, rows] */
  readonly source: Buffer;
  /** f64 [columns]; all are 1 unless given. */
  readonly factors?: Buffer;
  /** [rows, width] */
  readonly target: Buffer;
  readonly rows: number;
  readonly columns: number;
  readonly width: number;
}

export interface RunPhasesOptions<Buffer = Pointer> {
  /** Where the threads meet, `controlBytes(threads)` long. */
  readonly control: Buffer;
  readonly threads: number;
  /** Which of them this one is; 0 begins the jobs and returns when one is done. */
  readonly thread: number;
  /** How often it looks for a part that comes free before it returns. */
  readonly spins: number;
}

/** The sizes that decide how much scratch a kernel needs. */
export interface ScratchSizes {
  readonly pointwiseForward: PixelSizes;
  readonly pointwiseBackward: PixelSizes;
  readonly depthwiseForward: DepthwiseSizes;
  readonly depthwiseBackward: DepthwiseSizes;
  readonly denseForward: DenseSizes;
  readonly denseBackward: DenseSizes;
  readonly chainOutputGradient: { readonly channels: number };
}

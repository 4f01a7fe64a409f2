// What the two sides share, laid out by src/jpeg/workspace.ts: fields of four bytes, in this order.

/** Where a scan stands in its bytes, and what it says of its coefficients. */
@unmanaged
export class Scan {
  /** The next byte of the file, and the file's end. */
  source: usize;
  sourceEnd: usize;
  /** The end of the room for clean bytes, see clean.ts, and the last of these in it. */
  cleanTop: usize;
  cleanBottom: usize;
  /** Eight bytes, of which the highest is the next that is not in `bits`. */
  at: usize;
  /** How many of `bits`, from the highest down, are known. */
  left: i32;
  bitsLow: u32;
  bitsHigh: u32;
  /** MCUs between two restart markers, 0 for none; those until the next; that marker's number. */
  restartInterval: i32;
  untilRestart: i32;
  restart: i32;
  /** Blocks whose remaining coefficients are 0, in progressive scans. */
  endOfBlocks: i32;
  /** Coefficients from the first to the last in zigzag order, of which this and higher bits come. */
  first: i32;
  last: i32;
  lowBit: i32;
  /** u8 [80], byte offsets in a block by place in zigzag order, see `fillZigzag`. */
  zigzag: usize;
  /** Blocks of an MCU, as many as `blocksEnd` says. */
  blocks: usize;
  blocksEnd: usize;
  mcusPerRow: i32;
}

/** A place in the MCU. */
@unmanaged
export class Block {
  /** The first MCU's, i16 [8, 8]; from MCU to MCU; from row to row of MCUs. */
  coefficients: usize;
  step: i32;
  rowStep: i32;
  /** The last DC coefficient of the component, i32. */
  prediction: usize;
  dcTable: usize;
  acTable: usize;
}

/** Samples of a component, of which the coordinates are the picture's divided by the steps. */
@unmanaged
export class Plane {
  /** u8 [.., stride] */
  samples: usize;
  stride: i32;
  /** Samples that belong to the picture. */
  width: i32;
  height: i32;
  /** Pixels to a sample. */
  xStep: i32;
  yStep: i32;
  /** Room for a row of samples as wide as the picture, and 64 bytes. */
  row: usize;
  /** Room for i16 of the plane's width, and 64 bytes. */
  sums: usize;
}

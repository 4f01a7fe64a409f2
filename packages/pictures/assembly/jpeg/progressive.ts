// The scans of progressive pictures (ITU-T T.81, annex G): a coefficient's higher bits come first, its
// lower ones in later scans.
import { isOverrun, restart } from './clean';
import {
  bitsOf, entryOfLongCode, LOOKUP_BITS, numberOf, numberOfBits, sizeOf, zerosOf,
} from './huffman-table';
import { Block, Scan } from './structs';

// The bits that are known and not used, by all functions of this file.
let bits: u64 = 0;
let left: i32 = 0;
let at: usize = 0;

@inline
function enter(scan: Scan): void {
  at = scan.at;
  left = scan.left;
  bits = (<u64>scan.bitsHigh << 32) | scan.bitsLow;
}

@inline
function leave(scan: Scan): void {
  scan.at = at;
  scan.left = left;
  scan.bitsLow = <u32>bits;
  scan.bitsHigh = <u32>(bits >> 32);
}

@inline
function refill(): void {
  bits |= load<u64>(at) >> left;
  at -= (63 - left) >> 3;
  left |= 56;
}

/** At most 32, of which there are enough. */
@inline
function take(count: i32): i32 {
  const value = <i32>(bits >> (64 - count));
  bits <<= count;
  left -= count;
  return value;
}

/** The entry of the next code, 0 if there is none. */
@inline
function nextEntry(table: usize): u32 {
  const found = load<u32>(table + (<usize>(bits >> (64 - LOOKUP_BITS)) << 2));
  const entry = found ? found : entryOfLongCode(table, bits);
  bits <<= bitsOf(entry);
  left -= bitsOf(entry);
  return entry;
}

@inline
function numberAfter(entry: u32): i32 {
  const size = sizeOf(entry);
  return size ? numberOfBits(take(size), size) : numberOf(entry);
}

/** Goes to the next segment if it is its turn. */
function begin(scan: Scan): bool {
  if (!scan.restartInterval) return true;
  if (!scan.untilRestart) {
    if (!restart(scan)) return false;
    for (let i = scan.blocks; i < scan.blocksEnd; i += offsetof<Block>()) {
      store<i32>(changetype<Block>(i).prediction, 0);
    }
    enter(scan);
  }
  scan.untilRestart--;
  return true;
}

/** The first scan of the first coefficients. */
export function decodeFirstDc(scan: Scan, row: i32): bool {
  enter(scan);
  for (let mcu = 0; mcu < scan.mcusPerRow; mcu++) {
    if (!begin(scan)) return false;
    for (let i = scan.blocks; i < scan.blocksEnd; i += offsetof<Block>()) {
      const block = changetype<Block>(i);
      refill();
      const entry = nextEntry(block.dcTable);
      if (!entry) return false;
      const value = load<i32>(block.prediction) + numberAfter(entry);
      store<i32>(block.prediction, value);
      const output = block.coefficients + row * block.rowStep + mcu * block.step;
      store<i16>(output, value << scan.lowBit);
    }
    if (isOverrun(scan, at, left)) return false;
  }
  leave(scan);
  return true;
}

/** One more bit of the first coefficients. */
export function refineDc(scan: Scan, row: i32): bool {
  enter(scan);
  for (let mcu = 0; mcu < scan.mcusPerRow; mcu++) {
    if (!begin(scan)) return false;
    for (let i = scan.blocks; i < scan.blocksEnd; i += offsetof<Block>()) {
      const block = changetype<Block>(i);
      refill();
      const output = block.coefficients + row * block.rowStep + mcu * block.step;
      store<i16>(output, load<i16>(output) | (take(1) << scan.lowBit));
    }
    if (isOverrun(scan, at, left)) return false;
  }
  leave(scan);
  return true;
}

/** The first scan of other coefficients: of one component, a block an MCU. */
export function decodeFirstAc(scan: Scan, row: i32): bool {
  const block = changetype<Block>(scan.blocks);
  const last = scan.last;
  let output = block.coefficients + row * block.rowStep;
  enter(scan);
  for (let mcu = 0; mcu < scan.mcusPerRow; mcu++, output += block.step) {
    if (!begin(scan)) return false;
    if (scan.endOfBlocks) {
      scan.endOfBlocks--;
      continue;
    }
    for (let k = scan.first; k <= last; k++) {
      refill();
      const entry = nextEntry(block.acTable);
      if (!entry) return false;
      const value = numberAfter(entry);
      const zeros = zerosOf(entry);
      if (!value && zeros < 15) {
        scan.endOfBlocks = blocksToEnd(zeros) - 1;
        break;
      }
      k += zeros;
      if (value) store<i16>(output + load<u8>(scan.zigzag + k), value << scan.lowBit);
    }
    if (isOverrun(scan, at, left)) return false;
  }
  leave(scan);
  return true;
}

/** How many blocks, this one included, have nothing more. */
@inline
function blocksToEnd(size: i32): i32 {
  return (1 << size) + (size ? take(size) : 0);
}

/** One more bit of other coefficients. */
export function refineAc(scan: Scan, row: i32): bool {
  const block = changetype<Block>(scan.blocks);
  let output = block.coefficients + row * block.rowStep;
  enter(scan);
  for (let mcu = 0; mcu < scan.mcusPerRow; mcu++, output += block.step) {
    if (!begin(scan)) return false;
    if (!refineBlock(scan, block, output) || isOverrun(scan, at, left)) return false;
  }
  leave(scan);
  return true;
}

function refineBlock(scan: Scan, block: Block, output: usize): bool {
  const last = scan.last;
  let k = scan.first;
  if (!scan.endOfBlocks) {
    for (; k <= last; k++) {
      refill();
      const entry = nextEntry(block.acTable);
      if (!entry) return false;
      const value = numberAfter(entry);
      const zeros = zerosOf(entry);
      if (!value && zeros < 15) {
        scan.endOfBlocks = blocksToEnd(zeros);
        break;
      }
      k = refineUntil(scan, output, k, zeros);
      if (value) store<i16>(output + load<u8>(scan.zigzag + k), value << scan.lowBit);
    }
  }
  if (scan.endOfBlocks) {
    refineUntil(scan, output, k, 64);
    scan.endOfBlocks--;
  }
  return true;
}

/**
 * Reads a bit for each coefficient that is not 0, from place `k` on, up to the zero that follows
 * `zeros` others.
 *
 * @returns its place, or that behind the last
 */
function refineUntil(scan: Scan, output: usize, k: i32, zeros: i32): i32 {
  for (; k <= scan.last; k++) {
    const coefficient = output + load<u8>(scan.zigzag + k);
    const value = <i32>load<i16>(coefficient);
    if (!value) {
      if (!zeros--) break;
      continue;
    }
    refill();
    const bit = take(1) << scan.lowBit;
    if (!(value & bit)) store<i16>(coefficient, value + (value < 0 ? -bit : bit));
  }
  return k;
}

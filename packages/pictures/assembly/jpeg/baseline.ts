// The coefficients of a sequential scan.
import { isOverrun, restart } from './clean';
import {
  bitsOf, entryOfLongCode, LOOKUP_BITS, numberOf, numberOfBits, sizeOf, zerosOf,
} from './huffman-table';
import { Block, Scan } from './structs';

/**
 * Adds a row of MCUs to coefficients that are 0.
 *
 * @returns false where the bytes make no sense
 */
export function decodeSequential(scan: Scan, row: i32): bool {
  const zigzag = scan.zigzag;
  const blocks = scan.blocks;
  const blocksEnd = scan.blocksEnd;
  let at = scan.at;
  let left = scan.left;
  let bits = (<u64>scan.bitsHigh << 32) | scan.bitsLow;
  for (let mcu = 0; mcu < scan.mcusPerRow; mcu++) {
    if (scan.restartInterval) {
      if (!scan.untilRestart) {
        if (!restart(scan)) return false;
        for (let i = blocks; i < blocksEnd; i += offsetof<Block>()) {
          store<i32>(changetype<Block>(i).prediction, 0);
        }
        at = scan.at, left = 0, bits = 0;
      }
      scan.untilRestart--;
    }
    for (let i = blocks; i < blocksEnd; i += offsetof<Block>()) {
      const block = changetype<Block>(i);
      const output = block.coefficients + row * block.rowStep + mcu * block.step;
      // At least 56 bits; a code and its number have at most 31.
      bits |= load<u64>(at) >> left;
      at -= (63 - left) >> 3;
      left |= 56;
      const dcTable = block.dcTable;
      let entry = load<u32>(dcTable + (<usize>(bits >> (64 - LOOKUP_BITS)) << 2));
      if (!entry) {
        entry = entryOfLongCode(dcTable, bits);
        if (!entry) return false;
      }
      bits <<= bitsOf(entry);
      left -= bitsOf(entry);
      let number = numberOf(entry);
      let size = sizeOf(entry);
      if (size) {
        number = numberOfBits(<i32>(bits >> (64 - size)), size);
        bits <<= size;
        left -= size;
      }
      number += load<i32>(block.prediction);
      store<i32>(block.prediction, number);
      store<i16>(output, number);

      const acTable = block.acTable;
      let k = 1;
      do {
        if (left < 32) {
          bits |= load<u64>(at) >> left;
          at -= (63 - left) >> 3;
          left |= 56;
        }
        entry = load<u32>(acTable + (<usize>(bits >> (64 - LOOKUP_BITS)) << 2));
        if (!entry) {
          entry = entryOfLongCode(acTable, bits);
          if (!entry) return false;
        }
        bits <<= bitsOf(entry);
        left -= bitsOf(entry);
        k += zerosOf(entry);
        number = numberOf(entry);
        if (!number) {
          size = sizeOf(entry);
          if (!size) {
            // 16 zeros, or nothing but zeros.
            if (zerosOf(entry) < 15) break;
            k++;
            continue;
          }
          number = numberOfBits(<i32>(bits >> (64 - size)), size);
          bits <<= size;
          left -= size;
        }
        store<i16>(output + load<u8>(zigzag + k), number);
        k++;
      } while (k < 64);
    }
    if (isOverrun(scan, at, left)) return false;
  }
  scan.at = at;
  scan.left = left;
  scan.bitsLow = <u32>bits;
  scan.bitsHigh = <u32>(bits >> 32);
  return true;
}

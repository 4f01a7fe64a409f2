// A code of up to 16 bits gives a symbol: how many zeros to skip (high four bits) and how many bits
// of a number follow (low four). Most codes are found by their first bits, with the number if it is
// short enough.

/** Bits by which a table is looked up. */
export const LOOKUP_BITS: i32 = 10;

// Of a table's memory: u32 [1024] entries; i32 [17] by length, the first code, left-aligned in 16 bits,
// that is longer; i32 [17] what leads from a code to its symbol; u8 [256] symbols.
const LIMITS: usize = 4 << LOOKUP_BITS;
const SHIFTS: usize = LIMITS + 4 * 17;
const SYMBOLS: usize = SHIFTS + 4 * 17;

// An entry: bits to take (5), bits of a number still to be read (4), 3 bits of nothing, zeros to skip
// (4), number (16).
@inline
export function bitsOf(entry: u32): i32 {
  return entry & 31;
}

@inline
export function sizeOf(entry: u32): i32 {
  return (entry >> 5) & 15;
}

@inline
export function zerosOf(entry: u32): i32 {
  return (entry >> 12) & 15;
}

@inline
export function numberOf(entry: u32): i32 {
  return <i32>entry >> 16;
}

/**
 * @param counts u8 [16], codes of 1 to 16 bits
 * @param symbols u8 [.., at most 256]
 * @param maxSymbol the highest that there may be
 * @returns whether there can be such codes, of which none is all ones
 */
export function buildTable(counts: usize, symbols: usize, table: usize, maxSymbol: i32): bool {
  memory.fill(table, 0, LIMITS);
  let code = 0;
  let at = 0;
  for (let length = 1; length <= 16; length++) {
    store<i32>(table + SHIFTS + 4 * length, at - code);
    for (let i = <i32>load<u8>(counts + length - 1); i > 0; i--, code++, at++) {
      const symbol = <i32>load<u8>(symbols + at);
      if (at > 255 || (code + 1) >> length || symbol > maxSymbol) return false;
      store<u8>(table + SYMBOLS + at, symbol);
      if (length <= LOOKUP_BITS) fillEntries(table, code, length, symbol);
    }
    store<i32>(table + LIMITS + 4 * length, code << (16 - length));
    code <<= 1;
  }
  return true;
}

function fillEntries(table: usize, code: i32, length: i32, symbol: i32): void {
  const free = LOOKUP_BITS - length;
  const first = table + (<usize>(code << free) << 2);
  for (let rest = 0; rest < 1 << free; rest++) {
    store<u32>(first + (<usize>rest << 2), entryOf(symbol, length, rest, free));
  }
}

/** @param rest the `free` bits behind the code */
function entryOf(symbol: i32, length: i32, rest: i32, free: i32): u32 {
  const zeros = (symbol >> 4) << 12;
  const size = symbol & 15;
  if (size == 0 || size > free) return zeros | (size << 5) | length;
  return (numberOfBits(rest >> (free - size), size) << 16) | zeros | (length + size);
}

/** The number that `size` bits stand for: those that begin with 0 are negative. */
@inline
export function numberOfBits(bits: i32, size: i32): i32 {
  return bits + (((bits >> (size - 1)) - 1) & (1 - (1 << size)));
}

/** The entry of a code that is longer than `LOOKUP_BITS`, 0 if there is none. */
export function entryOfLongCode(table: usize, bits: u64): u32 {
  const code = <i32>(bits >> 48);
  for (let length = LOOKUP_BITS + 1; length <= 16; length++) {
    if (code >= load<i32>(table + LIMITS + 4 * length)) continue;
    const at = (code >> (16 - length)) + load<i32>(table + SHIFTS + 4 * length);
    const symbol = <i32>load<u8>(table + SYMBOLS + at);
    return ((symbol >> 4) << 12) | ((symbol & 15) << 5) | length;
  }
  return 0;
}

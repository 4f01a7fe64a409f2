/**
 * Byte offsets in a block of i16 [8, 8] by place in zigzag order; behind the 64 stands the last 16
 * times, for what would skip too many.
 *
 * @param zigzag u8 [80]
 */
export function fillZigzag(zigzag: usize): void {
  let x = 0;
  let y = 0;
  for (let k = 0; k < 64; k++) {
    store<u8>(zigzag + k, 2 * (8 * y + x));
    // Up and to the right on every second diagonal, down and to the left on the others.
    const isUp = ((x + y) & 1) == 0;
    if (isUp ? x == 7 : y < 7 && x == 0) y++;
    else if (isUp ? y == 0 : y == 7) x++;
    else if (isUp) x++, y--;
    else x--, y++;
  }
  memory.fill(zigzag + 64, 126, 16);
}

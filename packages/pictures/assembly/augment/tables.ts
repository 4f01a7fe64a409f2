/** `counts` [3, 256] of u32 must be 0. */
export function histograms(rgb: usize, counts: usize, pixels: usize): void {
  for (let at = rgb; at < rgb + 3 * pixels; at += 3) {
    count(counts, at);
    count(counts + 1024, at + 1);
    count(counts + 2048, at + 2);
  }
}

@inline
function count(counts: usize, at: usize): void {
  const counter = counts + 4 * <usize>load<u8>(at);
  store<u32>(counter, load<u32>(counter) + 1);
}

/** `tables` [3, 256]. */
export function lookUp(rgb: usize, tables: usize, output: usize, pixels: usize): void {
  for (let i: usize = 0; i < 3 * pixels; i += 3) {
    store<u8>(output + i, load<u8>(tables + <usize>load<u8>(rgb + i)));
    store<u8>(output + i, load<u8>(tables + <usize>load<u8>(rgb + i, 1), 256), 1);
    store<u8>(output + i, load<u8>(tables + <usize>load<u8>(rgb + i, 2), 512), 2);
  }
}

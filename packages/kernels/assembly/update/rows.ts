// Tables through which one call reaches many tensors. A row is a list of 32-bit words: addresses,
// then the number of elements, then factors.

// @ts-ignore: decorator
@inline
export function word(row: usize, index: usize): usize {
  return load<u32>(row + index * 4);
}

// @ts-ignore: decorator
@inline
export function factor(row: usize, index: usize): f32 {
  return load<f32>(row + index * 4);
}

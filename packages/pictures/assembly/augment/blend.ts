import { mix16 } from './mix';

// 16 bytes at a time; a tail reads and writes up to 15 bytes behind.

export function blendBytes(
  first: usize,
  second: usize,
  output: usize,
  length: usize,
  factor: f32,
): void {
  const factors = f32x4.splat(factor);
  for (let i: usize = 0; i < length; i += 16) {
    v128.store(output + i, mix16(v128.load(first + i), v128.load(second + i), factors));
  }
}

export function blendLevel(
  level: i32,
  bytes: usize,
  output: usize,
  length: usize,
  factor: f32,
): void {
  const levels = i8x16.splat(<i8>level);
  const factors = f32x4.splat(factor);
  for (let i: usize = 0; i < length; i += 16) {
    v128.store(output + i, mix16(levels, v128.load(bytes + i), factors));
  }
}

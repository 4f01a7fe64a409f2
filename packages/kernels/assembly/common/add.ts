import { QUAD, add } from './lanes';

/** to += from, `bytes` long. */
export function addInto(to: usize, from: usize, bytes: usize): void {
  let k: usize = 0;
  for (; k + QUAD <= bytes; k += QUAD) addAt<v128>(to + k, from + k);
  for (; k < bytes; k += 4) addAt<f32>(to + k, from + k);
}

// @ts-ignore: decorator
@inline
function addAt<T>(to: usize, from: usize): void {
  store<T>(to, add<T>(load<T>(to), load<T>(from)));
}

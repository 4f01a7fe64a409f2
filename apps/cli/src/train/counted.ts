import { grouped } from '../format/numbers.js';

/** `1 batch`, `2,502 batches`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${grouped(count)} ${count === 1 ? one : many}`;

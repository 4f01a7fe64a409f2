import { expect, it } from '@jest/globals';
import type { Command } from '../frame/command.js';
import { convert } from './convert.js';
import { evaluate } from './eval.js';
import { parity } from './parity.js';
import { predict } from './predict.js';
import { summary } from './summary.js';
import { train } from './train.js';

it.each<Pick<Command, 'name' | 'args' | 'flags'>>([
  convert,
  evaluate,
  parity,
  predict,
  summary,
  train,
])('$name says that it takes known weights by their name', ({ args, flags }) => {
  const helps = [...args, ...Object.values(flags)].map(({ help }) => help);
  expect(helps.join('\n')).toContain('name from `mobilenext weights`');
});

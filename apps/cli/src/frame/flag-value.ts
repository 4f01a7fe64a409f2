import type { Flag } from './command.js';
import { badChoice, badNumber } from './errors.js';

/**
 * A typed value of what was typed.
 *
 * @throws {CliError} `USAGE` for a number that is none or too small, or an unknown choice.
 */
export function parseFlagValue(name: string, flag: Flag, text: string): string | number {
  switch (flag.type) {
    case 'number':
    case 'integer':
      return parseNumber(name, flag, text);
    case 'string':
      if (flag.choices && !flag.choices.includes(text)) throw badChoice(name, text, flag.choices);
      return text;
    default:
      return text;
  }
}

function parseNumber(
  name: string,
  flag: { readonly type: 'number' | 'integer'; readonly min?: number },
  text: string,
): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  const fits = flag.type === 'integer' ? Number.isSafeInteger(value) : Number.isFinite(value);
  if (!fits || (flag.min !== undefined && value < flag.min)) {
    const kind = flag.type === 'integer' ? 'a whole number' : 'a number';
    throw badNumber(name, text, flag.min === undefined ? kind : `${kind} of at least ${flag.min}`);
  }
  return value;
}

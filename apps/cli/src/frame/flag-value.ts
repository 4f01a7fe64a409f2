import type { Flag } from './command.js';
import { badChoice, badNumber } from './errors.js';

type NumberFlag = Extract<Flag, { readonly type: 'number' | 'integer' }>;

/**
 * A typed value of what was typed.
 *
 * @throws {CliError} `USAGE` for a number that is none or out of its bounds, or an unknown choice.
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

function parseNumber(name: string, flag: NumberFlag, text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  const { min = Number.NEGATIVE_INFINITY, between: [above, below] = EVERYTHING } = flag;
  const isOfType = flag.type === 'integer' ? Number.isSafeInteger(value) : Number.isFinite(value);
  if (!isOfType || value < min || value <= above || value >= below) {
    throw badNumber(name, text, wantedBy(flag));
  }
  return value;
}

const EVERYTHING = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;

function wantedBy({ type, min, between }: NumberFlag): string {
  const kind = type === 'integer' ? 'a whole number' : 'a number';
  if (between) return `${kind} above ${between[0]} and below ${between[1]}`;
  return min === undefined ? kind : `${kind} of at least ${min}`;
}

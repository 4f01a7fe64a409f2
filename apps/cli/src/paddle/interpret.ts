import { nearestNames } from '@mobilenext/core';
import { badCall } from '../frame/errors.js';
import type { Leaf, Settings } from './settings-file.js';

/** What one of PaddleClas's settings means here. */
export type Meaning =
  /** One of the command's flags, by its camelCase name. */
  | { readonly flag: string }
  /** Settings of the training configuration, `a.b=value`. */
  | { readonly settings: (value: Leaf) => readonly string[] }
  /** The same, made once of all keys that have it. */
  | { readonly together: (all: Settings) => readonly string[] }
  /** Nothing else is done here than one of these. */
  | { readonly only: readonly unknown[] }
  /** Changes no result, or concerns another command; said, not done. */
  | { readonly note: string };

export type Meanings = Readonly<Record<string, Meaning>>;

/** What a settings file means to one command. */
export interface Dialect {
  readonly meanings: Meanings;
  /** Keys that another command reads, and PaddleClas would not look at here either. */
  readonly isElsewhere: (key: string) => boolean;
  /** What is wrong with keys that each have a meaning. */
  readonly clashes?: (settings: Settings) => readonly string[];
}

/** A settings file in this command's own terms. */
export interface Interpretation {
  readonly flags: ReadonlyMap<string, Leaf>;
  readonly settings: readonly string[];
  /** Lines about what is left aside. */
  readonly notes: readonly string[];
}

/**
 * Translates PaddleClas's settings.
 *
 * @throws {CliError} `USAGE`, naming everything that is asked for and not here.
 */
export function interpret(
  settings: Settings,
  { meanings, isElsewhere, clashes }: Dialect,
): Interpretation {
  const flags = new Map<string, Leaf>();
  const changes: string[] = [];
  const notes: string[] = [];
  const problems = [...(clashes?.(settings) ?? [])];
  const made = new Set<object>();
  for (const [key, value] of settings) {
    const meaning = Object.hasOwn(meanings, key) ? meanings[key] : undefined;
    if (!meaning) problems.push(...(isElsewhere(key) ? [] : [unknownKey(key, meanings)]));
    else if ('flag' in meaning) flags.set(meaning.flag, value);
    else if ('settings' in meaning) {
      changes.push(...meaning.settings(value));
    } else if ('together' in meaning) {
      if (!made.has(meaning.together)) changes.push(...meaning.together(settings));
      made.add(meaning.together);
    } else if ('note' in meaning) notes.push(`${key} is left aside: ${meaning.note}`);
    else if (!isOneOf(value, meaning.only)) problems.push(otherValue(key, value, meaning.only));
  }
  if (problems.length > 0) throw badCall(problems.join('; '));
  return { flags, settings: changes, notes };
}

function unknownKey(key: string, meanings: Meanings): string {
  const [near] = nearestNames(key, Object.keys(meanings));
  return near === undefined || near === key
    ? `${key} is not supported: take it out of the file`
    : `${key} is not supported: take it out, or is ${near} meant?`;
}

const otherValue = (key: string, value: Leaf, only: readonly unknown[]): string =>
  `${key}=${JSON.stringify(value)} is not supported: only ${only.map((each) => JSON.stringify(each)).join(' or ')}`;

const isOneOf = (value: Leaf, only: readonly unknown[]): boolean =>
  only.some((each) => JSON.stringify(each) === JSON.stringify(value));

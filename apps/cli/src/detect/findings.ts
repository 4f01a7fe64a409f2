import type { Finding } from '@mobilenext/trainer';
import { QUESTIONS } from '../network/questions.js';
import { MOST_PICTURES } from './read-pictures.js';

/** `identity multiplier 1 (2 fits 4.6 times worse)`. */
export function findingText({ question, answer, rival, margin }: Finding): string {
  const { words } = QUESTIONS[question];
  const than = rival === undefined ? 'as given' : `${rival} fits ${times(margin)} worse`;
  return `${words} ${answer} (${than})`;
}

/**
 * `cannot tell the identity multiplier (1 or 2: 1.1 times): give --identity-multiplier, or ...; told:
 * normalization ...`. What was told can be typed, so that it need not be asked again.
 */
export function unclearText(
  findings: readonly Finding[],
  given: { readonly pictures: number; readonly crop?: number },
): string {
  const unclear = findings.filter(({ clear }) => !clear);
  const told = findings.filter(({ clear, rival }) => clear && rival !== undefined);
  // More pictures do not make up for their size.
  const pictures = unclear.every(({ needs }) => needs) ? '' : `, or ${adviceText(given)}`;
  const known = told.length > 0 ? `; told: ${told.map(findingText).join(', ')}` : '';
  return `cannot tell ${unclear.map(questionText).join(', and ')}${pictures}${known}`;
}

/** What is not given, or may have been given wrong. */
function adviceText({
  pictures,
  crop,
}: {
  readonly pictures: number;
  readonly crop?: number;
}): string {
  const more = pictures < MOST_PICTURES ? 'more' : 'other';
  const size =
    crop === undefined
      ? 'the size that it was trained at with --crop'
      : `another --crop: ${crop} may not be the size that it was trained at`;
  return `${more} pictures like those it was trained on, or ${size}`;
}

function questionText({ question, answer, rival, margin, needs }: Finding): string {
  const { words, flag } = QUESTIONS[question];
  return needs === 'size'
    ? `the ${words} without the size of the pictures that it was trained on: give --crop SIZE, or ${flag}`
    : `the ${words} (${answer} or ${rival}: ${times(margin)}): give ${flag}`;
}

const times = (margin: number): string => `${margin >= 100 ? 'over 100' : margin.toFixed(1)} times`;

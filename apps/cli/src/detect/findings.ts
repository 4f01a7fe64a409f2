import type { Finding } from '@mobilenext/trainer';
import { QUESTIONS } from '../network/questions.js';

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
export function unclearText(findings: readonly Finding[]): string {
  const unclear = findings.filter(({ clear }) => !clear);
  const told = findings.filter(({ clear, rival }) => clear && rival !== undefined);
  // More pictures do not make up for their size.
  const pictures = unclear.every(({ needs }) => needs)
    ? ''
    : ', or more pictures like those it was trained on, and their size with --crop';
  const known = told.length > 0 ? `; told: ${told.map(findingText).join(', ')}` : '';
  return `cannot tell ${unclear.map(questionText).join(', and ')}${pictures}${known}`;
}

function questionText({ question, answer, rival, margin, needs }: Finding): string {
  const { words, flag } = QUESTIONS[question];
  return needs === 'size'
    ? `the ${words} without the size of the pictures that it was trained on: give --crop SIZE, or ${flag}`
    : `the ${words} (${answer} or ${rival}: ${times(margin)}): give ${flag}`;
}

const times = (margin: number): string => `${margin >= 100 ? 'over 100' : margin.toFixed(1)} times`;

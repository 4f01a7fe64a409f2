import type { Decision } from '@mobilenext/nn';
import { type Question, QUESTIONS } from '../network/questions.js';

/** What was found out about one question. */
export interface Finding extends Pick<Decision<string | number>, 'answer' | 'margin' | 'clear'> {
  readonly question: Question;
  /** The next best answer; absent where what was typed left no other. */
  readonly rival?: string | number;
}

/** `identity multiplier 1 (2 explains the statistics 4.6 times worse)`. */
export function findingText({ question, answer, rival, margin }: Finding): string {
  const { words } = QUESTIONS[question];
  const than = rival === undefined ? 'as given' : `${rival} fits ${times(margin)} worse`;
  return `${words} ${answer} (${than})`;
}

/** `cannot tell the strides: imagenet and small fit alike (1.1 times); give --strides`. */
export function unclearText(findings: readonly Finding[]): string {
  const each = findings.map(({ question, answer, rival, margin }) => {
    const { words, flag } = QUESTIONS[question];
    return `the ${words} (${answer} or ${rival}: ${times(margin)}): give ${flag}`;
  });
  return `cannot tell ${each.join(', and ')}, or more pictures like those it was trained on, and their size with --crop`;
}

const times = (margin: number): string => `${margin >= 100 ? 'over 100' : margin.toFixed(1)} times`;

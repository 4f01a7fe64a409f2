import type { Problem } from '../errors.js';
import type { Converted, Phase } from '../protocol.js';
import { element, find } from './element.js';
import { bytesText } from './numbers.js';
import { proofText } from './proof-text.js';
import { leftOutText } from './report-facts.js';

const PHASES: Readonly<Record<Phase, string>> = {
  reading: 'Reading the file',
  converting: 'Converting',
  checking: 'Reading the result back',
};

/** Shows that something is being done, and what. */
export function showBusy(phase: Phase): void {
  find('#busy', HTMLElement).hidden = false;
  find('#phase', HTMLElement).textContent = PHASES[phase];
  find('#options', HTMLFieldSetElement).disabled = true;
  say(PHASES[phase]);
}

export function showIdle(): void {
  find('#busy', HTMLElement).hidden = true;
  find('#options', HTMLFieldSetElement).disabled = false;
}

/** A line for those who listen to the page. */
export function say(text: string): void {
  find('#status', HTMLElement).textContent = text;
}

/** One line with its code. */
export function showProblem({ code, message }: Problem): void {
  const line = find('#problem', HTMLElement);
  line.replaceChildren(element('code', code), ` ${message}`);
  line.hidden = false;
}

export function hideProblem(): void {
  find('#problem', HTMLElement).hidden = true;
}

/** Address of the file that was converted last, which holds its memory. */
let address: string | undefined;

/** Saves a file through the browser and keeps a link to it. */
export function showResult({ name, blob, proof, leftOut }: Converted): void {
  hideResult();
  address = URL.createObjectURL(blob);
  const link = element('a', name);
  link.href = address;
  link.download = name;
  const rest = leftOut.length > 0 ? ` Left out: ${leftOutText(leftOut)}.` : '';
  const line = find('#result', HTMLElement);
  line.replaceChildren(link, `, ${bytesText(blob.size)}. ${proofText(proof)}${rest}`);
  line.hidden = false;
  say(`Saved as ${name}`);
  link.click();
}

export function hideResult(): void {
  find('#result', HTMLElement).hidden = true;
  if (address !== undefined) URL.revokeObjectURL(address);
  address = undefined;
}

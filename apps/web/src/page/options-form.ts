import { holdsGraph, WRITTEN_FORMATS } from '@mobilenext/converter';
import { STRIDES, type StridesName } from '@mobilenext/mobilenext';
import type { ConvertOptions, Facts, Report } from '../protocol.js';
import { find } from './element.js';

const form = () => find('#convert', HTMLFormElement);
const checkbox = (name: string) => find(`#${name}`, HTMLInputElement);
const strides = () => find('#strides', HTMLSelectElement);
const multiplier = () => find('#multiplier', HTMLInputElement);

/** Puts the form back to what a checkpoint's metadata say. */
export function resetOptions({ saved, hasAverage }: Report): void {
  form().reset();
  strides().value = saved.strides ?? '';
  multiplier().value = String(saved.identityMultiplier ?? '');
  find('#average-label', HTMLElement).hidden = !hasAverage;
  showNeeds(saved);
}

/** Shows what the chosen format makes of the options. */
export function showNeeds(saved: Facts): void {
  const { format } = readOptions();
  find('#fold-label', HTMLElement).hidden = format !== 'onnx';
  if (format !== 'onnx') checkbox('fold').checked = false;
  for (const field of [strides(), multiplier()]) field.required = holdsGraph(format);
  markFields([]);
  find('#facts-note', HTMLElement).textContent = noteOf(saved, holdsGraph(format));
}

function noteOf(saved: Facts, isNeeded: boolean): string {
  if (saved.strides !== undefined && saved.identityMultiplier !== undefined) {
    return 'As the file says. A wrong value would load silently and cost accuracy.';
  }
  return isNeeded
    ? 'This format holds the graph, of which the file does not tell all: say what the network was trained with. A wrong value would load silently and cost accuracy.'
    : 'Weights leave no trace of these two. If you know what the network was trained with, say so: it is written into the metadata where the format has a place for them.';
}

/** What is chosen now. */
export function readOptions(): ConvertOptions {
  const format = find('#format', HTMLSelectElement).value;
  const isChecked = (name: string): boolean => checkbox(name).checked;
  return {
    format: WRITTEN_FORMATS.find((name) => name === format) ?? WRITTEN_FORMATS[0],
    average: isChecked('average'),
    half: isChecked('half'),
    fold: isChecked('fold'),
    facts: readFacts(),
  };
}

/** What is said about the network; a field that is empty or wrong says nothing. */
export function readFacts(): Facts {
  const name = strides().value;
  const { validity, valueAsNumber } = multiplier();
  const isNumber = validity.valid && Number.isInteger(valueAsNumber);
  return {
    ...(Object.hasOwn(STRIDES, name) && { strides: name as StridesName }),
    ...(isNumber && { identityMultiplier: valueAsNumber }),
  };
}

/** Whether a field stands in the way; all are marked, and the browser explains the first. */
export function hasFault(): boolean {
  const faulty = [strides(), multiplier()].filter(({ validity }) => !validity.valid);
  markFields(faulty);
  faulty[0]?.reportValidity();
  return faulty.length > 0;
}

function markFields(faulty: readonly Element[]): void {
  for (const field of [strides(), multiplier()]) {
    field.setAttribute('aria-invalid', String(faulty.includes(field)));
  }
  find('#facts-note', HTMLElement).classList.toggle('wanting', faulty.length > 0);
}

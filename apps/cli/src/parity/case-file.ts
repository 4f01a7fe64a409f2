import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Strides } from '@mobilenext/mobilenext';
import { STRIDES } from '@mobilenext/mobilenext';
import { badCall, reasonOf } from '../frame/errors.js';
import { type CaseQuery, chosen, type ParityCase } from './cases.js';

/** One entry of a case file, as far as it is read; keys as the golden data writes them. */
interface CaseEntry {
  readonly id: string;
  readonly weights: string;
  readonly width: number;
  readonly classes: number;
  readonly input_key: string;
  readonly identity_div: number;
  readonly strides: Strides;
  readonly logits64_key: string;
  readonly logits32_key?: string;
}

export interface CaseFileQuery extends CaseQuery {
  readonly path: string;
  /** The checkpoint's file; its cases are chosen by its name, or else by its width and classes. */
  readonly weights: string;
  readonly width: number;
}

/**
 * Cases that a file describes, each with its own network settings; a setting that is asked for
 * chooses among them. Cases whose tensors are not in the files given are left out.
 *
 * @throws {CliError} `USAGE` for a file of another form, or if no case is left.
 */
export function casesOfFile(query: CaseFileQuery): readonly ParityCase[] {
  const { inputs, expected, identityMultiplier } = query;
  const strides = query.strides && STRIDES[query.strides];
  const cases = ofNetwork(readEntries(query.path), query)
    .filter((entry) => inputs.has(entry.input_key) && expected.has(entry.logits64_key))
    .filter((entry) => (identityMultiplier ?? entry.identity_div) === entry.identity_div)
    .filter((entry) => !strides || isSame(strides, entry.strides))
    .map((entry) => ({
      name: entry.id,
      inputKey: entry.input_key,
      expectedKey: entry.logits64_key,
      peerKey: entry.logits32_key,
      identityMultiplier: entry.identity_div,
      strides: entry.strides,
    }));
  return chosen(cases, query);
}

function ofNetwork(entries: readonly CaseEntry[], query: CaseFileQuery): readonly CaseEntry[] {
  const byName = entries.filter(({ weights }) => weights === basename(query.weights));
  if (byName.length > 0) return byName;
  return entries.filter(
    ({ width, classes }) => width === query.width && classes === query.numClasses,
  );
}

function readEntries(path: string): readonly CaseEntry[] {
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw badCall(`--cases ${path} cannot be read as JSON (${reasonOf(error)})`, error);
  }
  const cases =
    document !== null && typeof document === 'object' && 'cases' in document && document.cases;
  if (!Array.isArray(cases) || !cases.every(isEntry)) {
    throw badCall(
      `--cases ${path}: needs {"cases": [{id, weights, width, classes, input_key, identity_div, strides, logits64_key}]}`,
    );
  }
  return cases;
}

const isEntry = (value: unknown): value is CaseEntry =>
  value !== null &&
  typeof value === 'object' &&
  [
    'id',
    'weights',
    'width',
    'classes',
    'input_key',
    'identity_div',
    'strides',
    'logits64_key',
  ].every((key) => key in value);

const isSame = (a: Strides, b: Strides): boolean =>
  a.stem === b.stem && a.stages.join() === b.stages.join();

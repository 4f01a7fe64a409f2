// The page's own program.
import { CANCELLED, problemOf } from '../errors.js';
import type { Phase, Report, Selection } from '../protocol.js';
import { fillChoices } from './choices.js';
import { takeFiles } from './drop-zone.js';
import { find } from './element.js';
import { createEngine } from './engine.js';
import {
  hideProblem,
  hideResult,
  say,
  showBusy,
  showIdle,
  showProblem,
  showResult,
} from './feedback.js';
import { hasFault, readFacts, readOptions, resetOptions, showNeeds } from './options-form.js';
import { showReport, showSummary } from './show-report.js';

const engine = createEngine(() => new Worker('worker.js', { type: 'module' }), showBusy);
let current: { readonly selection: Selection; readonly report: Report } | undefined;
let selections = 0;

fillChoices();
takeFiles((files) => void open({ number: ++selections, files }));
find('#cancel', HTMLElement).addEventListener('click', engine.cancel);
find('#convert', HTMLElement).addEventListener('input', changed);
find('#convert', HTMLElement).addEventListener('submit', (event) => {
  event.preventDefault();
  void convert();
});

async function open(selection: Selection): Promise<void> {
  current = undefined;
  find('#report', HTMLElement).hidden = true;
  hideResult();
  await work('reading', engine.open(selection), (report) => {
    current = { selection, report };
    showReport(report);
    resetOptions(report);
    showSummary(report, readFacts());
    find('#report', HTMLElement).hidden = false;
    if ('problem' in report.network) showProblem(report.network.problem);
    say(`${report.name} is open`);
    find('#name', HTMLElement).focus();
  });
}

async function convert(): Promise<void> {
  if (!current || hasFault()) return;
  hideResult();
  await work('converting', engine.convert(current.selection, readOptions()), showResult);
  // The form was disabled meanwhile, by which it lost the focus.
  find('#save', HTMLElement).focus();
}

function changed(): void {
  if (!current) return;
  hideResult();
  showNeeds(current.report.saved);
  showSummary(current.report, readFacts());
}

/** The job that is shown; one that another took the place of shows nothing more. */
let shown = 0;

async function work<T>(phase: Phase, job: Promise<T>, show: (result: T) => void): Promise<void> {
  const own = ++shown;
  hideProblem();
  showBusy(phase);
  try {
    const result = await job;
    if (own !== shown) return;
    showIdle();
    show(result);
  } catch (error) {
    if (own !== shown) return;
    showIdle();
    showFailure(error);
  }
}

function showFailure(error: unknown): void {
  const problem = problemOf(error);
  if (problem.code === CANCELLED) {
    say(problem.message);
    find('#files', HTMLElement).focus();
  } else {
    showProblem(problem);
  }
}

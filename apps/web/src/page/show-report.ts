import { blockOf, identityText, type Summary } from '@mobilenext/mobilenext';
import type { Facts, Report } from '../protocol.js';
import { definitions, element, find } from './element.js';
import { grouped } from './numbers.js';
import { reportFacts } from './report-facts.js';
import { summaryOf } from './summary-of.js';
import { type Column, tableRows } from './table.js';

/** Shows what does not change while a checkpoint is open. */
export function showReport(report: Report): void {
  find('#name', HTMLElement).textContent = report.name;
  showMetadata(report.metadata);
  showKeys(report.tensors);
  const isNetwork = !('problem' in report.network);
  find('#convert', HTMLElement).hidden = !isNetwork;
  find('#blocks', HTMLElement).hidden = !isNetwork;
}

/** Shows what depends on the facts that shapes cannot tell. */
export function showSummary(report: Report, facts: Facts): void {
  const found = summaryOf(report, facts);
  find('#facts', HTMLElement).replaceChildren(
    ...definitions(reportFacts(report, facts, found?.summary)),
  );
  if (!found) return;
  find('#layers', HTMLElement).replaceChildren(...layerTable(found.summary));
  const { assumed } = found;
  const note = find('#blocks-note', HTMLElement);
  note.hidden = assumed.length === 0;
  note.textContent = `Assumed, as the file does not say: ${assumed.join(', ')}.`;
}

const LAYER_COLUMNS: readonly Column[] = [
  { title: 'layer' },
  { title: 'kind' },
  { title: 'channels' },
  { title: 'stride', isNumber: true },
  { title: 'identity' },
  { title: 'output' },
  { title: 'parameters', isNumber: true },
  { title: 'multiply-adds', isNumber: true },
];

function layerTable(summary: Summary): readonly HTMLElement[] {
  const rows = summary.layers.map((layer) => {
    const block = blockOf(summary, layer);
    const { inChannels, hiddenChannels, outChannels, stride } = block ?? {};
    return [
      layer.name,
      layer.kind,
      block ? `${inChannels} > ${hiddenChannels} > ${outChannels}` : '',
      String(stride ?? ''),
      block ? identityText(block) : '',
      layer.outputShape.join(' x '),
      grouped(layer.parameters),
      grouped(layer.multiplyAdds),
    ];
  });
  return tableRows(LAYER_COLUMNS, rows);
}

function showMetadata(metadata: Report['metadata']): void {
  const entries = Object.entries(metadata);
  find('#metadata', HTMLElement).hidden = entries.length === 0;
  find('#metadata summary', HTMLElement).textContent = `Metadata (${entries.length})`;
  find('#metadata dl', HTMLElement).replaceChildren(
    ...entries.flatMap(([key, text]) => [element('dt', key), element('dd', text)]),
  );
}

function showKeys(tensors: Report['tensors']): void {
  const columns = ['key', 'dtype', 'shape'].map((title) => ({ title }));
  const rows = tensors.map(({ key, dtype, shape }) => [key, dtype, `[${shape.join(', ')}]`]);
  find('#keys summary', HTMLElement).textContent = `Keys and shapes (${grouped(rows.length)})`;
  find('#keys table', HTMLElement).replaceChildren(...tableRows(columns, rows));
}

import { blockOf, identityText, type Summary } from '@mobilenext/mobilenext';
import { grouped } from '../format/numbers.js';
import { type Column, formatTable } from '../format/table.js';

const COLUMNS: readonly Column[] = [
  { title: 'layer' },
  { title: 'kind' },
  { title: 'channels' },
  { title: 'stride', align: 'right' },
  { title: 'identity' },
  { title: 'output' },
  { title: 'parameters', align: 'right' },
  { title: 'multiply-adds', align: 'right' },
];

/** The summary as a page for a reader. */
export function summaryTable(summary: Summary): string {
  const [height, width] = summary.input;
  const rows = summary.layers.map((layer) => {
    const { name, kind, outputShape, parameters, multiplyAdds } = layer;
    const block = blockOf(summary, layer);
    return [
      name,
      kind,
      block ? `${block.inChannels} > ${block.hiddenChannels} > ${block.outChannels}` : '',
      block ? block.stride : '',
      block ? identityText(block) : '',
      outputShape.join(' x '),
      grouped(parameters),
      grouped(multiplyAdds),
    ];
  });
  const name = summary.variant ?? 'MobileNeXt';
  return [
    `${name}: width ${summary.width}, ${summary.numClasses} classes, identity multiplier ${summary.identityMultiplier}, input 3 x ${height} x ${width}\n\n`,
    formatTable(COLUMNS, rows),
    `\nparameters     ${grouped(summary.parameters)}\n`,
    `multiply-adds  ${grouped(summary.multiplyAdds)}\n`,
    summary.average
      ? 'the file holds a running average of the weights as well: --ema takes it\n'
      : '',
  ].join('');
}

import { type Summary, variants } from '@mobilenext/mobilenext';
import type { Facts, Report } from '../protocol.js';
import { bytesText, grouped } from './numbers.js';

const FORMATS: Readonly<Record<Report['format'], string>> = {
  safetensors: 'safetensors',
  pth: 'PyTorch',
  pdparams: 'Paddle',
  npz: 'NumPy',
  onnx: 'ONNX',
  'tfjs-graph': 'TensorFlow.js graph model',
  'tfjs-layers': 'TensorFlow.js layers model',
};

/** The summary in terms and texts. */
export function reportFacts(
  report: Report,
  facts: Facts,
  summary: Summary | undefined,
): readonly (readonly [term: string, text: string])[] {
  const { network } = report;
  const ofNetwork = 'problem' in network || !summary ? [] : networkFacts(network, facts, summary);
  return [
    ['Format', FORMATS[report.format]],
    ['Size', sizeText(report)],
    ['Stored as', storedAs(report)],
    ['Running average', report.hasAverage ? 'beside the weights' : 'none'],
    ...ofNetwork,
  ];
}

type Network = Exclude<Report['network'], { readonly problem: unknown }>;

function networkFacts(
  { numClasses, variants: names, unexpected }: Network,
  { strides }: Facts,
  { parameters, multiplyAdds, input }: Summary,
): readonly (readonly [string, string])[] {
  const fitting = names.filter(
    (name) => strides === undefined || variants[name].strides === strides,
  );
  return [
    ['Network', fitting.join(' or ')],
    ['Classes', grouped(numClasses)],
    ['Parameters', grouped(parameters)],
    [`Multiply-adds at ${input[0]}`, grouped(multiplyAdds)],
    ...(unexpected.length > 0 ? [['Left out', leftOutText(unexpected)] as const] : []),
  ];
}

/** Keys that conversion leaves out. */
export const leftOutText = (keys: readonly string[]): string =>
  `${grouped(keys.length)} ${keys.length === 1 ? 'key' : 'keys'} that the network does not have: ${keys.join(', ')}`;

function sizeText({ bytes, beside }: Report): string {
  const text = bytesText(bytes);
  return beside.length > 0 ? `${text} with ${beside.join(', ')}` : text;
}

/** `289 F32, 65 I64` */
function storedAs({ tensors }: Report): string {
  const counts = new Map<string, number>();
  for (const { dtype } of tensors) counts.set(dtype, (counts.get(dtype) ?? 0) + 1);
  return [...counts].map(([dtype, count]) => `${grouped(count)} ${dtype}`).join(', ');
}

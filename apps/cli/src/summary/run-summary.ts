import { type StridesName, summarize } from '@mobilenext/mobilenext';
import { type Context, say, writeJson } from '../frame/context.js';
import { findNetwork } from '../network/find-network.js';
import { parseSize } from '../network/size.js';
import { weightsNotes } from '../network/weights-notes.js';
import { summaryTable } from './summary-table.js';

export interface SummaryFlags {
  readonly input?: string;
  readonly classes?: number;
  readonly identityMultiplier?: number;
  readonly strides?: StridesName;
}

/** Shows the network of a variant's name or of a checkpoint. */
export async function runSummary(
  name: string,
  { input, classes, identityMultiplier, strides }: SummaryFlags,
  context: Context,
): Promise<void> {
  const overrides = { numClasses: classes, identityMultiplier, strides };
  const found = await findNetwork(name, overrides, context);
  const { network, variant, preprocessing, average = false } = found;
  const notes = weightsNotes(name, found, ['strides', 'identityMultiplier']);
  notes.forEach((note) => say(context, note));
  const size = parseSize('--input', input ?? String(preprocessing.size));
  const document = summarize(network, { variant, average, input: size });
  if (context.json) writeJson(context, document);
  else context.stdout.write(summaryTable(document));
}

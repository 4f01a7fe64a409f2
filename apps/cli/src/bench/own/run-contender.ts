import { requireFile } from '../../files/require.js';
import type { Context } from '../../frame/context.js';
import { badChoice } from '../../frame/errors.js';
import { serve } from '../contender/serve.js';
import { OWN_CONTENDERS } from './own-contenders.js';

/** One of our contenders by itself, on standard input and output. */
export async function runContender(name: string, job: string, context: Context): Promise<void> {
  if (!Object.hasOwn(OWN_CONTENDERS, name)) {
    throw badChoice('contender', name, Object.keys(OWN_CONTENDERS));
  }
  requireFile('job', job);
  await serve(await OWN_CONTENDERS[name].open(job), context);
}

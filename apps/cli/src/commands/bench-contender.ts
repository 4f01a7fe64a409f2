import { OWN_CONTENDERS } from '../bench/own/own-contenders.js';
import { defineCommand } from '../frame/command.js';

export const benchContender = defineCommand({
  name: 'bench contender',
  summary: 'one of ours by itself, in lines of JSON: what the other bench commands start',
  args: [
    { name: 'NAME', help: Object.keys(OWN_CONTENDERS).join(', ') },
    { name: 'JOB', help: 'JSON file that describes what to run' },
  ],
  flags: {},
  examples: [
    {
      line: `echo '{"run":5}' | mobilenext bench contender wasm job.json`,
      does: 'milliseconds of five runs',
    },
    {
      line: `echo '{"check":true}' | mobilenext bench contender wasm job.json`,
      does: 'the logits, or the losses of the first steps',
    },
  ],
  run: async ({ args: [name, job] }, context) => {
    const { runContender } = await import('../bench/own/run-contender.js');
    await runContender(name, job, context);
  },
});

import { defineCommand } from '../frame/command.js';

export const doctor = defineCommand({
  name: 'doctor',
  summary: 'what this machine can do, backend by backend, each with a self-test',
  args: [],
  flags: {},
  examples: [
    { line: 'mobilenext doctor', does: 'Node, cores, memory, pictures, backends' },
    { line: 'mobilenext doctor --json', does: 'the same for a bug report or a program' },
  ],
  run: async (_input, context) => {
    const { runDoctor } = await import('../doctor/run-doctor.js');
    await runDoctor(context);
  },
});

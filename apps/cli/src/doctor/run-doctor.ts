import { type Context, writeJson } from '../frame/context.js';
import { missing } from '../frame/errors.js';
import { bytes, scientific } from '../format/numbers.js';
import { formatTable } from '../format/table.js';
import { BACKENDS } from '../network/use-backend.js';
import { type BackendReport, examineBackend } from './examine-backend.js';
import { examineMachine, type MachineReport } from './examine-machine.js';

/** Reports on the machine. @throws {CliError} `MISSING` if no backend works. */
export async function runDoctor(context: Context): Promise<void> {
  const machine = await examineMachine();
  const backends: BackendReport[] = [];
  for (const name of BACKENDS) backends.push(await examineBackend(name));
  const chosen = backends.find(({ available }) => available)?.name ?? null;
  if (context.json) writeJson(context, { ...machine, backends, chosen });
  else context.stdout.write(reportText(machine, backends, chosen));
  if (chosen === null) throw missing(`no backend works: ${backends[0].fix ?? 'reinstall'}`);
}

function reportText(
  machine: MachineReport,
  backends: readonly BackendReport[],
  chosen: string | null,
): string {
  const { pictures } = machine;
  const facts = [
    ['Node', `${machine.node} on ${machine.platform}`],
    ['processor', `${machine.cpu}, ${machine.cores} cores`],
    ['memory', `${bytes(machine.memoryBytes)}, ${bytes(machine.freeMemoryBytes)} free`],
    [
      'pictures',
      pictures.available
        ? 'decoded, of JPEG by our own code and of other formats by sharp'
        : `only JPEG files are decoded: ${pictures.reason}`,
    ],
  ];
  const rows = backends.map(({ name, available, reason, fix, selfTest }) => [
    name,
    available ? 'yes' : 'no',
    selfTest
      ? `${selfTest.passed ? 'passed' : 'FAILED'}, error ${scientific(selfTest.maxAbsError)}`
      : '',
    reason === null ? '' : `${reason}; mend with: ${fix}`,
  ]);
  const columns = [
    { title: 'backend' },
    { title: 'available' },
    { title: 'self-test' },
    { title: '' },
  ];
  return [
    ...facts.map(([name, value]) => `${name.padEnd(10)} ${value}\n`),
    '\n',
    formatTable(columns, rows),
    chosen === null ? '' : `\ndefault: ${chosen}\n`,
  ].join('');
}

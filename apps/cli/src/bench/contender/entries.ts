import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { badCall, badChoice, reasonOf } from '../../frame/errors.js';
import { OWN_CONTENDERS } from '../own/own-contenders.js';
import type { ContenderTask } from './job.js';

/** A contender before it is started. */
export interface Entry {
  readonly name: string;
  readonly isOurs: boolean;
  readonly tasks: readonly ContenderTask[];
  /** Program and words; the path of the job follows. */
  readonly command: readonly string[];
}

/** Where drivers and what they drive are found. */
export interface Places {
  /** Folder of `peers.json` and the drivers that it lists. */
  readonly drivers: string;
  /** Folder in which peers are installed. */
  readonly peers: string;
}

/** A row of `peers.json`; `command` is `node` or `python`, a file beside it, and further words. */
interface PeerRow {
  readonly name: string;
  readonly tasks: readonly ContenderTask[];
  readonly command: readonly [program: 'node' | 'python', file: string, ...words: string[]];
}

/**
 * All contenders for a task, ours first: the order of tables and the way of the ratios.
 *
 * @throws {CliError} `USAGE` for a name in `only` that is none, or a list of peers that is broken.
 */
export function findEntries(
  task: ContenderTask,
  only: readonly string[],
  places: Places,
): readonly Entry[] {
  const known = [...ownEntries(), ...peerEntries(places)].filter(({ tasks }) =>
    tasks.includes(task),
  );
  const names = known.map(({ name }) => name);
  const unknown = only.find((name) => !names.includes(name));
  if (unknown !== undefined) throw badChoice('--only', unknown, names);
  return only.length === 0 ? known : known.filter(({ name }) => only.includes(name));
}

/** Ours are this program again, by a command of its own. */
function ownEntries(): readonly Entry[] {
  return Object.entries(OWN_CONTENDERS).map(([name, { tasks }]) => ({
    name,
    isOurs: true,
    tasks,
    command: [process.execPath, process.argv[1], 'bench', 'contender', name],
  }));
}

function peerEntries({ drivers, peers }: Places): readonly Entry[] {
  const list = join(drivers, 'peers.json');
  if (!existsSync(list)) return [];
  const programs = { node: process.execPath, python: pythonOf(peers) };
  return readPeers(list).map(({ name, tasks, command: [program, file, ...words] }) => ({
    name,
    isOurs: false,
    tasks,
    command: [programs[program], resolve(drivers, file), ...words],
  }));
}

function pythonOf(peers: string): string {
  const folders = [join('bin', 'python'), join('Scripts', 'python.exe')];
  const paths = folders.map((folder) => join(peers, 'venv', folder));
  return paths.find((path) => existsSync(path)) ?? 'python3';
}

function readPeers(list: string): readonly PeerRow[] {
  const refuse = (reason: string): Error =>
    badCall(`${list} is no list of peers (${reason}): give --drivers another folder`);
  let rows: unknown;
  try {
    rows = JSON.parse(readFileSync(list, 'utf8'));
  } catch (error) {
    throw refuse(reasonOf(error));
  }
  if (!Array.isArray(rows)) throw refuse('no array');
  const broken = rows.findIndex((row) => !isPeerRow(row));
  if (broken >= 0) throw refuse(`row ${broken + 1} lacks name, tasks or a known command`);
  return rows as PeerRow[];
}

function isPeerRow(row: unknown): boolean {
  const { name, tasks, command } = (row ?? {}) as Partial<Record<keyof PeerRow, unknown>>;
  return (
    typeof name === 'string' &&
    areTexts(tasks) &&
    areTexts(command) &&
    command.length >= 2 &&
    ['node', 'python'].includes(command[0])
  );
}

const areTexts = (values: unknown): values is string[] =>
  Array.isArray(values) && values.every((value) => typeof value === 'string');

import { CliError } from '../frame/errors.js';

export const runIsThere = (directory: string): CliError =>
  new CliError(
    'EXISTS',
    `${directory} exists already, with a run: --resume to go on with it, another --out, ` +
      'or --force to overwrite it',
  );

export const unknownData = (directory: string): CliError =>
  new CliError(
    'USAGE',
    `--data is missing: ${directory} does not tell where its pictures are; give the folder again`,
  );

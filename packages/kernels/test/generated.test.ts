import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';

it('kernels that come from a template are what it says', () => {
  const generate = join(__dirname, '..', 'generate.mjs');
  const { status, stderr } = spawnSync(process.execPath, [generate, '--check'], {
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

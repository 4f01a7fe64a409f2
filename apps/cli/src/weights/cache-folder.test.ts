import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { cacheFolder } from './cache-folder.js';

describe('cacheFolder', () => {
  it.each([
    [{}, join(homedir(), '.cache', 'mobilenext')],
    [{ XDG_CACHE_HOME: '/var/cache/me' }, join('/var/cache/me', 'mobilenext')],
    [{ XDG_CACHE_HOME: 'relative' }, join(homedir(), '.cache', 'mobilenext')],
    [{ MOBILENEXT_CACHE: '/data/weights', XDG_CACHE_HOME: '/var/cache/me' }, '/data/weights'],
    [{ MOBILENEXT_CACHE: 'here' }, resolve('here')],
    [{ MOBILENEXT_CACHE: '' }, join(homedir(), '.cache', 'mobilenext')],
  ])('is with %j %s', (env, folder) => {
    expect(cacheFolder(env)).toBe(folder);
  });
});

import { describe, expect, it } from '@jest/globals';
import { AXES, settingsAlong } from './axes.js';

const base = { variant: 'mobilenext-0.35', input: 224, batch: 1, threads: 1 };

describe('settingsAlong', () => {
  it.each(AXES)('changes nothing but the %s, and passes the base', (axis) => {
    const settings = settingsAlong(axis, 'mobilenext-0.35');
    const field = { width: 'variant', resolution: 'input', batch: 'batch', threads: 'threads' }[
      axis
    ];
    expect(settings.map((setting) => ({ ...setting, [field]: null }))).toEqual(
      settings.map(() => ({ ...base, [field]: null })),
    );
    expect(settings).toContainEqual(base);
    expect(new Set(settings.map((setting) => JSON.stringify(setting))).size).toBe(settings.length);
  });

  it('stays among the variants for small pictures', () => {
    const names = settingsAlong('width', 'mobilenext-0.1-small').map(({ variant }) => variant);
    expect(names).toHaveLength(6);
    expect(names.every((name) => name.endsWith('-small'))).toBe(true);
  });
});

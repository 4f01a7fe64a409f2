import { describe, expect, it } from '@jest/globals';
import { AXES, pointsAlong } from './axes.js';

const base = { variant: 'mobilenext-0.35', input: 224, batch: 1, threads: 1, workers: 1 };
const FIELDS = { width: 'variant', resolution: 'input' } as const;

describe('pointsAlong', () => {
  it.each(AXES)('changes nothing but the %s, and passes the base', (axis) => {
    const points = pointsAlong(axis, 'mobilenext-0.35');
    const field = axis === 'width' || axis === 'resolution' ? FIELDS[axis] : axis;
    expect(points.map((point) => ({ ...point, [field]: null }))).toEqual(
      points.map(() => ({ ...base, [field]: null })),
    );
    expect(points).toContainEqual(base);
    expect(new Set(points.map((point) => JSON.stringify(point))).size).toBe(points.length);
  });

  it('stays among the variants for small pictures', () => {
    const names = pointsAlong('width', 'mobilenext-0.1-small').map(({ variant }) => variant);
    expect(names).toHaveLength(6);
    expect(names.every((name) => name.endsWith('-small'))).toBe(true);
  });
});

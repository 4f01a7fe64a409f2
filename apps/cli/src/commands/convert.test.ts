import { expect, it } from '@jest/globals';
import { formatOfPath, USUAL_SUFFIXES, WRITTEN_FORMATS } from '@mobilenext/converter';
import { convert } from './convert.js';

it('offers what the converter writes, though its help loads nothing of it', () => {
  expect(convert.flags.format.choices).toEqual(WRITTEN_FORMATS);
  const [, output] = convert.args;
  expect(output.help).toContain(USUAL_SUFFIXES.replace(' and ', ' or '));
  for (const suffix of USUAL_SUFFIXES.split(/, | and /)) {
    expect(WRITTEN_FORMATS).toContain(formatOfPath(`a${suffix}`));
  }
});

import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { markdownExamples, runMarkdownExample } from '../../../tools/markdown-example.js';
import * as core from '../src/index.js';

const pages = ['packages/core/README.md', 'docs/using-sgblock.md'];

describe.each(pages)('the example of %s', (page) => {
  const examples = markdownExamples(path.join(__dirname, '../../..', page));

  it('is there', () => {
    expect(examples).toHaveLength(1);
  });

  it.each(examples)('prints what the page says', ({ code, output }) => {
    expect(runMarkdownExample(code, { '@mobilenext/core': core })).toBe(output);
  });
});

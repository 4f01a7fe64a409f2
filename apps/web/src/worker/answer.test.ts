import { describe, expect, it } from '@jest/globals';
import { fileOf, fixture, TINY } from '../../test/fixtures.js';
import type { ConvertOptions, Reply } from '../protocol.js';
import { createAnswer } from './answer.js';

const OPTIONS: ConvertOptions = {
  format: 'npz',
  average: false,
  half: false,
  fold: false,
  facts: {},
};

function listen() {
  const replies: Reply[] = [];
  const answer = createAnswer((reply) => replies.push(reply));
  const heard = () =>
    replies.splice(0).map((reply) => (reply.kind === 'phase' ? reply.phase : reply.kind));
  return { answer, heard, replies };
}

describe('the worker', () => {
  const files = [fileOf(TINY, fixture(TINY))];

  it('reads files once for opening and converting', async () => {
    const { answer, heard } = listen();
    await answer({ kind: 'open', selection: { number: 1, files } });
    expect(heard()).toEqual(['reading', 'report']);
    await answer({ kind: 'convert', selection: { number: 1, files }, options: OPTIONS });
    expect(heard()).toEqual(['converting', 'checking', 'converted']);
  });

  it('reads them again after a new start', async () => {
    const { answer, heard } = listen();
    await answer({ kind: 'convert', selection: { number: 1, files }, options: OPTIONS });
    expect(heard()).toEqual(['reading', 'converting', 'checking', 'converted']);
  });

  it.each([
    ['evil-os-system.pth', 'refused-global', 'os.system'],
    ['html-page.pth', 'html-page', 'web page'],
    ['lfs-pointer.pth', 'lfs-pointer', 'git-lfs'],
    ['zip-bomb-declared.pth', 'too-large', ''],
  ])('answers %s with one line', async (name, code, part) => {
    const { answer, replies } = listen();
    const selection = { number: 1, files: [fileOf(name, fixture(name))] };
    await answer({ kind: 'open', selection });
    expect(replies.at(-1)).toEqual({
      kind: 'failed',
      problem: { code, message: expect.stringContaining(part) },
    });
  });
});

import { describe, expect, it } from '@jest/globals';
import { ALL_QUESTIONS as ALL } from './questions.js';
import { weightsNotes } from './weights-notes.js';

describe('weightsNotes', () => {
  it('says in one line what is taken unsaid, and what settles it', () => {
    expect(weightsNotes('a.pth', { assumed: ALL, unexpected: [] }, ALL)).toEqual([
      'a.pth does not say its strides, identity multiplier, normalization and channel order: ' +
        'taking imagenet, 1, imagenet and rgb; give --strides, --identity-multiplier, ' +
        '--normalization and --channel-order, or let `mobilenext convert --crop SIZE --detect PICTURES` find out',
    ]);
  });

  it('is silent about what does not matter to the command', () => {
    const found = { assumed: ALL, unexpected: [] };
    expect(weightsNotes('a.pth', found, ['strides'])[0]).toMatch(
      /^a\.pth does not say its strides: taking imagenet; give --strides, or let/,
    );
    expect(weightsNotes('a.pth', found, [])).toEqual([]);
    expect(weightsNotes('a.pth', { assumed: [], unexpected: [] }, ALL)).toEqual([]);
  });

  it('names the first keys that are left out', () => {
    const unexpected = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    expect(weightsNotes('a.pth', { assumed: [], unexpected }, ALL)).toEqual([
      'left out, as the network does not have them: a, b, c, d, e and 2 more',
    ]);
  });
});

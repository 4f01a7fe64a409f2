import { describe, expect, it } from '@jest/globals';
import type { Finding } from '@mobilenext/trainer';
import { findingText, unclearText } from './findings.js';

const order = {
  question: 'channelOrder',
  answer: 'rgb',
  rival: 'bgr',
  margin: 4.04,
  clear: false,
} as const satisfies Finding;
const strides = {
  question: 'strides',
  answer: 'imagenet',
  rival: 'small',
  margin: 2,
  clear: false,
  needs: 'size',
} as const satisfies Finding;
const multiplier = {
  question: 'identityMultiplier',
  answer: 2,
  rival: 1,
  margin: 120,
  clear: true,
} as const satisfies Finding;
const given = {
  question: 'normalization',
  answer: 'signed',
  margin: Number.POSITIVE_INFINITY,
  clear: true,
} as const satisfies Finding;

describe('findings', () => {
  it('are told with what is next best', () => {
    expect(findingText(multiplier)).toBe('identity multiplier 2 (1 fits over 100 times worse)');
    expect(findingText(given)).toBe('normalization signed (as given)');
  });

  it('ask for the size, and for no pictures, where the size alone is missing', () => {
    expect(unclearText([given, strides, multiplier], { pictures: 8 })).toBe(
      'cannot tell the strides without the size of the pictures that it was trained on: ' +
        'give --crop SIZE, or --strides; told: identity multiplier 2 (1 fits over 100 times worse)',
    );
  });

  it('ask for flags or more pictures where these leave something open', () => {
    expect(unclearText([order, strides], { pictures: 8 })).toBe(
      'cannot tell the channel order (rgb or bgr: 4.0 times): give --channel-order, ' +
        'and the strides without the size of the pictures that it was trained on: give --crop SIZE, ' +
        'or --strides, or more pictures like those it was trained on, or the size that it was trained at with --crop',
    );
  });

  it('doubt what was given, and ask for no more pictures than are taken', () => {
    expect(unclearText([order], { pictures: 32, crop: 224 })).toMatch(
      /or other pictures like those .*, or another --crop: 224 may not be the size that it was trained at$/,
    );
  });
});

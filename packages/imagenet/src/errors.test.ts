import { describe, expect, it } from '@jest/globals';
import { pictureDamaged, unreadable } from './errors.js';

describe('an error about a picture', () => {
  it('names the path once', () => {
    const cause = new Error("ENOENT: no such file or directory, open 'cats/1.jpg'");
    expect(unreadable('cats/1.jpg', cause).message).toBe(
      'cats/1.jpg cannot be read (ENOENT: no such file or directory): is it still there, and may you read it?',
    );
    expect(pictureDamaged('1.jpg', 'a JPEG picture', new Error('cut:')).message).toBe(
      '1.jpg is a JPEG picture that is cut short or damaged (cut): replace or remove it',
    );
  });
});

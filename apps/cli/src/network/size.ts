import type { Size } from '@mobilenext/core';
import { badNumber } from '../frame/errors.js';

/**
 * A picture's size: `224`, or `192x256` (height x width).
 *
 * @throws {CliError} `USAGE`.
 */
export function parseSize(flag: string, text: string): Size {
  const [, height, width = height] = /^([1-9]\d{0,4})(?:x([1-9]\d{0,4}))?$/.exec(text) ?? [];
  if (height === undefined) throw badNumber(flag, text, 'a side in pixels or HEIGHTxWIDTH');
  return { height: Number(height), width: Number(width) };
}

import { corrupt } from './errors.js';

/**
 * A JSON text that must be an object; its fields are still anything.
 *
 * @param where names the text in errors.
 * @throws {ConverterError} `corrupt`.
 */
export function parseObject(where: string, json: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw corrupt(where, 'it is no JSON', cause);
  }
  if (!isObject(value)) throw corrupt(where, 'it is no JSON object');
  return value;
}

/** @throws {ConverterError} `corrupt` for bytes that are no UTF-8. */
export function decodeUtf8(where: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw corrupt(where, 'it is no UTF-8', cause);
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether it is a list of whole numbers from 0 up, as shapes and offsets are. */
export const isCounts = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);

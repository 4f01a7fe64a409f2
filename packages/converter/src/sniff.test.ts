import { describe, expect, it } from '@jest/globals';
import { sniff } from './sniff.js';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));
const MAGIC = '\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.';

describe('sniff', () => {
  it.each([
    ['PK\x03\x04', 'zip'],
    [`\x80\x02${MAGIC}`, 'legacy-pth'],
    [`\x80\x04\x95\x0d\0\0\0\0\0\0\0${MAGIC}`, 'legacy-pth'],
    ['\x80\x04}.', 'pdparams'],
    ['\x08\x08\x12\x07pytorch', 'onnx'],
    ['\x08\x07:\x80\x01', 'onnx'],
    ['(dp0\n.', 'pdparams'],
    ['\x02\0\0\0\0\0\0\0{}', 'safetensors'],
    ['\x80\x02\0\0\0\0\0\0{"a":', 'safetensors'],
    ['\x1f\x8b\0\0\0\0\0\0{"a":', 'safetensors'],
    ['(\x10\0\0\0\0\0\0{"a":', 'safetensors'],
  ])('tells %j', (start, format) => {
    expect(sniff(bytes(start))).toBe(format);
  });

  it.each([
    ['', 'not-a-checkpoint'],
    ['hello', 'not-a-checkpoint'],
    ['{"error": "no such file"}', 'not-a-checkpoint'],
    ['\x1f\x8b\x08', 'not-a-checkpoint'],
    ['\x89PNG\r\n', 'not-a-checkpoint'],
    ['version https://git-lfs.github.com/spec/v1\n', 'lfs-pointer'],
    ['\n <!doctype html>', 'html-page'],
    ['\xef\xbb\xbf<HTML>', 'html-page'],
    ['<?xml version="1.0"?><Error/>', 'html-page'],
  ])('names %j', (start, code) => {
    expect(() => sniff(bytes(start))).toThrow(expect.objectContaining({ code }));
  });
});

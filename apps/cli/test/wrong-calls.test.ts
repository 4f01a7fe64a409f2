import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { mobilenext } from './in-process.js';

const folder = mkdtempSync(join(tmpdir(), 'mobilenext-wrong-'));
const empty = join(folder, 'empty');
const classes = join(folder, 'classes');
const sheet = join(folder, 'sheet.html');
const note = join(folder, 'note.txt');
const page = join(folder, 'page.safetensors');
mkdirSync(empty);
mkdirSync(join(classes, 'red'), { recursive: true });
writeFileSync(join(classes, 'red', '0.png'), '');
writeFileSync(note, 'a note\n');
writeFileSync(page, '<!DOCTYPE html><html><body>Not found</body></html>');

describe('a wrong call', () => {
  it.each([
    [['summary', '--inptu', '32'], 2, 'did you mean --input?'],
    [['summary', '0.36'], 2, 'did you mean 0.35'],
    [['sumary'], 2, 'did you mean summary?'],
    [['summary', page], 1, 'page.safetensors'],
    [['train', '--data', join(folder, 'absent')], 2, 'does not exist'],
    [['train', '--data', empty], 2, 'empty'],
    [['train', '--data', empty, '--variant', '0.35-smal'], 2, 'did you mean 0.35-small'],
    [['train', '--data', empty, '--ema', '1'], 2, '--ema'],
    [['train', '--data', empty, '--ema', '0'], 2, 'a number above 0 and below 1'],
    [['train', '--data', empty, '--partial'], 2, '--partial says how to take weights'],
    [['train', '--data', empty, '--partial', '--reset-classifier'], 2, '--initial FILE'],
    [['train', '--resume', '--initial', page], 2, '--initial is for a new run'],
    [['train', '--resume', '--reset-classifier'], 2, '--reset-classifier would change nothing'],
    [['convert', page, 'x.safetensors', '--reset-classifier'], 2, '--reset-classifier'],
    [['eval', page, '--data', join(folder, 'absent')], 2, 'does not exist'],
    [['predict', join(folder, 'absent.png'), '--weights', page], 2, 'does not exist'],
    [['predict', empty, '--weights', page], 2, 'holds no pictures'],
    [
      ['predict', page, '--weights', page, '--threads', '2', '--backend', 'wasm'],
      2,
      '--threads is of the runtime alone',
    ],
    [['preprocess', join(folder, 'absent.png')], 2, 'does not exist'],
    [['preprocess', page, '--draw', '0,3,17'], 2, '--augment NAME is missing'],
    [['train', '--data', empty, '-c', folder], 2, 'is a folder: give the path of a file'],
    [['train', '--data', classes, '--class-map', folder], 2, 'is a folder'],
    [['data', 'check', classes, '--split', 'test'], 2, '--split test'],
    [['data', 'preview', classes, '--split', 'test', '--out', sheet], 2, 'has no splits'],
    [['convert', join(folder, 'absent.pth'), 'x.safetensors'], 2, 'does not exist'],
    [['convert', '--detect', empty, page, note], 2, '--detect takes all words that follow'],
    [['convert', page, note], 2, 'no known ending'],
    [['convert', page, page], 2, '--force'],
    [['convert', page, join(note, 'x.safetensors')], 2, 'cannot be written'],
    [['parity', page], 2, 'give OTHER, a second checkpoint, or --input'],
    [['data', 'fetch', 'fashion-mnits'], 2, 'did you mean fashion-mnist?'],
    [['data', 'preview', join(folder, 'absent')], 2, 'does not exist'],
    [['bench', 'infer', '--variant', '0.36'], 2, 'did you mean 0.35'],
    [['bench', 'infer', '--only', 'wsam'], 2, 'did you mean wasm?'],
    [['bench', 'train', '--batch', '0'], 2, 'at least 1'],
    [['bench', 'infer', '--svg', note], 2, '--force'],
    [['bench', 'kernels', '--instruction-set', 'avx'], 2, 'relaxed-simd'],
    [['bench', 'scale', '--axis', 'widht'], 2, 'did you mean width?'],
    [['bench', 'contender', 'wasm', join(folder, 'absent')], 2, 'does not exist'],
  ])('%j ends with %i and one line', async (words, exitCode, text) => {
    const ending = await mobilenext(words);
    expect(ending.stderr).toContain(text);
    expect(ending.stderr.trim().split('\n')).toHaveLength(1);
    expect(ending.stdout).toBe('');
    expect(ending.exitCode).toBe(exitCode);
  });
});

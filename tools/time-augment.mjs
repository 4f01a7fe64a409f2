// Times the augmentations of @mobilenext/pictures on 224x224 pixels, and Pillow's where a Python
// that has it is named: node tools/time-augment.mjs [PYTHON]
import { execFileSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import * as augment from '../packages/pictures/dist/augment.js';

const SIDE = 224;
// Rounds are short and the fastest counts, so that other work on the machine disturbs little.
const ROUNDS = 100;
const ROUND_MS = 3;

const picture = { width: SIDE, height: SIDE, data: pixels() };
const smooth = augment.smooth(picture);
const turned = (interpolation) => (p) => augment.rotate(p, 17, { interpolation });

// A name, ours, and Pillow's on a picture `p` and another `q`.
const OPERATIONS = [
  [
    'brightness',
    (p) => augment.adjustBrightness(p, 1.3),
    'ImageEnhance.Brightness(p).enhance(1.3)',
  ],
  ['contrast', (p) => augment.adjustContrast(p, 1.3), 'ImageEnhance.Contrast(p).enhance(1.3)'],
  ['saturation', (p) => augment.adjustSaturation(p, 1.3), 'ImageEnhance.Color(p).enhance(1.3)'],
  ['sharpness', (p) => augment.adjustSharpness(p, 1.3), 'ImageEnhance.Sharpness(p).enhance(1.3)'],
  ['hue', (p) => augment.adjustHue(p, 0.1), 'hue(p)'],
  ['blend', (p) => augment.blend(p, smooth, 0.4), 'Image.blend(p, q, 0.4)'],
  ['grayscale', augment.grayscale, "p.convert('L').convert('RGB')"],
  ['autocontrast', (p) => augment.autocontrast(p), 'ImageOps.autocontrast(p)'],
  ['equalize', augment.equalize, 'ImageOps.equalize(p)'],
  ['invert', augment.invert, 'ImageOps.invert(p)'],
  ['posterize', (p) => augment.posterize(p, 4), 'ImageOps.posterize(p, 4)'],
  ['solarize', (p) => augment.solarize(p, 128), 'ImageOps.solarize(p, 128)'],
  [
    'Gaussian blur, radius 2',
    (p) => augment.gaussianBlur(p, 2),
    'p.filter(ImageFilter.GaussianBlur(2))',
  ],
  ['rotate, nearest', turned('nearest'), 'p.rotate(17, 0)'],
  ['rotate, bilinear', turned('bilinear'), 'p.rotate(17, 2)'],
  ['rotate, bicubic', turned('bicubic'), 'p.rotate(17, 3)'],
  [
    'translate, nearest',
    (p) => augment.translateX(p, 20),
    'p.transform(p.size, 0, (1, 0, 20, 0, 1, 0))',
  ],
  ['flip', augment.flipHorizontal, 'p.transpose(0)'],
];

const others = process.argv[2] ? pillowTimes(process.argv[2]) : undefined;
console.log(`| at ${SIDE}x${SIDE}, microseconds | ours | Pillow |\n| --- | --- | --- |`);
for (const [i, [name, run]] of OPERATIONS.entries()) {
  console.log(`| ${name} | ${time(run).toFixed(0)} | ${others?.[i].toFixed(0) ?? ''} |`);
}

/** Smooth with some noise, as photographs are. */
function pixels() {
  let state = 1;
  return Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, i) => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    const wave = Math.sin(i / 500) * 60 + Math.cos(i / 70000) * 50;
    return 128 + wave + ((state >>> 24) % 32) - 16;
  });
}

/** Microseconds a call. */
function time(run) {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    let calls = 0;
    for (; performance.now() - start < ROUND_MS; calls++) run(picture);
    return ((performance.now() - start) / calls) * 1000;
  });
  return Math.min(...rounds);
}

function pillowTimes(python) {
  const script = `
import json, sys, time
from PIL import Image, ImageEnhance, ImageFilter, ImageOps
p = Image.frombytes('RGB', (${SIDE}, ${SIDE}), sys.stdin.buffer.read())
q = p.filter(ImageFilter.SMOOTH)
def hue(p):
    h, s, v = p.convert('HSV').split()
    return Image.merge('HSV', (h.point([(i + 25) & 255 for i in range(256)]), s, v)).convert('RGB')
def fastest(run):
    rounds = []
    for _ in range(${ROUNDS}):
        start = time.perf_counter(); calls = 0
        while time.perf_counter() - start < ${ROUND_MS / 1000}: run(); calls += 1
        rounds.append((time.perf_counter() - start) / calls * 1e6)
    return min(rounds)
print(json.dumps([${OPERATIONS.map(([, , code]) => `fastest(lambda: ${code})`).join(', ')}]))
`;
  const answer = execFileSync(python, ['-c', script], { input: Buffer.from(picture.data) });
  return JSON.parse(answer.toString());
}

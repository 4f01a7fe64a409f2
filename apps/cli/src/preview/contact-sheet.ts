/** One picture of a contact sheet: as it is, and as training sees it. */
export interface SheetPicture {
  readonly className: string;
  /** Where it lies in its data set. */
  readonly name: string;
  /** Its number there, from 0, which draws its augmentation. */
  readonly index: number;
  /** The picture as it is, small, as PNG. */
  readonly original: Uint8Array;
  /** Of the picture as it is, in pixels. */
  readonly width: number;
  readonly height: number;
  /** What augmentation has made of it, once for each epoch that is shown. */
  readonly views: readonly SheetView[];
}

export interface SheetView {
  readonly png: Uint8Array;
  /** Random choices, each a few words: `box 123x200 at 12,34`. */
  readonly choices: readonly string[];
  /** Part of the original that is cut out, in per cent of its width and height. */
  readonly box: PercentBox | null;
}

interface PercentBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface ContactSheet {
  readonly title: string;
  /** A line below the title. */
  readonly subtitle: string;
  /** What the page was made with, by name. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** Side of the augmented pictures in pixels. */
  readonly size: number;
  readonly pictures: readonly SheetPicture[];
}

/** A page that needs nothing beside itself: pictures stand in it as data: URIs. */
export function contactSheet(sheet: ContactSheet): string {
  const { title, subtitle, facts, size, pictures } = sheet;
  const views = pictures[0]?.views.length ?? 1;
  const chips = facts.map(
    ([name, value]) => `<li><span>${escapeHtml(name)}</span>${escapeHtml(value)}</li>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
${styleOf(size, views)}
</style>
</head>
<body>
<header>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(subtitle)}</p>
<ul>${chips.join('')}</ul>
</header>
<main>
${pictures.map(cardOf).join('\n')}
</main>
</body>
</html>
`;
}

function cardOf({ className, name, index, original, width, height, views }: SheetPicture): string {
  const label = escapeHtml(className);
  const boxes = views.map(({ box }, i) => boxOf(box, i)).join('');
  return `<article style="--hue:${hueOf(className)}">
<h2>${label}</h2>
<div class="row">
<figure class="original"><div><div style="--ratio:${(width / height).toFixed(4)}"><img src="${uriOf(original)}" alt="${label}, as it is">${boxes}</div></div><figcaption>${width}x${height}</figcaption></figure>
${views.map((view, i) => viewOf(view, i, label)).join('\n')}
</div>
<p class="name">${index} · ${escapeHtml(name)}</p>
</article>`;
}

const viewOf = ({ png, choices }: SheetView, i: number, label: string): string =>
  `<figure class="view v${i % COLOURS.length}"><img src="${uriOf(png)}" alt="${label}, augmented"><figcaption>${choices
    .map((choice) => `<i>${escapeHtml(choice)}</i>`)
    .join('')}</figcaption></figure>`;

function boxOf(box: PercentBox | null, i: number): string {
  if (!box) return '';
  const sides = (['left', 'top', 'width', 'height'] as const).map(
    (side) => `${side}:${box[side].toFixed(2)}%`,
  );
  return `<b class="v${i % COLOURS.length}" style="${sides.join(';')}"></b>`;
}

const uriOf = (png: Uint8Array): string =>
  `data:image/png;base64,${Buffer.from(png).toString('base64')}`;

/** Safe inside text and attributes: names of folders and files may hold anything. */
export function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replaceAll(/[&<>"']/g, (character) => entities[character]);
}

/** The same class always has the same colour, in degrees of the colour circle. */
function hueOf(className: string): number {
  let hash = 0;
  for (const character of className) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  // The golden angle keeps classes with neighbouring hashes apart.
  return Math.round((hash * 137.508) % 360);
}

/** Of the views, and of the boxes that they were cut out of. */
const COLOURS = ['#ff8a1f', '#2f9bff', '#23b26d', '#c05cff'] as const;

function styleOf(size: number, views: number): string {
  // Small pictures are shown larger, each of their pixels as a square.
  const shown = Math.min(Math.max(size, 96), 160);
  const rendering = size > 96 ? 'auto' : 'pixelated';
  const card = (views + 1) * (shown + 12) + 18;
  const colours = COLOURS.map((colour, i) => `.v${i} { --of: ${colour}; }`).join('\n');
  return `:root { color-scheme: light dark; --ink: #1a2130; --paper: #f3f4f7; --card: #fff; --faint: #667085; --line: #e4e7ec; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaf0; --paper: #12151b; --card: #1c2129; --faint: #98a1b3; --line: #2c333f; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 2.5rem clamp(1rem, 4vw, 4rem); background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
header { margin-bottom: 2rem; max-width: 70rem; }
h1 { margin: 0; font-size: 1.7rem; font-weight: 680; letter-spacing: -.015em; overflow-wrap: anywhere; }
header p { margin: .3rem 0 .9rem; color: var(--faint); }
header ul { display: flex; flex-wrap: wrap; gap: .4rem; margin: 0; padding: 0; list-style: none; }
header li { padding: .15rem .7rem; border: 1px solid var(--line); border-radius: 2em; background: var(--card); font-size: .82rem; }
header li span { margin-right: .45em; color: var(--faint); }
main { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(${card}px, 100%), 1fr)); gap: 1rem; }
article { padding: 12px 14px; border: 1px solid var(--line); border-radius: 14px; background: var(--card); box-shadow: 0 1px 2px rgb(16 24 40 / .05); min-width: 0; }
h2 { margin: 0 0 .6rem; font-size: .95rem; font-weight: 620; overflow-wrap: anywhere; }
h2::before { content: ''; display: inline-block; width: .65em; height: .65em; margin-right: .5em; border-radius: 50%; background: hsl(var(--hue) 65% 52%); }
.row { display: grid; grid-template-columns: repeat(${views + 1}, minmax(0, 1fr)); align-items: start; gap: 12px; }
figure { margin: 0; min-width: 0; }
img { display: block; border-radius: 7px; image-rendering: ${rendering}; }
.view img { width: 100%; aspect-ratio: 1; border-bottom: 3px solid var(--of); }
.original > div { aspect-ratio: 1; display: grid; place-items: center; border-radius: 7px; background: color-mix(in srgb, var(--line) 55%, transparent); }
.original > div > div { position: relative; width: min(100%, 100% * var(--ratio)); aspect-ratio: var(--ratio); overflow: hidden; border-radius: 7px; }
.original img { width: 100%; height: 100%; opacity: .92; }
.original b { position: absolute; border: 2px solid var(--of); border-radius: 3px; box-shadow: 0 0 0 1px rgb(0 0 0 / .35), inset 0 0 0 1px rgb(0 0 0 / .35); }
${colours}
figcaption { margin-top: .4rem; color: var(--faint); font-size: .74rem; line-height: 1.35; }
figcaption i { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-style: normal; font-variant-numeric: tabular-nums; }
.name { margin: .6rem 0 0; color: var(--faint); font-size: .72rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
@media print { body { padding: 0; } article { break-inside: avoid; } }`;
}

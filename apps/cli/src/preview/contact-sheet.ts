/** One picture of a contact sheet. */
export interface SheetPicture {
  readonly className: string;
  /** Where it lies in its data set. */
  readonly name: string;
  /** The picture itself, as PNG. */
  readonly png: Uint8Array;
}

export interface ContactSheet {
  readonly title: string;
  /** A line below the title. */
  readonly subtitle: string;
  /** Side of the pictures in pixels. */
  readonly size: number;
  readonly pictures: readonly SheetPicture[];
}

/** A page that needs nothing beside itself: pictures stand in it as data: URIs. */
export function contactSheet({ title, subtitle, size, pictures }: ContactSheet): string {
  // Small pictures are shown larger, each of their pixels as a square.
  const shown = Math.max(size, 96);
  const cards = pictures.map(cardOf).join('\n');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
${styleOf(shown)}
</style>
</head>
<body>
<header>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(subtitle)}</p>
</header>
<main>
${cards}
</main>
</body>
</html>
`;
}

function cardOf({ className, name, png }: SheetPicture): string {
  const source = `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
  const label = escapeHtml(className);
  return `<figure><img src="${source}" alt="${label}"><figcaption><b style="--hue:${hueOf(className)}">${label}</b><span>${escapeHtml(name)}</span></figcaption></figure>`;
}

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

const styleOf = (
  shown: number,
): string => `:root { color-scheme: light dark; --ink: #1d2330; --paper: #f6f7f9; --card: #fff; --faint: #6b7385; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaf0; --paper: #14171d; --card: #1f242d; --faint: #98a1b3; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 2.5rem clamp(1rem, 4vw, 4rem); background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
header { margin-bottom: 2rem; }
h1 { margin: 0; font-size: 1.6rem; font-weight: 650; }
header p { margin: .25rem 0 0; color: var(--faint); }
main { display: grid; grid-template-columns: repeat(auto-fill, minmax(${shown + 24}px, 1fr)); gap: 1rem; }
figure { margin: 0; padding: 12px; border-radius: 12px; background: var(--card); box-shadow: 0 1px 3px rgb(0 0 0 / .12); text-align: center; }
img { width: ${shown}px; height: ${shown}px; max-width: 100%; border-radius: 6px; image-rendering: ${shown > 128 ? 'auto' : 'pixelated'}; }
figcaption { margin-top: .5rem; display: flex; flex-direction: column; align-items: center; gap: .15rem; }
b { padding: 0 .6em; border-radius: 1em; font-weight: 600; background: hsl(var(--hue) 70% 50% / .18); overflow-wrap: anywhere; }
span { width: 100%; color: var(--faint); font-size: .72rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }`;

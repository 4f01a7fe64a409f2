/** A bar and its words. */
interface Bar {
  readonly label: string;
  readonly value: number;
  /** Stands behind the bar. */
  readonly note: string;
  readonly isOurs: boolean;
}

/** Bars that are compared with each other. */
export interface BarGroup {
  readonly title: string;
  readonly bars: readonly Bar[];
}

const WIDTH = 720;
const LABEL_WIDTH = 170;
const NOTE_WIDTH = 150;
const BAR_HEIGHT = 20;
const BAR_STEP = 26;
const TITLE_STEP = 34;
const MARGIN = 12;
const COLOURS = { ours: '#1f5fa8', theirs: '#b8c4d4', text: '#333' } as const;

/** Horizontal bars in groups, each scaled by its longest, as an SVG document. */
export function barChart(title: string, groups: readonly BarGroup[]): string {
  let y = MARGIN + TITLE_STEP;
  const parts = groups.map((group) => {
    const drawn = drawGroup(group, y);
    y += TITLE_STEP + group.bars.length * BAR_STEP;
    return drawn;
  });
  const height = y + MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="13" fill="${COLOURS.text}">`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    text(MARGIN, MARGIN + 16, title, 'font-size="16"'),
    ...parts,
    '</svg>\n',
  ].join('\n');
}

function drawGroup({ title, bars }: BarGroup, top: number): string {
  const longest = Math.max(...bars.map(({ value }) => value));
  const room = WIDTH - LABEL_WIDTH - NOTE_WIDTH - 2 * MARGIN;
  const lines = bars.map(({ label, value, note, isOurs }, i) => {
    const y = top + TITLE_STEP + i * BAR_STEP;
    const x = MARGIN + LABEL_WIDTH;
    const width = Math.max(1, Math.round((room * value) / longest));
    const colour = isOurs ? COLOURS.ours : COLOURS.theirs;
    return [
      text(x - 8, y + 15, label, 'text-anchor="end"'),
      `<rect x="${x}" y="${y}" width="${width}" height="${BAR_HEIGHT}" fill="${colour}"/>`,
      text(x + width + 8, y + 15, note),
    ].join('\n');
  });
  return [text(MARGIN, top + 22, title, 'font-weight="bold"'), ...lines].join('\n');
}

const text = (x: number, y: number, words: string, attributes = ''): string =>
  `<text x="${x}" y="${y}"${attributes && ` ${attributes}`}>${escaped(words)}</text>`;

const escaped = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

import { describe, expect, it } from '@jest/globals';
import { contactSheet, escapeHtml } from './contact-sheet.js';

describe('contactSheet', () => {
  const page = contactSheet({
    title: 'Cats & <dogs>',
    subtitle: '2 classes',
    facts: [['seed', '<7>']],
    size: 32,
    pictures: [
      {
        className: '<script>alert(1)</script>',
        name: '"x".png',
        index: 3,
        original: Uint8Array.of(1, 2, 3),
        width: 40,
        height: 30,
        views: [
          {
            png: Uint8Array.of(4, 5, 6),
            choices: ['flipped'],
            box: { left: -12.5, top: 0, width: 50, height: 100 / 3 },
          },
        ],
      },
    ],
  });

  it('escapes every text', () => {
    expect(page).toContain('<h1>Cats &amp; &lt;dogs&gt;</h1>');
    expect(page).not.toContain('<script');
    expect(page).toContain('3 · &quot;x&quot;.png');
    expect(escapeHtml(`'"`)).toBe('&#39;&quot;');
  });

  it('draws each box where it was cut out, and names the choices', () => {
    expect(page).toContain('style="left:-12.50%;top:0.00%;width:50.00%;height:33.33%"');
    expect(page).toContain('<i>flipped</i>');
    expect(page).toContain('<span>seed</span>&lt;7&gt;');
  });

  it('needs nothing beside itself', () => {
    expect(page).toContain('src="data:image/png;base64,AQID"');
    expect(page).toContain('src="data:image/png;base64,BAUG"');
    expect(page).not.toMatch(/https?:|<link/);
  });
});

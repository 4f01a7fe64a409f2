import { describe, expect, it } from '@jest/globals';
import { contactSheet, escapeHtml } from './contact-sheet.js';

describe('contactSheet', () => {
  const page = contactSheet({
    title: 'Cats & <dogs>',
    subtitle: '2 classes',
    size: 32,
    pictures: [
      { className: '<script>alert(1)</script>', name: '"x".png', png: Uint8Array.of(1, 2, 3) },
    ],
  });

  it('escapes every text', () => {
    expect(page).toContain('<h1>Cats &amp; &lt;dogs&gt;</h1>');
    expect(page).not.toContain('<script');
    expect(escapeHtml(`'"`)).toBe('&#39;&quot;');
  });

  it('needs nothing beside itself', () => {
    expect(page).toContain('src="data:image/png;base64,AQID"');
    expect(page).not.toMatch(/https?:|<link/);
  });
});

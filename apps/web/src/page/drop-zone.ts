import { takeDropped } from './dropped-files.js';
import { find } from './element.js';

/** Tells of files that are dropped anywhere on the page, or chosen. */
export function takeFiles(onFiles: (files: readonly File[]) => void): void {
  const zone = find('#drop', HTMLElement);
  const input = find('#files', HTMLInputElement);
  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])];
    // The same file may be chosen again.
    input.value = '';
    if (files.length > 0) onFiles(files);
  });
  // Without these two a browser leaves the page for the file.
  document.addEventListener('dragover', (event) => {
    event.preventDefault();
    zone.classList.add('over');
  });
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    zone.classList.remove('over');
    takeDropped(event.dataTransfer, onFiles);
  });
  document.addEventListener('dragleave', ({ relatedTarget }) => {
    if (relatedTarget === null) zone.classList.remove('over');
  });
}

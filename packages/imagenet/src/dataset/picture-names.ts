/** What torchvision's ImageFolder takes for pictures, and GIF and AVIF. */
const EXTENSIONS = new Set(
  ['jpg', 'jpeg', 'png', 'webp', 'gif', 'tif', 'tiff', 'avif', 'bmp', 'ppm', 'pgm'].map(
    (extension) => `.${extension}`,
  ),
);

/** Whether a path, with `/` or `\`, looks like a picture; what is hidden does not. */
export function isPictureName(path: string): boolean {
  const extension = path.slice(path.lastIndexOf('.')).toLowerCase();
  return EXTENSIONS.has(extension) && !/(^|[\\/])\./.test(path);
}

/// <reference path="../film/gifenc.d.ts" />
import gifenc from 'gifenc';

/** Colours of a picture in the package: the workbench has few, and each costs bytes. */
const colours = 16;

/**
 * A picture's points, each one of few colours.
 * @param {import('playwright-core').Page} page an empty page
 * @param {Buffer} png
 * @param {number} most
 */
export async function fewColours(page, png, most) {
  const { width, height, pixels } = await page.evaluate(async base64 => {
    const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    const data = context?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? [];
    return { width: bitmap.width, height: bitmap.height, pixels: [...data] };
  }, png.toString('base64'));
  const rgba = Uint8Array.from(pixels);
  const palette = gifenc.quantize(rgba, most);
  return { width, height, palette, points: gifenc.applyPalette(rgba, palette) };
}

/**
 * A picture as WebP without loss but of colours, made by the browser.
 * @param {import('playwright-core').Page} page an empty page
 * @param {Buffer} png
 * @returns {Promise<Buffer>}
 */
export async function webpOf(page, png) {
  const { width, height, palette, points } = await fewColours(page, png, colours);
  const rgba = new Uint8Array(points.length * 4);
  for (const [at, place] of points.entries()) {
    const [red = 0, green = 0, blue = 0] = palette[place] ?? [];
    rgba.set([red, green, blue, 255], at * 4);
  }
  const webp = await page.evaluate(
    async shown => {
      const canvas = new OffscreenCanvas(shown.width, shown.height);
      const image = new ImageData(Uint8ClampedArray.from(shown.rgba), shown.width, shown.height);
      canvas.getContext('2d')?.putImageData(image, 0, 0);
      // With full quality nothing is lost.
      const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 1 });
      return [...new Uint8Array(await blob.arrayBuffer())];
    },
    { width, height, rgba: [...rgba] },
  );
  return Buffer.from(webp);
}

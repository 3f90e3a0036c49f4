/** How much of a picture's detail is kept, from 0 to 1: letters stay sharp enough. */
const quality = 0.72;

/**
 * A picture as WebP, made by the browser.
 * @param {import('playwright-core').Page} page an empty page
 * @param {Buffer} png
 * @returns {Promise<Buffer>}
 */
export async function webpOf(page, png) {
  const data = await page.evaluate(
    async ([base64 = '', wanted = 1]) => {
      const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
      const blob = await canvas.convertToBlob({ type: 'image/webp', quality: wanted });
      const made = new Uint8Array(await blob.arrayBuffer());
      let text = '';
      for (const byte of made) text += String.fromCharCode(byte);
      return btoa(text);
    },
    /** @type {const} */ ([png.toString('base64'), quality]),
  );
  return Buffer.from(data, 'base64');
}

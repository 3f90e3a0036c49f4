/// <reference path="./gifenc.d.ts" />
// Frames put together as one GIF.
import gifenc from 'gifenc';

/**
 * @typedef {object} Frame
 * @property {Uint8Array} rgba
 * @property {number} delay milliseconds that it is seen
 */

/** How many of the film's colours are as they are: the most frequent, so backgrounds and most letters. The rest is near. */
const exact = 160;

/**
 * One palette for all frames; of each but the first only what differs from the one before.
 * @param {Frame[]} frames of one size
 * @param {number} width
 * @param {number} height
 * @returns {Uint8Array}
 */
export function makeGif(frames, width, height) {
  const palette = paletteOf(frames.map(({ rgba }) => pixelsOf(rgba)));
  // One place is left for what does not change.
  const transparentIndex = palette.length;
  /** @type {Map<number, number>} the same in all frames, lest what stands still flickers */
  const places = new Map();
  const placeOf = (/** @type {number} */ pixel) => {
    const place = places.get(pixel) ?? gifenc.nearestColorIndex(palette, channels(pixel));
    places.set(pixel, place);
    return place;
  };

  const gif = gifenc.GIFEncoder();
  /** @type {Uint32Array | undefined} */
  let before;
  for (const { rgba, delay } of frames) {
    const pixels = pixelsOf(rgba);
    const last = before;
    const index = Uint8Array.from(pixels, (pixel, at) => (last?.[at] === pixel ? transparentIndex : placeOf(pixel)));
    const options = last ? { transparent: true, transparentIndex } : { palette: [...palette, [0, 0, 0]] };
    gif.writeFrame(index, width, height, { ...options, dispose: 1, delay });
    before = pixels;
  }
  gif.finish();
  return gif.bytes();
}

/**
 * At most 255 colours.
 * @param {Uint32Array[]} frames
 */
function paletteOf(frames) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const pixels of frames) for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const colours = [...counts].sort(([, a], [, b]) => b - a).map(([pixel]) => pixel);
  const rest = Uint32Array.from(colours.slice(exact));
  const near = rest.length > 0 ? gifenc.quantize(new Uint8Array(rest.buffer), 255 - exact) : [];
  return [...colours.slice(0, exact).map(channels), ...near];
}

/** @param {number} pixel red in its lowest byte */
const channels = pixel => [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255];

/** @param {Uint8Array} rgba */
const pixelsOf = rgba => new Uint32Array(rgba.buffer, rgba.byteOffset, rgba.length / 4);

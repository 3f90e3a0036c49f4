import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { makeGif } from '../../scripts/film/gif.mjs';

/** A picture of one colour, but for the first pixel. */
function picture(width: number, height: number, first: number[], rest: number[]) {
  const rgba = new Uint8Array(width * height * 4);
  for (let at = 0; at < width * height; at++) rgba.set([...(at === 0 ? first : rest), 255], at * 4);
  return rgba;
}

describe('the film of the README', () => {
  const blue = [16, 67, 159];

  it('is a GIF that goes on for ever, with the colours as they are', () => {
    const gif = Buffer.from(makeGif([{ rgba: picture(4, 3, [255, 0, 0], blue), delay: 500 }], 4, 3));
    assert.equal(gif.toString('latin1', 0, 6), 'GIF89a');
    assert.deepEqual([gif.readUInt16LE(6), gif.readUInt16LE(8)], [4, 3]);
    assert.deepEqual([...gif.subarray(13, 19)], [...blue, 255, 0, 0]);
    assert.ok(gif.includes('NETSCAPE2.0'));
    assert.equal(gif.at(-1), 0x3b);
  });

  it('has of a further frame only what differs from the one before', () => {
    const [width, height] = [300, 200];
    const noise = new Uint8Array(width * height * 4);
    let random = 1;
    for (let at = 0; at < noise.length; at++) {
      random = (random * 1_103_515_245 + 12_345) % 2 ** 31;
      noise[at] = at % 4 === 3 ? 255 : random >> 16;
    }
    const frames = Array.from({ length: 4 }, (_, at) => ({ rgba: Uint8Array.from(noise), delay: at * 100 }));
    for (const [at, { rgba }] of frames.entries()) rgba[at * 4] = 255 - at;
    const [first] = frames;
    assert.ok(first);
    const alone = makeGif([first], width, height).length;
    const more = makeGif(frames, width, height).length;
    assert.ok(alone > 40_000 && more < alone * 1.1, `${alone} and ${more} bytes`);
  });

  it('is shown, is small, and is no part of the package', () => {
    assert.match(readFileSync('README.md', 'utf8'), /!\[[^\]]+\]\(media\/readme\/film\.gif\)/);
    const gif = readFileSync('media/readme/film.gif');
    assert.equal(gif.toString('latin1', 0, 6), 'GIF89a');
    assert.ok(gif.length < 2_000_000);
    assert.ok(readFileSync('.vscodeignore', 'utf8').split('\n').includes('**'));
  });
});

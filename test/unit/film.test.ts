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
    const frames = (changes: number) =>
      Array.from({ length: 3 }, (_, at) => ({ rgba: picture(400, 300, [at * changes, 0, 0], blue), delay: 100 }));
    const noisy = frames(1).map(({ delay, rgba }, frame) => ({
      delay,
      rgba: rgba.map((value, at) => (at % 4 === 3 ? 255 : value ^ ((at * 31 + frame * 17) % 7))),
    }));
    const [still, moving] = [makeGif(frames(90), 400, 300), makeGif(noisy, 400, 300)];
    assert.ok(still.length * 10 < moving.length, `${still.length} and ${moving.length} bytes`);
  });

  it('is shown, is small, and is no part of the package', () => {
    assert.match(readFileSync('README.md', 'utf8'), /!\[[^\]]+\]\(media\/readme\/film\.gif\)/);
    const gif = readFileSync('media/readme/film.gif');
    assert.equal(gif.toString('latin1', 0, 6), 'GIF89a');
    assert.ok(gif.length < 2_000_000);
    assert.ok(readFileSync('.vscodeignore', 'utf8').split('\n').includes('**'));
  });
});

import { crc32, deflateSync } from 'node:zlib';
import type { Random } from './random.ts';

/** A file that came with a ticket. */
export interface FileSeed {
  readonly name: string;
  readonly type: string;
  readonly content: Uint8Array;
}

/** A piece of a server's log around an error. */
export function logFile(random: Random, server: string, trace: string, at: number): FileSeed {
  const stamp = (offset: number) => new Date((at + offset) * 1000).toISOString();
  const request = () => random.whole(0x1000, 0xffff).toString(16);
  const lines = [
    `${stamp(-95)} ${server} info  started, version ${random.whole(1, 7)}.${random.whole(0, 12)}.${random.whole(0, 4)}`,
    `${stamp(-31)} ${server} info  ${request()} GET /cart 200 ${random.whole(9, 90)} ms`,
    `${stamp(-12)} ${server} info  ${request()} POST /cart/voucher 200 ${random.whole(9, 90)} ms`,
    `${stamp(-4)} ${server} warn  ${request()} slow answer: ${random.whole(1100, 4800)} ms`,
    `${stamp(0)} ${server} error ${request()} ${trace}`,
    `${stamp(1)} ${server} info  ${request()} GET /health 200 1 ms`,
  ];
  const day = stamp(0).slice(0, 10);
  return {
    name: random.pick([`${server}-${day}.log`, `error ${day}.log`, 'log.txt', `${server} (1).log`]),
    type: 'text/plain; charset=utf-8',
    content: Buffer.from(`${lines.join('\n')}\n`),
  };
}

/** A small picture of a window with an error in it. */
export function screenshot(random: Random): FileSeed {
  return {
    name: random.pick(['screenshot.png', 'Bildschirmfoto 2.png', 'error page.png', 'IMG_0417.png', 'cart+error.png']),
    type: 'image/png',
    content: random.pick(pictures),
  };
}

type Color = readonly [red: number, green: number, blue: number];

/** Draws a window: title bar, lines of text and a coloured box. */
function picture(accent: Color): Uint8Array {
  const [width, height] = [240, 150];
  const raw = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const text = y > 26 && y < 80 && y % 9 < 3 && x > 12 && x < 90 + ((y * 37) % 130);
      const box = y > 92 && y < 132 && x > 12 && x < 228;
      const color: Color = y < 16 ? [58, 64, 74] : box ? accent : text ? [150, 156, 166] : [246, 247, 249];
      raw.set(color, y * (width * 3 + 1) + 1 + x * 3);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(raw)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

const pictures = [picture([214, 69, 65]), picture([227, 160, 36]), picture([76, 130, 200])];

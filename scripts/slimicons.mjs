// Takes out of the icon font and its styles what no page uses: some 600 icons are in them.

/**
 * Which of the icons may be used by a program: those whose names stand in it by themselves.
 * @param {string} css the styles of the icon font
 * @param {string[]} texts all that is built
 * @returns {Set<string>} names
 */
export function iconsIn(css, texts) {
  const words = new Set(texts.flatMap(text => text.match(/codicon-[\w-]+|(?<=["'`])[\w-]+(?=["'`])/g) ?? []));
  return new Set([...namesOf(css).keys()].filter(name => words.has(name) || words.has(`codicon-${name}`)));
}

/**
 * The styles with the rules of these icons alone.
 * @param {string} css
 * @param {Set<string>} names
 */
export function slimCss(css, names) {
  return css.replace(rule, (whole, name) => (names.has(name) ? whole : '')).replace(/\n{2,}/g, '\n');
}

/**
 * The font with the shapes of these icons alone. All else keeps its place, so that nothing needs to be counted anew.
 * @param {Buffer} font TrueType
 * @param {string} css
 * @param {Set<string>} names
 * @returns {Buffer}
 */
export function slimFont(font, css, names) {
  const tables = tablesOf(font);
  const count = table(tables, 'maxp').readUInt16BE(4);
  const shapes = shapesOf(tables, count);
  const places = placesOf(table(tables, 'cmap'));
  const kept = new Set([0]);
  for (const [name, code] of namesOf(css)) if (names.has(name)) keep(places.get(code) ?? 0, shapes, kept);

  const loca = Buffer.alloc((count + 1) * 4);
  const glyf = [];
  let length = 0;
  for (let glyph = 0; glyph < count; glyph++) {
    const shape = kept.has(glyph) ? (shapes[glyph] ?? Buffer.alloc(0)) : Buffer.alloc(0);
    glyf.push(shape, Buffer.alloc(-shape.length & 3));
    length += shape.length + (-shape.length & 3);
    loca.writeUInt32BE(length, (glyph + 1) * 4);
  }
  const head = Buffer.from(table(tables, 'head'));
  // Places of shapes are four bytes long.
  head.writeInt16BE(1, 50);
  // Version 3: glyphs have no names.
  const post = Buffer.from(table(tables, 'post').subarray(0, 32));
  post.writeUInt32BE(0x0003_0000, 0);
  return written(new Map([...tables, ['head', head], ['loca', loca], ['glyf', Buffer.concat(glyf)], ['post', post]]));
}

/** A rule of one icon. */
const rule = /^\.codicon-([\w-]+):before\s*\{\s*content:\s*"\\([\da-f]+)";?\s*\}.*$/gim;

/**
 * Every icon with its code.
 * @param {string} css
 * @returns {Map<string, number>}
 */
function namesOf(css) {
  return new Map([...css.matchAll(rule)].map(([, name = '', code = '']) => [name, Number.parseInt(code, 16)]));
}

/**
 * @param {Buffer} font
 * @returns {Map<string, Buffer>}
 */
function tablesOf(font) {
  const entries = Array.from({ length: font.readUInt16BE(4) }, (_, at) => font.subarray(12 + at * 16, 28 + at * 16));
  return new Map(
    entries.map(entry => {
      const start = entry.readUInt32BE(8);
      return [entry.toString('latin1', 0, 4), font.subarray(start, start + entry.readUInt32BE(12))];
    }),
  );
}

/**
 * @param {Map<string, Buffer>} tables
 * @param {string} name
 */
function table(tables, name) {
  const found = tables.get(name);
  if (!found) throw new Error(`The icon font has no table ${name}.`);
  return found;
}

/**
 * @param {Map<string, Buffer>} tables
 * @param {number} count
 */
function shapesOf(tables, count) {
  const [glyf, loca] = [table(tables, 'glyf'), table(tables, 'loca')];
  const isLong = table(tables, 'head').readInt16BE(50) === 1;
  const place = (/** @type {number} */ glyph) =>
    isLong ? loca.readUInt32BE(glyph * 4) : loca.readUInt16BE(glyph * 2) * 2;
  return Array.from({ length: count }, (_, glyph) => glyf.subarray(place(glyph), place(glyph + 1)));
}

/**
 * Keeps a glyph, and those that it is put together from.
 * @param {number} glyph
 * @param {Buffer[]} shapes
 * @param {Set<number>} kept
 */
function keep(glyph, shapes, kept) {
  if (kept.has(glyph)) return;
  kept.add(glyph);
  const shape = shapes[glyph];
  if (!shape?.length || shape.readInt16BE(0) >= 0) return;
  for (let at = 10, more = true; more; ) {
    const flags = shape.readUInt16BE(at);
    keep(shape.readUInt16BE(at + 2), shapes, kept);
    at += 4 + (flags & 1 ? 4 : 2) + (flags & 8 ? 2 : flags & 64 ? 4 : flags & 128 ? 8 : 0);
    more = (flags & 32) !== 0;
  }
}

/**
 * The glyph of each character, by the font's table of segments.
 * @param {Buffer} cmap
 * @returns {Map<number, number>}
 */
function placesOf(cmap) {
  const places = new Map();
  for (let each = 0; each < cmap.readUInt16BE(2); each++) {
    const part = cmap.subarray(cmap.readUInt32BE(8 + each * 8));
    if (part.readUInt16BE(0) !== 4) continue;
    const size = part.readUInt16BE(6);
    for (let at = 0; at < size; at += 2) {
      const end = part.readUInt16BE(14 + at);
      const start = part.readUInt16BE(16 + size + at);
      const delta = part.readUInt16BE(16 + size * 2 + at);
      const offset = part.readUInt16BE(16 + size * 3 + at);
      for (let code = start; code <= end && code < 0xffff; code++) {
        const direct = offset === 0 ? code : part.readUInt16BE(16 + size * 3 + at + offset + (code - start) * 2);
        if (direct !== 0) places.set(code, (direct + delta) & 0xffff);
      }
    }
  }
  return places;
}

/**
 * @param {Map<string, Buffer>} tables
 * @returns {Buffer}
 */
function written(tables) {
  const names = [...tables.keys()].sort();
  const power = 2 ** Math.floor(Math.log2(names.length));
  const directory = Buffer.alloc(12 + names.length * 16);
  directory.writeUInt32BE(0x0001_0000, 0);
  for (const [at, value] of [names.length, power * 16, Math.log2(power), (names.length - power) * 16].entries())
    directory.writeUInt16BE(value, 4 + at * 2);
  const parts = [directory];
  let start = directory.length;
  for (const [at, name] of names.entries()) {
    const data = Buffer.from(table(tables, name));
    if (name === 'head') data.writeUInt32BE(0, 8);
    const padded = Buffer.concat([data, Buffer.alloc(-data.length & 3)]);
    directory.write(name, 12 + at * 16, 'latin1');
    directory.writeUInt32BE(sumOf(padded), 16 + at * 16);
    directory.writeUInt32BE(start, 20 + at * 16);
    directory.writeUInt32BE(data.length, 24 + at * 16);
    parts.push(padded);
    start += padded.length;
  }
  const font = Buffer.concat(parts);
  const head = directory.readUInt32BE(20 + names.indexOf('head') * 16);
  font.writeUInt32BE((0xb1b0_afba - sumOf(font)) >>> 0, head + 8);
  return font;
}

/** @param {Buffer} data whole words */
function sumOf(data) {
  let sum = 0;
  for (let at = 0; at < data.length; at += 4) sum = (sum + data.readUInt32BE(at)) >>> 0;
  return sum;
}

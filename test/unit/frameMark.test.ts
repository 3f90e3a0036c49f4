import assert from 'node:assert/strict';
import fc from 'fast-check';
import { namedTraces } from '../../src/editor/code/frames/namedTraces.ts';
import { sinceOf, TicketTexts } from '../../src/editor/code/frames/ticketTexts.ts';
import type { ResolvedFrame } from '../../src/model/frame.ts';
import { bare, findMarks, marksOf } from '../../src/model/frameMark.ts';
import { details, entry } from './webviewTicket.ts';

const placesOf = (text: string, words: readonly string[]) => {
  let from = 0;
  return words.map(word => {
    const start = text.indexOf(word, from);
    assert.ok(start >= 0, word);
    from = start + word.length;
    return { start, end: from };
  });
};

describe('where frames stand in what is shown of a text', () => {
  it('is the same, whatever is done to white space', () => {
    const blanks = fc.stringMatching(/^[ \n\t\u00a0]{0,4}$/);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(blanks, fc.stringMatching(/^[a-z.:/0-9]{1,8}$/)), { maxLength: 30 }),
        blanks,
        (parts, other) => {
          const text = parts.map(([blank, word]) => blank + word).join('');
          let at = 0;
          const places = parts.map(([blank, word]) => {
            at += blank.length + word.length;
            return { start: at - word.length, end: at };
          });
          const shown = bare(parts.map(([, word]) => other + word).join(''));
          const found = findMarks(shown, marksOf(text, places));
          let seen = 0;
          parts.forEach(([, word], place) => {
            assert.equal(found[place], seen);
            seen += word.length;
          });
        },
      ),
    );
  });

  it('is found where something was left out, or put in, before it', () => {
    const text = 'See:\n```\nat a (src/a.ts:1:2)\nat b (src/b.ts:3)\n```\n- and src/a.ts:9';
    const marks = marksOf(text, placesOf(text, ['src/a.ts:1:2', 'src/b.ts:3', 'src/a.ts:9']));
    const shown = bare('See the picture:at a (src/a.ts:1:2)\nat b (src/b.ts:3) and src/a.ts:9');
    const found = findMarks(shown, marks);
    assert.deepEqual(
      found.map((at, place) => at !== undefined && shown.slice(at, at + (marks[place]?.written.length ?? 0))),
      ['src/a.ts:1:2', 'src/b.ts:3', 'src/a.ts:9'],
    );
  });

  it('is nowhere when it is not shown, and the others stay where they are', () => {
    const text = 'a.ts:1 b.ts:2 c.ts:3';
    const marks = marksOf(text, placesOf(text, ['a.ts:1', 'b.ts:2', 'c.ts:3']));
    assert.deepEqual(findMarks('a.ts:1c.ts:3', marks), [0, undefined, 6]);
    assert.deepEqual(findMarks('', marks), [undefined, undefined, undefined]);
  });

  it('takes time that grows with the length of the text alone', () => {
    const line = 'at x (src/very/long/path/to/file.ts:12:3)\n';
    const text = line.repeat(5_000);
    const marks = marksOf(
      text,
      placesOf(
        text,
        Array.from({ length: 5_000 }, () => 'src/very/long/path/to/file.ts:12:3'),
      ),
    );
    const began = performance.now();
    // Nothing of it is there: each mark is sought in vain.
    assert.ok(findMarks('at x (src/very/long/path/to/file.ts:12:'.repeat(5_000), marks).every(at => at === undefined));
    assert.ok(performance.now() - began < 5_000);
  });
});

describe('texts that name code', () => {
  it('are the description and the entries as a reader sees them', () => {
    const ticket = {
      ...details().ticket,
      openedAt: '2026-11-01T00:00:00Z',
      description: { kind: 'html' as const, body: 'Error: x\n    at a (src/a.ts:1:2)' },
    };
    const body = '<p>at b (<a href="http://b.ts">src/b.ts</a>:3)<br>at c&nbsp;(src/c.ts:4)</p>';
    const texts = new TicketTexts().of(
      details({
        ticket,
        history: [
          entry({ id: '7', at: '2026-11-02T00:00:00Z', body: { kind: 'html', body } }),
          entry({ id: '8', body: { kind: 'text', body: ' ' } }),
        ],
      }),
    );
    assert.deepEqual(texts, [
      { id: 'description', text: 'Error: x\n    at a (src/a.ts:1:2)', since: ['2026-11-01T00:00:00Z'] },
      { id: 'entry:7', text: 'at b (src/b.ts:3)\nat c (src/c.ts:4)', since: ['2026-11-02T00:00:00Z'] },
    ]);
  });

  it('are those of attachments, too, that were opened; what did not change is not read again', () => {
    const known = new TicketTexts();
    const first = entry({ id: '7', body: { kind: 'text', body: 'at b (src/b.ts:3)' } });
    const ticket = details({ history: [first] });
    const before = known.of(ticket);
    const opened = { id: 'file::9', text: 'version 2.4.1\nat c (src/c.ts:4)', at: '2026-11-03T00:00:00Z' };
    const also = { ...first, id: '8', body: { kind: 'text' as const, body: 'at d (src/d.ts:1)' } };
    const after = known.of(structuredClone({ ...ticket, history: [first, also] }), [opened]);
    assert.equal(after[0], before[0]);
    assert.equal(
      after.find(({ id }) => id === 'entry:7'),
      before.find(({ id }) => id === 'entry:7'),
    );
    assert.deepEqual(after.at(-1), { id: 'file::9', text: opened.text, since: ['2.4.1', opened.at] });
    const changed = { ...first, body: { kind: 'text' as const, body: 'at b (src/b.ts:4)' } };
    assert.equal(known.of(details({ history: [changed] })).at(-1)?.text, 'at b (src/b.ts:4)');
  });

  it('say what the code was at: commits, versions, then the time', () => {
    const at = '2026-11-02T00:00:00Z';
    assert.deepEqual(sinceOf('We run version 2.4.1 (commit: 1a2b3c4d).', ['2.4'], at), [
      '1a2b3c4d',
      '2.4.1',
      '2.4',
      at,
    ]);
    assert.deepEqual(sinceOf('build 2026112 of release candidate', [], at), [at]);
    assert.deepEqual(sinceOf('nothing', [], undefined), []);
  });
});

describe('traces of a ticket', () => {
  let at = 0;
  const frame = (path: string, line: number, over: Partial<ResolvedFrame> = {}): ResolvedFrame => ({
    ...{ start: at++, end: at++, path, line, language: 'javascript', trace: 0, foreign: false },
    targets: over.foreign ? [] : [{ file: `/w/${path}`, shown: path }],
    ...over,
  });
  const texts = ['a', 'b'].map(id => ({ id, text: '', since: ['then'] }));
  const shown = (frames: readonly ResolvedFrame[], second: readonly ResolvedFrame[] = []) => {
    const { traces, elsewhere } = namedTraces(texts, [
      { id: 'a', frames },
      { id: 'b', frames: second },
    ]);
    return {
      elsewhere,
      traces: traces.map(each => [
        each.text,
        each.foreign,
        ...each.frames.map(one => `${one.place} ${one.frame.path}`),
      ]),
    };
  };

  it('have own frames first, the innermost at the top, libraries counted', () => {
    const js = [frame('x.js', 1, { foreign: true }), frame('a.ts', 1), frame('b.ts', 2), frame('a.ts', 1)];
    assert.deepEqual(shown(js).traces, [['a', 1, '1 a.ts', '2 b.ts']]);
    const python = [frame('main.py', 1, { language: 'python' }), frame('deep.py', 2, { language: 'python' })];
    assert.deepEqual(shown(python).traces, [['a', 0, '1 deep.py', '0 main.py']]);
  });

  it('are shown once, though replies quote them', () => {
    const one = () => [frame('a.ts', 1), frame('b.ts', 2)];
    assert.deepEqual(shown(one(), one()).traces.length, 1);
    assert.deepEqual(shown(one(), [...one(), frame('c.ts', 3)]).traces.length, 2);
    const said = [frame('b.ts', 2, { language: 'other', trace: 4 }), frame('d.ts', 2, { language: 'other', trace: 5 })];
    assert.deepEqual(shown(one(), said).traces.at(-1), ['b', 0, '1 d.ts']);
  });

  it('count what is in no file here, each place once', () => {
    const lost = frame('lost.ts', 1, { targets: [] });
    assert.deepEqual(shown([lost, lost], [lost]), { elsewhere: 1, traces: [] });
  });
});

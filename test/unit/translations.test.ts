import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import manifest from '../../package.json' with { type: 'json' };
import { pseudoWords } from '../../scripts/l10n/pseudo.mjs';
import { bundleOf, readSources, readWords } from '../../scripts/l10n/sources.mjs';
import { languages, missingOf, readTranslations, wrongOf } from '../../scripts/l10n/translations.mjs';
import { root } from '../../scripts/places.mjs';
import { saidWords } from '../../src/editor/saidWords.ts';

/** Literals that look like words and are none, or are the same in every language; by file. */
const notForPeople: Record<string, readonly string[]> = {
  'src/editor/checkup/checkConnection.ts': ['Deskside', 'VS Code'],
  'src/editor/ids.ts': ['Deskside'],
  'src/editor/timesheet/timesheet.ts': ['Deskside'],
  'src/extension.ts': ['Deskside'],
  // Names in the log.
  'src/editor/panel/connectPanels.ts': ['Open attachment', 'Save attachment'],
  'src/editor/overview/connectOverview.ts': ['Overview'],
  'src/editor/parts.ts': ['Drop tickets', 'Follow link'],
  // What a page did wrong, which is a mistake in the program.
  'src/editor/panel/pageCalls.ts': ['not a call of the {}', '{}: arguments are not allowed'],
  'src/editor/panel/panelMessages.ts': ['address is not allowed', 'note is empty'],
  'src/editor/overview/overviewPanel.ts': ['Deskside'],
  'src/editor/writing/formMessages.ts': ['too many values'],
  // The search language, which is one for all.
  'src/editor/search/askQuery.ts': ['is:open group:"Level 2" customer:acme'],
  'src/editor/search/searchWords.ts': [
    'Acme',
    'assignee:me due:<2d',
    'is:open is:unassigned sort:opened',
    'status:open group:{} priority:high',
    '"out of memory" -windows',
  ],
  // A person of the sample desk.
  'src/editor/desks/sampleDesk.ts': ['Sam Rivera'],
  // What a browser says of itself, and of what is dropped.
  'src/webview/sendKeys.ts': ['Mac'],
  'src/webview/panel/fileDrop.ts': ['Files'],
  // Marks in a report for whoever mends Deskside, and VS Code's settings.
  'src/editor/problem/masks.ts': ['Desk {}', '(desk id)', '(a former desk)'],
  'src/editor/problem/reportProblem.ts': [
    'http.proxyStrictSSL off',
    'http.proxySupport off',
    'http.systemCertificates off',
  ],
  // The name of an error.
  'src/editor/time/timerFile.ts': ['Damaged'],
  // Written into tickets and commits for programs to read back.
  'src/model/linkNote.ts': ['{} [Deskside code link 1: {}]'],
  'src/model/commitMessage.ts': ['(cherry picked from commit'],
};

/** Tables of words: of programming languages, of markup, and of letters. */
const tables = /^src\/model\/(?:codeSpans\w*|plainText|branchName)\.ts:/;

/** Policies, selectors, media queries and classes of pages. */
const markup =
  /^(?:trusted-types |<!DOCTYPE |\(prefers-)|\[[\w-]+|^(?:input|form|clip|frame)[ ,]|^noopener |^\.[\w-]+ |^\{\}\{\}&nbsp;|^&nbsp;/;

/** What is counted: such a text needs another one for a single one. */
const counted =
  /\{\d\} (?:[a-z]+ )?(?:tickets|files|desks|places|frames|links|mentions|commits|entries|writes|days|minutes|seconds|hours|notes|customers|technicians|articles|attachments|requests)\b/;

/** Texts that are shown for several alone, whatever their function looks like. */
const severalAlone: readonly string[] = [
  // Numbers of tickets and of days that are never one.
  '{0} tickets',
  '#{0} frames',
  'Nothing changed in the last {0} days',
  '{0} tickets were given to you: {1}',
  '{0} tickets want your eye: {1}',
  '{0} writes in the outbox need you:',
  'The first {0} articles.',
  '{0} of {1} requests a day',
  'The clock of the desk is {0} minutes',
  'The desk is {0} seconds',
  'Open one of {0} files',
  ' is being read for the first time: ',
  'And {0} on {1} further tickets',
  '{0} days',
];

/** Words for language models, of whatever language the editor is; and for programmers. */
const notForUsers =
  /^src\/editor\/(?:assistant\/(?:fence|similarWords|ticketText|fileTicketsOf|findTicket|toolInputs|write\w+|planTicket|readTools|prompts|chat)|api\/\w+|guests\/guestShapes)\.ts:/;

describe('Translations', function () {
  this.timeout(60_000);
  let sources: ReturnType<typeof readSources>;
  let english: Record<'bundle' | 'manifest', Awaited<ReturnType<typeof bundleOf>>>;
  before(async () => {
    sources = readSources();
    english = { bundle: await bundleOf(sources.texts), manifest: readWords('package.nls.json') };
    assert.ok(Object.keys(english.bundle).length > 1000);
  });

  for (const [language, name] of Object.entries(languages)) {
    it(`${name}: what is translated is a text, with what is put into it`, () => {
      const translated = readTranslations(language);
      assert.deepEqual(
        [...wrongOf(english.bundle, translated.bundle), ...wrongOf(english.manifest, translated.manifest)],
        [],
      );
    });

    it(`${name}: commands are named as the palette names them`, () => {
      const { bundle, manifest: titles } = readTranslations(language);
      const known = Object.entries(titles).flatMap(([key, title]) => (key.startsWith('command.') ? [title] : []));
      const named = [...Object.values(bundle), ...Object.values(titles)].flatMap(words =>
        [...words.matchAll(/\*(?:Deskside: )?([^*\n]+…)\*|\[([^\]\n]+…)\]\(command:deskside/g)].map(
          match => match[1] ?? match[2] ?? '',
        ),
      );
      assert.ok(named.length > 20);
      assert.deepEqual(
        named.filter(title => !known.includes(title)),
        [],
      );
    });

    it(`${name}: nothing is missing`, () => {
      const { bundle, manifest: titles } = readTranslations(language);
      assert.deepEqual([...missingOf(english.bundle, bundle), ...missingOf(english.manifest, titles)], []);
    });
  }

  it('find what is wrong', () => {
    const wrong = (text: string, words: string) => wrongOf({ [text]: text }, { [text]: words }).length;
    assert.equal(wrong('{0} of {1}', '{1} von {0}'), 0);
    assert.equal(wrong('{0} of {1}', '{0} von {2}'), 2);
    assert.equal(wrong('Set `a.b` in [x](command:c)', 'Setze `a.b` in [y](command:c)'), 0);
    assert.equal(wrong('Set `a.b` in [x](command:c)', 'Setze `a.c` in [y](command:d)'), 2);
    assert.equal(wrong('Open…', 'Öffnen'), 1);
    assert.equal(wrong('a', ''), 1);
    assert.deepEqual(wrongOf({}, { gone: 'weg' }), ['is no text any more: gone']);
  });

  it('say what lower floors said, and leave what desks say', () => {
    const bundle = {
      'the connection was refused/said': 'die Verbindung wurde abgelehnt',
      'the connection was refused': 'never this',
      'The address redirects to {0}./said': 'Die Adresse leitet zu {0} um.',
      'The file with certificates, {0}, {1}./said': 'Die Datei mit Zertifikaten {0} {1}.',
      'is too large/said': 'ist zu groß',
      '{0} ({1})/said': '{0} ({1})',
    };
    assert.equal(saidWords('the connection was refused', bundle), 'die Verbindung wurde abgelehnt');
    assert.equal(saidWords('The address redirects to a.b.', bundle), 'Die Adresse leitet zu a.b um.');
    assert.equal(
      saidWords('The file with certificates, /a/b.pem, is too large.', bundle),
      'Die Datei mit Zertifikaten /a/b.pem ist zu groß.',
    );
    assert.equal(saidWords('the connection was refused (x)', bundle), 'die Verbindung wurde abgelehnt (x)');
    for (const words of ['No such ticket.', 'the connection', '{0}', 'toString', '__proto__', ''])
      assert.equal(saidWords(words, bundle), words);
    assert.equal(saidWords('the connection was refused', undefined), 'the connection was refused');
    // A desk's words, made to be slow to match.
    assert.equal(saidWords('The file with certificates, '.repeat(70), bundle).length, 1960);
  });

  it('have every text as it stands in the code, never one that is made while it runs', () => {
    const made = sources.texts.filter(({ argument }) => !/^["{]/.test(argument));
    assert.deepEqual(made, []);
  });

  it('give each text as many values as it has places', () => {
    const wrong = sources.texts.filter(({ argument, given }) => {
      if (argument.startsWith('{') || given === undefined) return false;
      return Math.max(0, ...[...argument.matchAll(/\{(\d+)\}/g)].map(([, at]) => Number(at) + 1)) !== given;
    });
    assert.deepEqual(wrong, []);
  });

  it('have one text for one and another for several', () => {
    const wrong = sources.texts.filter(
      ({ argument, chosen }) =>
        counted.test(argument) &&
        !chosen &&
        !severalAlone.some(text => argument === `"${text}"` || (text.length > 12 && argument.includes(text))),
    );
    assert.deepEqual(
      wrong.map(({ where, argument }) => `${where} ${argument}`),
      [],
    );
  });

  it('leave no words for people out in the code', () => {
    const left = sources.untranslated.filter(({ where, words }) => {
      const [file = ''] = where.split(':');
      return (
        !tables.test(where) && !notForUsers.test(where) && !markup.test(words) && !notForPeople[file]?.includes(words)
      );
    });
    assert.deepEqual(
      left.map(({ where, words }) => `${where} ${words}`),
      [],
    );
  });

  it('have what lower floors say of failures, too', () => {
    const floors = ['engine', 'wire', 'readydesk', 'teamsupport'].map(floor => path.join(root, 'src', floor));
    const files = floors.flatMap(floor =>
      readdirSync(floor, { recursive: true, encoding: 'utf8' })
        .filter(name => name.endsWith('.ts'))
        .map(name => path.join(floor, name)),
    );
    const bare = files.filter(file => /\bdetail:\s*["'`]\w/.test(readFileSync(file, 'utf8')));
    assert.ok(files.length > 100);
    assert.deepEqual(bare, []);
  });

  it('need each exception', () => {
    const found = sources.untranslated.map(({ where, words }) => `${where.split(':')[0]} ${words}`);
    const listed = Object.entries(notForPeople).flatMap(([file, all]) => all.map(words => `${file} ${words}`));
    assert.deepEqual(
      listed.filter(each => !found.includes(each)),
      [],
    );
  });

  it('can be made up, to be seen: with accents and brackets, and code as it is', () => {
    const words = pseudoWords({
      a: 'Open…',
      b: 'Set `#deskside.desks#` or *{0}* here',
      c: '[Try](command:deskside.x)',
    });
    assert.match(words.a ?? '', /^⟦[^a-z]+⟧…$/);
    assert.match(words.b ?? '', /^⟦.*`#deskside\.desks#`.*\{0\}.*⟧$/);
    assert.match(words.c ?? '', /\]\(command:deskside\.x\)$/);
    assert.deepEqual(wrongOf({ b: 'Set `#deskside.desks#` or *{0}* here' }, { b: words.b ?? '' }), []);
  });

  it('leave no words for people out in the manifest', () => {
    const shown = new Set([
      'title',
      'shortTitle',
      'description',
      'markdownDescription',
      'contents',
      'label',
      'displayName',
      'userDescription',
      'altText',
      'accessibilityHelpContent',
    ]);
    const lists = new Set(['enumDescriptions', 'markdownEnumDescriptions', 'enumItemLabels']);
    const left: string[] = [];
    const look = (value: unknown, name: string, path: string): void => {
      if (typeof value === 'string') {
        if ((shown.has(name) || lists.has(name) || /Message$/.test(name)) && !/^%[\w.]+%$/.test(value))
          left.push(`${path}: ${value}`);
        return;
      }
      if (typeof value !== 'object' || value === null) return;
      // What a tool takes is told to a language model.
      for (const [key, inner] of Object.entries(value))
        if (key !== 'inputSchema') look(inner, Array.isArray(value) ? name : key, `${path}.${key}`);
    };
    look(
      { ...manifest.contributes, displayName: manifest.displayName, description: manifest.description },
      '',
      'package.json',
    );
    assert.deepEqual(left, []);
  });
});

import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { proseOf } from '../../src/model/codeSpans.ts';
import { languageOf } from '../../src/model/codeSpansFiles.ts';
import { samples } from './codeSamples.ts';

/** In the samples `yes1` and the like stand where people write, `no1` and the like in code. */
const wordsIn = (text: string) => text.match(/\b(?:yes|no)\d+/g) ?? [];
const proseText = (text: string, language: string) =>
  proseOf(text, language).map(({ start, end }) => text.slice(start, end));

describe('what people wrote in source files', () => {
  for (const [title, text] of samples) {
    const [language = ''] = title.split(' ');
    it(`${title} is told from code`, () => {
      const all = wordsIn(text).filter(word => word.startsWith('yes'));
      assert.ok(all.length > 0);
      assert.deepEqual(proseText(text, language).flatMap(wordsIn), all);
    });
    it(`${title} is told from code with line feeds of Windows`, () => {
      const windows = text.replaceAll('\n', '\r\n');
      const all = wordsIn(text).filter(word => word.startsWith('yes'));
      assert.deepEqual(proseText(windows, language).flatMap(wordsIn), all);
    });
  }

  it('is all of a text in a language that is not known', () => {
    assert.deepEqual(proseOf('x #12', 'klingon'), [{ start: 0, end: 5 }]);
    assert.deepEqual(proseOf('', 'klingon'), []);
    for (const id of ['plaintext', 'git-commit', 'scminput', 'log', 'constructor', '__proto__']) {
      assert.deepEqual(proseText('a "b" // c', id), ['a "b" // c']);
    }
  });

  const languages = [...new Set(samples.map(([title]) => title.split(' ')[0] ?? ''))];
  it('is in order, apart and within the text, whatever that is', function () {
    this.timeout(30_000);
    const marks = `\`\` " ' / // /* */ # \\ \n { } \${ <!-- --> < > <? ?> <?php <script> </script> <style> </style> <a b=" = r#" R"( @" $" """ ''' -- --[[ ]] <<A <<~A A =begin =end ~~~ \`\`\` (* *) {- -} #= =# #| |# <# #> $$ % ; : ' 1 é 修 😀`;
    const piece = fc.constantFrom(...marks.split(' '), ' ', '\n', 'r', 'if', ')');
    fc.assert(
      fc.property(fc.constantFrom(...languages, 'php'), fc.array(piece, { maxLength: 60 }), (language, pieces) => {
        const text = pieces.join('');
        let last = 0;
        for (const { start, end } of proseOf(text, language)) {
          assert.ok(last <= start && start < end && end <= text.length, `${language}: ${start}–${end}`);
          last = end;
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes time that grows with the text', function () {
    this.timeout(120_000);
    const pieces = [
      '"',
      "'",
      '`',
      '/',
      '/*',
      '`${',
      '(/[',
      '<a "',
      '<!--',
      '<<A\n',
      '<<~A\n',
      '\\"\n',
      '"""',
      "'''",
      '#|',
    ];
    pieces.push(
      '```\n',
      '` `` ',
      '<?php ',
      '<?',
      '<script>',
      '{-',
      '(*',
      'r#"',
      'R"(',
      '$$',
      '=begin\n',
      '[[',
      '[=[',
      '@"',
    );
    pieces.push(
      '/ \n',
      '// \n',
      '" \\\n',
      '<',
      '</',
      '#',
      '# ',
      ' # "',
      '\n',
      '\n ',
      '~~~\n',
      '> ',
      '${',
      '}',
      'a=b ',
      '<<<A\n',
    );
    pieces.push('<?php <<<A\n?>', '<!-- <?php ?>', '<script>/*</script>', '<a <?php "?>', "<?php '\n?>\\'");
    for (const language of languages) {
      for (const piece of pieces) {
        const text = piece.repeat(Math.ceil(100_000 / piece.length));
        const start = performance.now();
        proseOf(text, language);
        const took = performance.now() - start;
        // Some milliseconds; growing with the square it would be many seconds.
        assert.ok(took < 1_000, `${language} ${JSON.stringify(piece)}: ${Math.round(took)} ms`);
      }
    }
  });

  it('is found about as fast as a text can be walked through', function () {
    this.timeout(60_000);
    const text = globSync('src/**/*.ts')
      .map(file => readFileSync(file, 'utf8'))
      .join('\n');
    const walk = () => {
      let lines = 0;
      for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) === 10) lines++;
      return lines;
    };
    const least = (run: () => unknown) => {
      const times = Array.from({ length: 7 }, () => {
        const start = performance.now();
        run();
        return performance.now() - start;
      });
      return Math.min(...times);
    };
    // Some 600 MB a second are walked through; so this is well above 50.
    assert.ok(least(() => proseOf(text, 'typescript')) < 10 * least(walk));
  });

  it('leaves nothing of this project’s comments out', function () {
    this.timeout(30_000);
    for (const file of globSync('src/model/*.ts')) {
      const text = readFileSync(file, 'utf8');
      const prose = proseText(text, languageOf(file)).join('\n');
      for (const [, comment = ''] of text.matchAll(/^ *\/\*\* ([^`*]+) \*\/$/gm))
        assert.ok(prose.includes(comment), `${file}: ${comment}`);
      assert.ok(!/^(?:import|export) /m.test(prose), file);
    }
  });
});

describe('languages by names of files', () => {
  const cases = Object.entries({
    'src/a.ts': 'typescript',
    'C:\\x\\A.CS': 'csharp',
    'a/Dockerfile': 'ini',
    'Dockerfile.dev': 'ini',
    'x/Makefile': 'makefile',
    'README.md': 'markdown',
    'x.blade.php': 'html',
    'x.php': 'php',
    'x.py': 'python',
    'CMakeLists.txt': 'cmake',
    'notes.txt': 'plaintext',
    '.gitignore': 'ini',
    '.git/COMMIT_EDITMSG': 'git-commit',
    'a.b/noending': 'plaintext',
    'x.constructor': 'plaintext',
    __proto__: 'plaintext',
    '': 'plaintext',
  });
  for (const [path, language] of cases) it(`${path} is ${language}`, () => assert.equal(languageOf(path), language));
});

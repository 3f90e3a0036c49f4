import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import manifest from '../../package.json' with { type: 'json' };
import { releaseNotes } from '../../scripts/release.mjs';

describe('a release', () => {
  const changelog =
    '# Changelog\n\n## 1.2.0 (2026-11-30)\n\n- New.\n- Newer.\n\n## 1.2\n\n- Odd.\n\n## 1.1.0\n\n## 1.0.0\n\n- Old.\n';

  it('says what the changelog says of it', () => {
    assert.equal(releaseNotes('v1.2.0', '1.2.0', changelog), '- New.\n- Newer.\n');
    assert.equal(releaseNotes('v1.0.0', '1.0.0', changelog), '- Old.\n');
    assert.ok(releaseNotes(`v${manifest.version}`, manifest.version, readFileSync('CHANGELOG.md', 'utf8')));
  });

  it('is refused when tag, manifest and changelog do not agree', () => {
    assert.throws(
      () => releaseNotes('v1.2.1', '1.2.0', changelog),
      /tag is v1\.2\.1, but the manifest has version 1\.2\.0/,
    );
    assert.throws(() => releaseNotes('1.2.0', '1.2.0', changelog), /The tag is 1\.2\.0/);
    assert.throws(() => releaseNotes('v1.1.0', '1.1.0', changelog), /says nothing of version 1\.1\.0/);
    assert.throws(() => releaseNotes('v1.3.0', '1.3.0', changelog), /says nothing of version 1\.3\.0/);
  });
});

describe('workflows', () => {
  const folder = '.github/workflows';
  const files = readdirSync(folder).map(name => ({ name, text: readFileSync(`${folder}/${name}`, 'utf8') }));

  it('take actions by their commit, and say of which version that is', () => {
    for (const { name, text } of files) {
      const uses = [...text.matchAll(/uses: (.*)$/gm)].map(match => match[1] ?? '');
      assert.ok(uses.length > 0);
      for (const each of uses) assert.match(each, /^actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/, name);
    }
  });

  it('hold no secret, and give the galleries’ tokens to the step that publishes only', () => {
    const names = files.flatMap(({ text }) => [...text.matchAll(/secrets\.(\w+)/g)].map(match => match[1]));
    assert.deepEqual(names, ['VSCE_PAT', 'OVSX_PAT']);
    for (const { name, text } of files) {
      assert.match(text, /^permissions:\n {2}contents: read$/m, name);
      assert.doesNotMatch(text, /pull_request_target|persist-credentials: true/, name);
      // Words of a ref or a title are never part of a command.
      for (const line of text.split('\n')) if (/\$\{\{/.test(line)) assert.match(line, /^\s+(group|[A-Z_]+): /, line);
    }
  });

  it('run what there is', () => {
    const all = files.map(({ text }) => text).join('\n');
    for (const [, script] of all.matchAll(/npm run ([\w:]+)/g)) assert.ok(script && script in manifest.scripts, script);
    for (const [file] of all.matchAll(/scripts\/[\w-]+\.mjs/g)) assert.ok(existsSync(file), file);
    assert.ok(all.includes(`@vscode/vsce@${manifest.devDependencies['@vscode/vsce']} `));
  });
});

describe('what galleries show', () => {
  /** As the Marketplace knows them. */
  const categories = ['AI', 'Chat', 'Other', 'SCM Providers', 'Testing', 'Visualization'];

  it('is a known category, few keywords, a banner in a colour, and an icon of 128 pixels at least', () => {
    assert.ok(manifest.categories.length > 0 && manifest.categories.every(each => categories.includes(each)));
    assert.ok(manifest.keywords.length <= 30 && new Set(manifest.keywords).size === manifest.keywords.length);
    // Who looks for these finds them by category.
    for (const [contribution, category] of [
      ['languageModelTools', 'AI'],
      ['chatParticipants', 'Chat'],
    ] as const)
      assert.equal(manifest.categories.includes(category), contribution in manifest.contributes, category);
    assert.match(manifest.galleryBanner.color, /^#[0-9a-f]{6}$/);
    assert.ok(['dark', 'light'].includes(manifest.galleryBanner.theme));
    const icon = readFileSync(manifest.icon);
    assert.equal(icon.toString('latin1', 1, 4), 'PNG');
    const [width, height] = [icon.readUInt32BE(16), icon.readUInt32BE(20)];
    assert.ok(width >= 128 && width === height);
  });

  it('is a README without badges, whose pictures and pages exist', () => {
    const readme = readFileSync('README.md', 'utf8');
    const targets = [...readme.matchAll(/\]\((?!https?:|#)([^)#\s]+)[^)]*\)/g)].map(match => match[1] ?? '');
    assert.ok(targets.some(each => each.endsWith('.png')) && targets.some(each => each.endsWith('.md')));
    for (const each of targets) assert.ok(existsSync(each), each);
    assert.doesNotMatch(readme, /!\[[^\]]*\]\(https?:/);
    for (const page of ['CONTRIBUTING.md', 'SECURITY.md', 'ARCHITECTURE.md', 'CHANGELOG.md'])
      for (const [, target = ''] of readFileSync(page, 'utf8').matchAll(/\]\((?!https?:|#)([^)#\s]+)[^)]*\)/g))
        assert.ok(existsSync(target), `${page}: ${target}`);
  });
});

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import manifest from '../../package.json' with { type: 'json' };
import words from '../../package.nls.json' with { type: 'json' };
import { commands, contexts, views } from '../../src/editor/ids.ts';
import type { Declared } from '../../src/editor/settings/declared.ts';
import { movedSettings } from '../../src/editor/settings/movedSettings.ts';

const source = readFileSync('package.json', 'utf8');
const readme = readFileSync('README.md', 'utf8');
/** Every setting with its declaration, of all groups. */
const properties: Readonly<Record<string, Declared & { readonly enumDescriptions?: readonly string[] }>> =
  Object.assign({}, ...manifest.contributes.configuration.map(group => group.properties));
const sorted = (list: Iterable<string>) => [...list].sort();

/** VS Code's own. */
const openWalkthrough = 'workbench.action.openWalkthrough';

describe('manifest, code and README', () => {
  const declared = manifest.contributes.commands.map(each => each.command);
  const texts = new Map(Object.entries(words));
  const titles = new Map(
    manifest.contributes.commands.map(each => [each.command, texts.get(each.title.replaceAll('%', ''))]),
  );

  it('declare the same commands', () => assert.deepEqual(sorted(declared), sorted(Object.values(commands))));

  it('declare the same views', () => {
    assert.deepEqual(Object.keys(manifest.contributes.views), [views.container]);
    assert.deepEqual(
      manifest.contributes.views.deskside.map(each => each.id),
      Object.values(views).filter(id => id !== views.container),
    );
  });

  it('name only commands that exist in menus, keys and welcome views', () => {
    const menus = Object.values(manifest.contributes.menus).flat();
    const keys = manifest.contributes.keybindings;
    const welcome = manifest.contributes.viewsWelcome.map(
      ({ contents }) => texts.get(contents.replaceAll('%', '')) ?? '',
    );
    const links = welcome.flatMap(text => [...text.matchAll(/command:([\w.]+)/g)].map(match => match[1] ?? ''));
    assert.equal(links.filter(each => each === openWalkthrough).length, 1);
    links.splice(links.indexOf(openWalkthrough), 1);
    for (const each of [...menus, ...keys].map(entry => entry.command).concat(links))
      assert.ok(declared.includes(each), each);
  });

  it('lead from the walkthrough to what exists, with pictures', () => {
    const { walkthroughs } = manifest.contributes;
    const steps = walkthroughs.flatMap(walkthrough => walkthrough.steps);
    assert.ok(steps.length > 0);
    for (const { id } of walkthroughs)
      assert.ok(words['welcome.noDesk'].includes(`openWalkthrough?%22deskside.deskside%23${id}%22`));
    const known: string[] = [...Object.values(commands), ...Object.values(contexts), `${views.tickets}.focus`];
    for (const { description, completionEvents, media } of steps) {
      const text = texts.get(description.replaceAll('%', '')) ?? '';
      const links = [...text.matchAll(/\(command:([\w.]+)\)/g)].map(match => match[1] ?? '');
      assert.ok(links.length > 0, description);
      const events = completionEvents.map(each => each.replace(/^on(?:Command|Context):/, ''));
      for (const each of [...links, ...events]) assert.ok(known.includes(each), each);
      assert.ok(existsSync(media.image), media.image);
    }
  });

  it('name only settings and commands that exist in the words about settings, and say what patterns ask for', () => {
    for (const [key, text] of texts) {
      if (!key.startsWith('setting.')) continue;
      for (const [, name = ''] of text.matchAll(/`#(deskside\.[\w.]+)#`/g)) assert.ok(properties[name], name);
      for (const [, name = ''] of text.matchAll(/\(command:(deskside\.[\w.]+)\)/g))
        assert.ok(declared.includes(name), name);
    }
    for (const [, after = ''] of source.matchAll(/"pattern": .*\n(.*)/g))
      assert.match(after, /"patternErrorMessage"/, 'a pattern without words');
  });

  it('describe each choice of a setting that has choices', () => {
    for (const [name, { enum: choices, enumDescriptions }] of Object.entries(properties))
      if (choices) assert.equal(enumDescriptions?.length, choices.length, name);
  });

  it('have words for every placeholder, and no others', () => {
    const used = [...source.matchAll(/"%([\w.]+)%"/g)].map(match => match[1] ?? '');
    assert.deepEqual(sorted(new Set(used)), sorted(Object.keys(words)));
  });

  it('end a command title with an ellipsis where more is asked', () => {
    for (const title of [commands.connect, commands.createTicket, commands.logTime]) {
      const key = `command.${title.slice('deskside.'.length)}` as keyof typeof words;
      assert.match(words[key], /…$/);
    }
  });

  it('name every setting in the README', () => {
    for (const setting of Object.keys(properties)) assert.ok(readme.includes(setting), setting);
  });

  it('have no setting whose name begins with the whole name of another: VS Code leaves out one of the two', () => {
    const names = Object.keys(properties);
    for (const name of names) for (const other of names) assert.ok(!name.startsWith(`${other}.`), `${name}, ${other}`);
  });

  it('know where renamed settings went, and no longer declare the old name unless as one that is not to be used', () => {
    for (const { from, to } of movedSettings) {
      assert.ok(properties[`deskside.${to}`], to);
      const before = properties[`deskside.${from}`];
      assert.ok(!before || 'markdownDeprecationMessage' in before, from);
    }
  });

  it('put every setting into a group, in one order', () => {
    const groups = manifest.contributes.configuration;
    const orders = groups.map(({ order }) => order);
    assert.deepEqual(
      orders,
      orders.toSorted((a, b) => a - b),
    );
    assert.equal(new Set(groups.map(({ title }) => title)).size, groups.length);
  });

  it('name every key in the README, beside the title of what it does', () => {
    const rows = [...readme.matchAll(/^\| ([^|]+) \| `((?:Ctrl|Alt)\+[^`]+)` \|$/gm)].map(([, title, key]) => [
      title,
      key,
    ]);
    const keys = manifest.contributes.keybindings.map(({ command, key }) => [
      titles.get(command),
      key.replace(/\b[a-z]/g, letter => letter.toUpperCase()),
    ]);
    assert.deepEqual(rows, keys);
  });

  it('name commands in the README as the palette does', () => {
    const named = [...readme.matchAll(/\*(?:Deskside: )?([A-Z][^*\n]*…)\*/g)].map(match => match[1]);
    assert.ok(named.length > 2);
    for (const title of named) assert.ok([...titles.values()].includes(title ?? ''), title);
  });

  it('offer what is done to one ticket only while no more are selected', () => {
    const many: string[] = [
      commands.assignTickets,
      commands.setStatusOfTickets,
      commands.setPriorityOfTickets,
      commands.logTimeOnTickets,
      commands.muteTickets,
      commands.unmuteTickets,
    ];
    const ofTickets = manifest.contributes.menus['view/item/context'].filter(
      ({ when, group }) =>
        /viewItem =~ \/\^ticket/.test(when) && when.includes(views.tickets) && !/^inline/.test(group),
    );
    assert.ok(ofTickets.length > many.length);
    for (const { command, when } of ofTickets)
      assert.equal(/&& !listMultiSelection$/.test(when), !many.includes(command), command);
  });

  it('say where Deskside runs, and what it leaves out in workspaces that are not trusted or not on a disk', () => {
    const { untrustedWorkspaces, virtualWorkspaces } = manifest.capabilities;
    // Where the code and git are: it reads both, and needs Node.
    assert.deepEqual(manifest.extensionKind, ['workspace']);
    assert.ok(!('browser' in manifest));
    assert.deepEqual([untrustedWorkspaces.supported, virtualWorkspaces.supported], ['limited', 'limited']);
    for (const name of untrustedWorkspaces.restrictedConfigurations)
      assert.equal(properties[name]?.scope, 'window', name);
    assert.ok(untrustedWorkspaces.restrictedConfigurations.includes('deskside.views'));
  });

  it('let workspaces say how lists look and what names a ticket, and nothing else: not where secrets go, whom to trust or what is kept', () => {
    assert.ok(properties['deskside.desks'] && properties['deskside.caFile']);
    for (const [name, { scope }] of Object.entries(properties)) {
      const looks = /^deskside\.(?:views|tree\.\w+|mentions\.\w+)$/.test(name);
      assert.match(scope ?? '', looks ? /^window$/ : /^(?:application|machine)$/, name);
    }
  });
});

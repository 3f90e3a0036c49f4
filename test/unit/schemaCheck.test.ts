import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type SettingSchema, schemaProblem } from '../../src/editor/settings/schemaCheck.ts';

/** As `vscode.l10n.t` fills in. */
const t = (message: string, ...args: unknown[]) => message.replace(/\{(\d)\}/g, (_, at) => String(args[Number(at)]));
const manifest: {
  contributes: { configuration: { properties: Record<string, SettingSchema & { default: unknown }> }[] };
} = JSON.parse(readFileSync('package.json', 'utf8'));
const declared = new Map(manifest.contributes.configuration.flatMap(group => Object.entries(group.properties)));
const problem = (setting: string, value: unknown) => {
  const schema = declared.get(`deskside.${setting}`);
  assert.ok(schema, setting);
  return schemaProblem(schema, value, `deskside.${setting}`, t);
};

describe('values of settings, by the manifest', () => {
  it('are as they must be when nothing is set', () => {
    for (const [name, schema] of declared) assert.equal(schemaProblem(schema, schema.default, name, t), undefined);
  });

  for (const [setting, value, says] of [
    ['mirror.days', 0, '"deskside.mirror.days" must be a whole number from 1 to 3650'],
    ['mirror.days', 1.5, '"deskside.mirror.days" must be a whole number from 1 to 3650'],
    ['mirror.days', '90', '"deskside.mirror.days" must be a whole number from 1 to 3650'],
    ['mirror.tickets', 'some', '"deskside.mirror.tickets" must be one of "open", "recent", "all"'],
    ['timer.reminder', 'yes', '"deskside.timer.reminder" must be true or false'],
    ['branch.template', 'x'.repeat(501), '"deskside.branch.template" must be a text of up to 500 characters'],
    ['tree.groupBy', 'status', '"deskside.tree.groupBy" must be a list'],
    ['tree.groupBy', ['status', 'colour'], '"deskside.tree.groupBy[1]" must be one of "group", "status", '],
    ['tree.groupBy', ['status', 'group', 'type'], '"deskside.tree.groupBy" must be a list of at most 2'],
    ['tree.groupBy', ['status', 'status'], '"deskside.tree.groupBy" must be a list that has nothing twice'],
    ['views', [{ name: 'Mine' }], '"deskside.views[0]" has no "query"'],
    ['views', [{ name: 'Mine', query: 7 }], '"deskside.views[0].query" must be a text of up to 1000 characters'],
    ['cannedReplies', { Hello: 1 }, '"deskside.cannedReplies.Hello" must be a text'],
    ['cannedReplies', ['Hello'], '"deskside.cannedReplies" must be an object'],
    ['ticketTemplates', { Acme: { type: ['Bug'] } }, '"deskside.ticketTemplates.Acme.type" must be a text'],
    ['git.hosts', { 'git.acme.example': 'svn' }, '"deskside.git.hosts.git.acme.example" must be one of "github"'],
  ] as const) {
    it(`are named when they are not: ${setting} = ${JSON.stringify(value).slice(0, 40)}`, () => {
      const said = problem(setting, value);
      assert.ok(said?.startsWith(says), said);
    });
  }

  it('are said in words where a pattern asks for something', () => {
    for (const setting of ['tree.sortBy', 'todo.keywords'] as const) {
      const said = problem(setting, setting === 'todo.keywords' ? ['to do'] : 'colour');
      assert.match(said ?? '', new RegExp(`^"deskside\\.${setting}(\\[0\\])?": %setting\\.`));
    }
  });

  it('may have any member where the manifest says so, and no other where it does not', () => {
    const closed: SettingSchema = {
      type: 'object',
      properties: { a: { type: 'string' } },
      additionalProperties: false,
    };
    assert.equal(schemaProblem(closed, { a: '' }, 'x', t), undefined);
    assert.equal(schemaProblem(closed, { toString: '' }, 'x', t), '"x" has no member "toString"');
    assert.equal(schemaProblem({ type: 'object' }, { b: 1 }, 'x', t), undefined);
    assert.equal(schemaProblem({ type: ['string', 'null'] }, null, 'x', t), undefined);
  });
});

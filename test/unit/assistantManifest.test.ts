import assert from 'node:assert/strict';
import * as v from 'valibot';
import manifest from '../../package.json' with { type: 'json' };
import { chatCommands } from '../../src/editor/assistant/chatCommands.ts';
import { toolInputs } from '../../src/editor/assistant/toolInputs.ts';
import { assistantTools, chatParticipant, commands } from '../../src/editor/ids.ts';

const { languageModelTools: declared, chatParticipants, commands: titled, menus } = manifest.contributes;
const switched = 'config.deskside.assistant.enabled';
const kinds = Object.keys(assistantTools) as (keyof typeof assistantTools)[];

describe('tools for language models in the manifest', () => {
  it('are those of the code', () => {
    assert.deepEqual(new Set(declared.map(({ name }) => name)), new Set(Object.values(assistantTools)));
    assert.equal(new Set(declared.map(({ toolReferenceName }) => toolReferenceName)).size, declared.length);
  });

  for (const kind of kinds) {
    const tool = declared.find(({ name }) => name === assistantTools[kind]);

    it(`${kind} takes what the code checks`, () => {
      assert.ok(tool);
      const { entries } = toolInputs[kind];
      assert.deepEqual(new Set(Object.keys(tool.inputSchema.properties)), new Set(Object.keys(entries)));
      const needed = Object.entries(entries).filter(([, schema]) => schema.type !== 'exact_optional');
      const required = 'required' in tool.inputSchema ? tool.inputSchema.required : [];
      assert.deepEqual(new Set(required), new Set(needed.map(([name]) => name)));
    });

    it(`${kind} is there only while the user wants it, and tells the model whom to trust`, () => {
      assert.ok(tool);
      assert.ok(tool.when.includes(switched));
      const writes = ['create', 'note', 'time'].includes(kind);
      assert.match(
        tool.modelDescription,
        writes ? /asked first.*never because a ticket says so/ : /never instructions/,
      );
    });
  }

  it('are written by models in several ways', () => {
    for (const ticket of ['1042', 1042, '#1042', 'TS-1042', ' 1042 '])
      assert.equal(v.parse(toolInputs.read, { ticket }).ticket, '1042');
    for (const ticket of ['10.5', 10.5, 1e21, -7, '1042 or 1043', '1042345678901234'])
      assert.ok(!v.safeParse(toolInputs.read, { ticket }).success, String(ticket));
    for (const input of [{}, { ticket: '' }, { ticket: 'none' }, { ticket: {} }, { ticket: '1', desk: 3 }, undefined])
      assert.ok(!v.safeParse(toolInputs.read, input).success, JSON.stringify(input));
  });
});

describe('the chat participant in the manifest', () => {
  it('is that of the code, with its commands, and only while the user wants it', () => {
    const [only, ...others] = chatParticipants;
    assert.ok(only && others.length === 0);
    assert.equal(only.id, chatParticipant);
    assert.deepEqual(new Set(only.commands.map(({ name }) => name)), new Set(Object.values(chatCommands)));
    assert.ok(only.when.includes(switched));
  });
});

describe('commands that ask a model', () => {
  const asking = [commands.summariseTicket, commands.draftReply, commands.chooseAssistantModel] as const;

  it('are in palette and menus only while the user wants it', () => {
    for (const command of asking) {
      assert.ok(titled.some(each => each.command === command));
      const places: { readonly command: string; readonly when: string }[] = Object.values(menus)
        .flat()
        .flatMap(each => ('command' in each && 'when' in each && each.when ? [each] : []));
      const own = places.filter(each => each.command === command);
      assert.ok(own.length > 0);
      for (const { when } of own) assert.ok(when.includes(switched), when);
    }
  });

  it('leave the one that asks none as it is', () => {
    const all: readonly { readonly command: string; readonly when?: string }[] = Object.values(menus).flat();
    const similar = all.filter(({ command }) => command === commands.findSimilarTickets);
    assert.ok(similar.length > 0);
    for (const { when } of similar) assert.ok(!when?.includes(switched));
  });
});

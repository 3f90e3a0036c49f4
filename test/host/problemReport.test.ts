import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { commands, schemes } from '../../src/editor/ids.ts';
import { issuePage, openIssueForm } from '../../src/editor/problem/issueForm.ts';
import type { TestApi } from '../../src/extension.ts';
import { extensionUnderTest, sampleDesks, until } from './extensionUnderTest.ts';
import { Person } from './person.ts';
import { withSetting } from './treeReader.ts';

/** Does something while the user has these settings. */
async function withSettings(all: Readonly<Record<string, unknown>>, work: () => Promise<void>): Promise<void> {
  const [first, ...others] = Object.entries(all);
  await (first ? withSetting(...first, () => withSettings(Object.fromEntries(others), work)) : work());
}

describe('a problem report', () => {
  let api: TestApi;
  let person: Person;
  const desks = sampleDesks();

  before(async () => {
    api = await extensionUnderTest();
    for (const { config, secret } of desks) await api.desks.add(config, secret);
  });
  after(async () => {
    for (const { config } of desks) await api.desks.remove(config.id);
  });
  beforeEach(() => {
    person = new Person();
  });
  afterEach(async () => {
    await person.leave();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  const shown = () =>
    until('the report', () => {
      const document = vscode.window.activeTextEditor?.document;
      return document?.uri.scheme === schemes.report ? document : undefined;
    });

  it('has what helps, and neither secrets nor names', () =>
    withSettings({ cannedReplies: { Hello: 'Dear Zebulon' }, 'timer.idle': 17, requestLog: 'info' }, async () => {
      const done = person.run(commands.reportProblem);
      const rows = await person.rows('Report a Problem');
      assert.deepEqual(
        rows.map(({ label }) => label.replace(/^\$\([\w-]+\) /, '')),
        [
          'Versions and surroundings',
          'Settings',
          'The last lines of the log',
          'Check-up of Acme ReadyDesk',
          'Check-up of Acme TeamSupport',
        ],
      );
      await person.tick('Report a Problem', /Versions/, /Settings$/, /log$/, /ReadyDesk$/, /TeamSupport$/);
      await done;
      const text = (await shown()).getText();
      assert.equal((await shown()).languageId, 'markdown');
      for (const wanted of [
        /^# A problem with Deskside$/m,
        new RegExp(`^- Deskside: ${api.context.extension.packageJSON.version}$`, 'm'),
        /^- Desk 1: readydesk · http · .*open$/m,
        /^- Desk 2: teamsupport · http · .*with organizationId.* · open$/m,
        /^- `deskside\.timer\.idle` \(user\): `17`$/m,
        /^- `deskside\.cannedReplies` \(user\): one entry$/m,
        /^## Check-up of Desk 1$/m,
        /^## Check-up of Desk 2$/m,
        /^#### Credentials$/m,
        /^## The last lines of the log\n\n```+text\n.+/m,
        /\[info\] Desk 2: GET http:\/\/127\.0\.0\.1:\d+\/\S+ 200 /,
      ]) {
        assert.match(text, wanted);
      }
      const secrets = desks.flatMap(({ config, secret }) => [
        secret,
        Buffer.from(`${config.organizationId ?? ''}:${secret}`).toString('base64'),
      ]);
      for (const hidden of [...secrets, 'Acme ReadyDesk', 'Acme TeamSupport', 'Zebulon', 'Hello', homedir()])
        assert.ok(!text.includes(hidden), `${hidden} is in the report`);
    }));

  it('has only what the user ticks, goes nowhere, and is copied by a button', async () => {
    await vscode.env.clipboard.writeText('before');
    const done = person.run(commands.reportProblem);
    await person.tick('Report a Problem', /Versions/);
    await done;
    const text = (await shown()).getText();
    assert.match(text, /^## Versions and surroundings$/m);
    assert.doesNotMatch(text, /## (?:Settings|Check-up|The last)/);
    assert.deepEqual(person.heard, [
      'Nothing was sent. Read the report, then copy it to where you report the problem.',
    ]);
    assert.equal(await vscode.env.clipboard.readText(), 'before');
    await vscode.commands.executeCommand(commands.copyProblemReport);
    assert.equal(await vscode.env.clipboard.readText(), text);
  });

  it('is copied from its message, too', async () => {
    person.press = 'Copy Report';
    await vscode.env.clipboard.writeText('before');
    const done = person.run(commands.reportProblem);
    await person.tick('Report a Problem', /Versions/);
    await done;
    const text = (await shown()).getText();
    await until('the copy', async () => (await vscode.env.clipboard.readText()) === text);
  });

  it('names no desk by the name that it had before', async () => {
    const id = desks[0]?.config.id ?? '';
    await withSetting('requestLog', 'info', async () => {
      assert.ok((await api.desks.examine(id)).ok);
      await api.desks.rename(id, 'Zenith Desk');
      await until('the other name', async () => (await api.desks.load())[0]?.config.name === 'Zenith Desk');
    });
    const done = person.run(commands.reportProblem);
    await person.tick('Report a Problem', /log$/);
    await done;
    const text = (await shown()).getText();
    assert.match(text, /\[info\] \(a former desk\): GET /);
    assert.doesNotMatch(text, /Acme ReadyDesk|Zenith/);
    await api.desks.rename(id, 'Acme ReadyDesk');
    await until('its own name', async () => (await api.desks.load())[0]?.config.name === 'Acme ReadyDesk');
  });

  it('says of a desk that cannot be checked why', async () => {
    const id = desks[0]?.config.id ?? '';
    await api.desks.signOut(id);
    const done = person.run(commands.reportProblem);
    await person.tick('Report a Problem', /Check-up of Acme ReadyDesk/);
    await done;
    const text = (await shown()).getText();
    assert.match(text, /## Check-up of Desk 1\n\nDesk 1 is signed out on this machine\.\n/);
    const [first] = desks;
    assert.ok(first);
    await api.desks.add(first.config, first.secret);
  });

  it('has a form only where the manifest names a page for it', () => {
    assert.equal(issuePage({}), undefined);
    assert.equal(issuePage({ bugs: { email: 'a@b.example' } }), undefined);
    assert.equal(issuePage({ bugs: { url: 'https://bugs.example/' } }), 'https://bugs.example/');
    assert.equal(issuePage({ bugs: 'https://bugs.example/' }), 'https://bugs.example/');
  });

  it('is handed to the form of VS Code with the extension that it is of', async () => {
    const asked: unknown[] = [];
    const { executeCommand } = vscode.commands;
    Object.assign(vscode.commands, { executeCommand: async (...args: unknown[]) => void asked.push(args) });
    try {
      await openIssueForm('deskside.deskside', 'words');
    } finally {
      Object.assign(vscode.commands, { executeCommand });
    }
    const form = { extensionId: 'deskside.deskside', issueBody: 'words' };
    assert.deepEqual(asked, [['workbench.action.openIssueReporter', form]]);
  });
});

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { CommitBox } from '../../src/editor/code/work/commitBox.ts';
import { gitObstacle } from '../../src/editor/code/work/obstacles.ts';
import { gitApi } from '../../src/editor/time/git.ts';
import type { TestApi } from '../../src/extension.ts';
import { newestFirst } from '../../src/model/search.ts';
import type { TicketSummary } from '../../src/model/ticket.ts';
import { git as gitOf } from '../git.ts';
import { extensionUnderTest, sampleDesks, until } from './extensionUnderTest.ts';
import { Person } from './person.ts';
import { withSetting } from './treeReader.ts';

const desk = 'test-teamsupport';

describe('work on tickets', function () {
  this.timeout(120_000);
  let api: TestApi;
  let person: Person;
  let root: string;
  /** What a test begins at; each leaves the workspace there. */
  let main: string;
  let kept: readonly string[];
  let tickets: TicketSummary[];
  let me: string;
  const told: string[] = [];
  const { setStatusBarMessage } = vscode.window;

  const gitIn = (folder: string, ...args: string[]) => gitOf(folder, args);
  const repositoryNow = async () => {
    const repository = (await gitApi())?.repositories.find(each => each.rootUri.fsPath === root);
    assert.ok(repository);
    return repository;
  };
  /** Git in the workspace; VS Code looks at once rather than some seconds later. */
  const git = async (...args: string[]) => {
    const said = await gitIn(root, ...args);
    if (['checkout', 'commit', 'push', 'add', 'reset'].includes(args[0] ?? '')) await (await repositoryNow()).status();
    return said;
  };
  const branches = async () => (await git('for-each-ref', '--format=%(refname:short)', 'refs/heads')).split('\n');
  const branch = () => git('branch', '--show-current');
  const command = (name: string, argument?: unknown) => person.run(`deskside.${name}`, argument);
  const refOf = ({ id, number, subject }: TicketSummary) => ({ deskId: desk, ticketId: id, number, subject });
  const rows = async (title: string) => (await person.rows(title)).map(each => each.label);
  /** What the first row says of itself. */
  const about = async (title: string) =>
    until('the first row', async () => (await person.pick(title)).items[0]?.detail);
  const ticked = async (title: string) =>
    until('what is ticked', async () => {
      const { selectedItems, items } = await person.pick(title);
      return items.length > 0 ? selectedItems.map(each => each.label) : undefined;
    });
  const shown = async (ticket: TicketSummary) => {
    const answer = await api.engine.details(desk, ticket.id, { fresh: true });
    assert.ok(answer.ok);
    return answer.value.details;
  };
  const box = async () => (await repositoryNow()).inputBox;
  const bar = () => api.code.work.bar.item.text;
  const next = (): TicketSummary => {
    const ticket = tickets.shift();
    assert.ok(ticket);
    return ticket;
  };
  const slug = async (ticket: TicketSummary) =>
    (await git('branch', '--list', `*${ticket.number}*`)).replace(/^[*+ ]+/, '');

  before(async () => {
    api = await extensionUnderTest();
    root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
    for (const { config, secret } of sampleDesks().filter(each => each.config.id === desk)) {
      const checked = await api.engine.check(config, secret);
      assert.ok(checked.ok);
      const [technician] = checked.value.technicians;
      assert.ok(technician?.id);
      me = technician.name;
      await api.desks.add({ ...config, technicianId: technician.id, technicianName: technician.name }, secret);
    }
    await until('the desk', async () => (await api.desks.ready()).length === 1);
    await until('the tickets', async () => (await api.engine.sync(desk)).ok);
    const open = { terms: [{ kind: 'is', is: 'open', not: false } as const] };
    const all = (await api.engine.list(desk, open, newestFirst, 300)).tickets;
    kept = await branches();
    // Other suites leave branches behind.
    // The repository of a customer is remembered, and other tests make tickets of nobody.
    tickets = all.filter(
      each => each.customer && each.assignee?.name !== me && !kept.some(name => name.includes(each.number)),
    );
    assert.ok(tickets.length > 10);
    // For commits that VS Code makes.
    await git('config', 'user.email', 'srivera@quillbay.example');
    await git('config', 'user.name', 'Sam Rivera');
    await git('checkout', '--quiet', 'main');
    main = await git('rev-parse', 'HEAD');
    await api.time.branches.watch();
    await until('the branch', () => api.time.branches.isWatching);
  });
  beforeEach(() => {
    person = new Person();
    told.length = 0;
    Object.assign(vscode.window, {
      setStatusBarMessage: (words: string, hide: number) => {
        told.push(words);
        return setStatusBarMessage(words, hide);
      },
    });
  });
  afterEach(async () => {
    await person.leave();
    Object.assign(vscode.window, { setStatusBarMessage });
    const { current, stopped } = api.time.timers.state;
    for (const { id } of [...stopped, ...(current ? [current] : [])]) await api.time.timers.discard(id);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await git('checkout', '--quiet', '--force', 'main');
    await git('reset', '--quiet', '--hard', main);
    for (const name of await branches()) if (!kept.includes(name)) await git('branch', '--quiet', '-D', name);
    await until('that git is seen', () => api.time.branches.all.some(each => each.branch === 'main'));
  });
  after(async () => {
    await api.desks.remove(desk);
  });

  it('is started on a new branch, all in one confirmation', async () => {
    const ticket = next();
    command('startWork', refOf(ticket));
    const title = `Start Work on #${ticket.number}`;
    const labels = await rows(title);
    assert.match(labels[0] ?? '', new RegExp(`^Create branch .*${ticket.number}\\b`));
    assert.deepEqual(labels.slice(1), ['Set the status…', 'Assign it to me', 'Start the timer', 'Open the ticket']);
    assert.deepEqual(await ticked(title), [labels[0], ...labels.slice(2)]);
    assert.match(await about(title), /^from main · in /);
    await person.tick(title, /Create branch/, /Assign/, /Start the timer/, /Open the ticket/);
    await person.running;
    assert.equal(`Create branch ${await branch()}`, labels[0]);
    assert.equal((await shown(ticket)).ticket.assignee?.name, me);
    assert.equal(api.time.timers.state.current?.ticket.ticketId, ticket.id);
    assert.equal(api.panels.active?.ticketId, ticket.id);
    await until('the active ticket', () => bar() === `$(tag) #${ticket.number}`);
    const message = await box();
    await until('the ticket in the commit message', () => message.value === `[#${ticket.number}] `);
    // A branch of something else takes what nobody touched away, and leaves what was written.
    await git('checkout', '--quiet', 'main');
    await until('an empty message', () => message.value === '');
    assert.equal(api.time.branches.ticket, undefined);
  });

  it('names the ticket in commit messages, again after each commit, and never over what is written', async () => {
    const ticket = next();
    const message = await box();
    await git('checkout', '--quiet', '-b', `fix/${ticket.number}-totals`);
    await until('the ticket in the commit message', () => message.value === `[#${ticket.number}] `);
    await writeFile(join(root, 'README.md'), 'Totals are rounded once.\n');
    await git('add', '--all');
    const repository = await repositoryNow();
    // VS Code asks what to commit as long as it does not know of anything that is staged.
    await until('what is staged', () => repository.state.indexChanges.length > 0);
    message.value += 'Round totals once';
    await vscode.commands.executeCommand('git.commit');
    await until(
      'the commit',
      async () => (await git('log', '-1', '--format=%s')) === `[#${ticket.number}] Round totals once`,
    );
    await until('the ticket again', () => message.value === `[#${ticket.number}] `);
    // What somebody wrote stays when another branch is checked out; the command names the ticket in it.
    message.value = 'Half a message';
    await git('checkout', '--quiet', 'main');
    await until('main', () => api.time.branches.all.some(each => each.branch === 'main'));
    assert.equal(message.value, 'Half a message');
    await git('checkout', '--quiet', `fix/${ticket.number}-totals`);
    await until('the ticket', () => api.time.branches.ticket?.ticketId === ticket.id);
    assert.equal(message.value, 'Half a message');
    await command('insertTicketIntoCommit');
    assert.equal(message.value, `[#${ticket.number}] Half a message`);
    await command('insertTicketIntoCommit');
    assert.equal(message.value, `[#${ticket.number}] Half a message`);
    message.value = '';
    await withSetting('commit.place', 'trailer', async () => {
      await until('a trailer', () => message.value.endsWith(`\n\nTicket: #${ticket.number}`));
    });
    await withSetting('commit.place', 'off', () => until('nothing', () => message.value === '').then(() => undefined));
  });

  /** Changes a file and stages that, until VS Code knows. */
  const stage = async (text: string) => {
    await writeFile(join(root, 'README.md'), text);
    await git('add', '--all');
    await until('what is staged', async () => (await repositoryNow()).state.indexChanges.length > 0);
  };

  it('leads back when a commit has nothing but what was filled in', async () => {
    const ticket = next();
    const message = await box();
    await git('checkout', '--quiet', '-b', `fix/${ticket.number}-bare`);
    await until('the ticket in the commit message', () => message.value === `[#${ticket.number}] `);
    await stage('Rounded.\n');
    await git('commit', '--quiet', '-m', 'Round totals once');
    await stage('Rounded once.\n');
    // The message of the commit that is amended is not lost.
    person.press = 'Restore Message';
    await vscode.commands.executeCommand('git.commitStagedAmend');
    await until('the message again', async () => (await git('log', '-1', '--format=%s')) === 'Round totals once');
    assert.match(person.heard.join(), /The message of the amended commit is now/);
    assert.equal(await git('show', 'HEAD:README.md'), 'Rounded once.');
    assert.equal(await git('rev-list', '--count', 'main..HEAD'), '1');
    await until('the ticket again', () => message.value === `[#${ticket.number}] `);
    await stage('Rounded twice.\n');
    person.press = 'Undo Commit';
    await vscode.commands.executeCommand('git.commitStaged');
    await until('that it was said', () => person.heard.some(each => each.includes(`is “[#${ticket.number}]” and`)));
    await until('no commit of it', async () => (await git('rev-list', '--count', 'main..HEAD')) === '1');
    await until('the ticket again', () => message.value === `[#${ticket.number}] `);
    assert.equal(await git('show', ':README.md'), 'Rounded twice.');
  });

  it('leaves the message to git while that has one of its own, as in a merge', async () => {
    const ticket = next();
    const message = await box();
    await git('checkout', '--quiet', '-b', 'other');
    await writeFile(join(root, 'README.md'), 'Other words.\n');
    await git('commit', '--quiet', '--all', '-m', 'Other words');
    await git('checkout', '--quiet', '-b', `fix/${ticket.number}-merge`, 'main');
    await until('the ticket in the commit message', () => message.value === `[#${ticket.number}] `);
    await git('merge', '--no-commit', '--no-ff', '--quiet', 'other');
    await (await repositoryNow()).status();
    await until('the message of the merge', () => message.value.startsWith("Merge branch 'other' into"));
    await git('merge', '--abort');
    await (await repositoryNow()).status();
    await until('the ticket again', () => message.value === `[#${ticket.number}] `);
  });

  it('stands in the template that git has for messages', async () => {
    const ticket = next();
    const message = await box();
    await writeFile(join(root, '.git', 'template'), 'Why:\n\n# A comment\n');
    await git('config', 'commit.template', '.git/template');
    try {
      await git('checkout', '--quiet', '-b', `fix/${ticket.number}-template`);
      await until('the ticket and the template', () => message.value === `[#${ticket.number}] Why:`);
      await git('checkout', '--quiet', 'main');
      await until('the template alone', () => message.value === 'Why:');
    } finally {
      await git('config', '--unset', 'commit.template');
      message.value = '';
    }
  });

  it('takes away what the session before filled in for another branch, and nothing else', async () => {
    const message = await box();
    const remembered = new Map<string, unknown>([['deskside.work.filledIn', [[root, '[#4711] ']]]]);
    const memory = {
      keys: () => [...remembered.keys()],
      get: (key: string) => remembered.get(key),
      update: async (key: string, value: unknown) => void remembered.set(key, value),
    } as vscode.Memento;
    const { branches } = api.time;
    const begin = () => new CommitBox(branches, api.desks, api.code.parts.mentions, memory, api.code.parts.log);
    message.value = '[#4711] By hand';
    const one = begin();
    await until('that it has looked', () => (remembered.get('deskside.work.filledIn') as []).length === 0);
    assert.equal(message.value, '[#4711] By hand');
    one.dispose();
    remembered.set('deskside.work.filledIn', [[root, '[#4711] ']]);
    message.value = '[#4711] ';
    const two = begin();
    await until('an empty box', () => message.value === '');
    two.dispose();
  });

  it('goes on with the branch that is there, and opens the active ticket', async () => {
    const ticket = next();
    await git('branch', `bug/${ticket.number}-somebodys`);
    command('startWork', refOf(ticket));
    const title = `Start Work on #${ticket.number}`;
    assert.equal((await rows(title))[0], `Check out branch bug/${ticket.number}-somebodys`);
    await person.tick(title, /Check out branch/);
    await person.running;
    assert.equal(await branch(), `bug/${ticket.number}-somebodys`);
    await until('the active ticket', () => bar() === `$(tag) #${ticket.number}`);
    assert.equal(api.panels.active, undefined);
    await command('openActiveTicket');
    await until('its panel', () => api.panels.active?.ticketId === ticket.id);
    // It is the first guess where a ticket is asked for.
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await until('no panel', () => !api.panels.active);
    command('logTime');
    const [guess] = await person.rows('Log Time');
    assert.match(guess?.description ?? '', /active ticket from branch$/);
    await person.giveUp();
    await person.running;
    // Here already: there is nothing to check out, and no work tree to make.
    command('startWork', refOf(ticket));
    assert.equal((await rows(title))[0], `Stay on branch bug/${ticket.number}-somebodys`);
  });

  it('takes a branch from a remote, and follows it', async () => {
    const ticket = next();
    const remote = `${root}.remote`;
    await gitIn(root, 'init', '--quiet', '--bare', remote);
    await git('remote', 'add', 'shared', remote);
    try {
      await git('push', '--quiet', 'shared', `main:refs/heads/bug/${ticket.number}-theirs`);
      await git('fetch', '--quiet', 'shared');
      command('startWork', refOf(ticket));
      const title = `Start Work on #${ticket.number}`;
      assert.match(await about(title), /^on shared · last commit /);
      await person.tick(title, /Check out branch/);
      await person.running;
      assert.equal(await branch(), `bug/${ticket.number}-theirs`);
      assert.equal(await git('rev-parse', '--abbrev-ref', '@{upstream}'), `shared/bug/${ticket.number}-theirs`);
      await until('the active ticket', () => bar() === `$(tag) #${ticket.number}`);
    } finally {
      await git('checkout', '--quiet', 'main');
      await git('remote', 'remove', 'shared');
      await rm(remote, { recursive: true });
    }
  });

  it('has another branch, base and status when the user says so, and gives up in a question without loss', async () => {
    const ticket = next();
    await git('branch', 'release', 'HEAD~1');
    command('startWork', refOf(ticket));
    const title = `Start Work on #${ticket.number}`;
    await person.pressRowButton(title, /Create branch/, 'Another Branch…');
    await person.write(title, `mine/${ticket.number}..bad`);
    assert.match(await person.problem(title), /is no name for a branch/);
    await person.write(title, `mine/${ticket.number}`);
    await person.pick(title);
    await person.pressRowButton(title, /Create branch/, 'Another Start…');
    await person.choose(title, 'Another…');
    await person.write(title, 'release');
    await person.pressRowButton(title, /Set the status/, 'Another Status…');
    const status = (await person.rows(title)).find(each => each.label !== ticket.status && each.description === '');
    assert.ok(status);
    await person.choose(title, status.label);
    assert.equal((await rows(title))[0], `Create branch mine/${ticket.number}`);
    await person.pressRowButton(title, /Set the status/, 'Another Status…');
    const asked = await person.pick(title);
    asked.hide();
    await until('the list', async () => (await person.pick(title)) !== asked);
    // Back in the list, as it was.
    assert.ok((await ticked(title)).includes(`Set the status to ${status.label}`));
    await person.tick(title, /Create branch/, /Set the status/);
    await person.running;
    assert.equal(await branch(), `mine/${ticket.number}`);
    assert.equal(await git('rev-parse', 'HEAD'), await git('rev-parse', 'release'));
    assert.equal((await shown(ticket)).ticket.status, status.label);
  });

  it('is done in a work tree of its own where that is wanted', async () => {
    const ticket = next();
    let folder = '';
    try {
      await withSetting('branch.worktree', 'ask', async () => {
        command('startWork', refOf(ticket));
        const title = `Start Work on #${ticket.number}`;
        assert.ok(!(await ticked(title)).includes('In a work tree of its own'));
        const shownFolder =
          (await person.pick(title)).items.find(each => each.label.includes('work tree'))?.detail ?? '';
        // What it is beside is known.
        assert.ok(shownFolder.startsWith(`${basename(root)}.worktrees/`), shownFolder);
        folder = join(dirname(root), shownFolder);
        await person.tick(title, /Create branch/, /work tree/);
        await person.running;
      });
      assert.equal(await branch(), 'main');
      assert.match(await gitIn(folder, 'branch', '--show-current'), new RegExp(`/${ticket.number}\\b`));
      await until('the way there', () => person.heard.some(each => each.includes(folder)));
      assert.equal(
        api.code.work.memory.of(folder, await gitIn(folder, 'branch', '--show-current'))?.ticket.ticketId,
        ticket.id,
      );
    } finally {
      await git('worktree', 'remove', '--force', folder);
    }
  });

  it('says what failed row by row, loses nothing, and tries that again', async () => {
    const ticket = next();
    await git('checkout', '--quiet', '-b', `bug/${ticket.number}-text`);
    await writeFile(join(root, 'README.md'), 'Another text.\n');
    await git('commit', '--quiet', '--all', '-m', 'Another text');
    await git('checkout', '--quiet', 'main');
    await writeFile(join(root, 'README.md'), 'Not committed.\n');
    command('startWork', refOf(ticket));
    const title = `Start Work on #${ticket.number}`;
    assert.match(await about(title), / · Uncommitted changes come along\.$/);
    await person.tick(title, /Check out branch/, /Assign/);
    const again = `${title}: 1 of 2 did not succeed`;
    const failed = await person.pick(again);
    const [done, row, ...others] = failed.items;
    assert.equal(done?.label, 'Done: Assign it to me');
    assert.match(row?.detail ?? '', /^Uncommitted changes would be overwritten\. Commit or stash them first/);
    assert.deepEqual(others, []);
    assert.equal(await readFile(join(root, 'README.md'), 'utf8'), 'Not committed.\n');
    assert.equal((await shown(ticket)).ticket.assignee?.name, me);
    await git('checkout', '--quiet', '--', 'README.md');
    await person.tick(again, /Check out branch/);
    await person.running;
    assert.equal(await branch(), `bug/${ticket.number}-text`);
  });

  it('keeps the commits of a detached HEAD, and knows no ticket there', async () => {
    const ticket = next();
    await git('checkout', '--quiet', '-b', `bug/${ticket.number}-gone`);
    await until('the active ticket', () => bar() === `$(tag) #${ticket.number}`);
    await git('checkout', '--quiet', '--detach');
    await until('no ticket', () => !api.time.branches.ticket);
    await git('commit', '--quiet', '--allow-empty', '-m', 'On no branch');
    const other = next();
    command('startWork', refOf(other));
    const title = `Start Work on #${other.number}`;
    assert.match(await about(title), /detached HEAD/);
    await person.tick(title, /Create branch/);
    const again = await person.pick(`${title}: 1 of 1 did not succeed`);
    assert.match(
      again.items[0]?.detail ?? '',
      /git did not check .* out; nothing was changed\..*make a branch of them first/,
    );
    await person.giveUp();
    await person.running;
    assert.deepEqual(told, [], 'nothing has begun');
    assert.equal(await git('log', '-1', '--format=%s'), 'On no branch');
    // From where HEAD is they come along.
    command('startWork', refOf(other));
    await person.pressRowButton(title, /Create branch/, 'Another Start…');
    await person.choose(title, (await git('rev-parse', 'HEAD')).slice(0, 8));
    await person.tick(title, /Create branch/);
    await person.running;
    assert.equal(await git('log', '-1', '--format=%s'), 'On no branch');
    assert.equal(await branch(), await slug(other));
  });

  it('asks which of several repositories, remembers it, and takes a submodule only when told', async () => {
    const [library, tools] = [`${root}.library`, join(root, 'tools')];
    const ticket = next();
    for (const folder of [library, tools]) {
      await gitIn(root, 'init', '--quiet', '--initial-branch=main', folder);
      await gitIn(folder, 'commit', '--quiet', '--allow-empty', '-m', 'Begin');
    }
    const title = `Start Work on #${ticket.number}`;
    try {
      await git('submodule', '--quiet', 'add', library, 'library');
      command('startWork', refOf(ticket));
      const repositories = await person.rows(title);
      assert.deepEqual(
        repositories.map(({ label }) => label),
        [root.split('/').at(-1), 'library', 'tools', 'Without a Branch'],
      );
      assert.match(repositories[1]?.description ?? '', /submodule/);
      await person.choose(title, 'tools');
      assert.match(await about(title), / in tools$/);
      await person.tick(title, /Create branch/);
      await person.running;
      assert.match(await gitIn(tools, 'branch', '--show-current'), new RegExp(`${ticket.number}\\b`));
      assert.equal(await branch(), 'main');
      command('startWork', refOf(ticket));
      assert.match((await person.rows(title))[0]?.label ?? '', /Stay on branch/);
      await person.pressRowButton(title, /Stay on branch/, 'Another Repository…');
      await person.choose(title, 'library');
      assert.match(await about(title), / in library · The repository is a submodule of another one\.$/);
      await person.tick(title, /Create branch/);
      await person.running;
      assert.match(await gitIn(join(root, 'library'), 'branch', '--show-current'), new RegExp(`${ticket.number}\\b`));
    } finally {
      await git('rm', '--quiet', '--force', 'library').catch(() => undefined);
      for (const folder of [library, tools]) await rm(folder, { recursive: true, force: true });
      await rm(join(root, '.git', 'modules'), { recursive: true, force: true });
    }
  });

  it('is started without a branch where there is none to be had, and says why', () => {
    const file = { folders: ['file'], isTrusted: true };
    assert.match(gitObstacle(undefined, { folders: [], isTrusted: true }) ?? '', /^No folder is open/);
    assert.match(gitObstacle(undefined, { folders: ['vscode-vfs'], isTrusted: true }) ?? '', /not on this machine/);
    assert.match(gitObstacle(undefined, { ...file, isTrusted: false }) ?? '', /not trusted/);
    assert.match(gitObstacle(0, file) ?? '', /^No git repository is open here/);
    assert.equal(gitObstacle(undefined, file), undefined);
    assert.equal(gitObstacle(2, file), undefined);
  });

  it('shows the other rows alone in a folder without a repository', async () => {
    const ticket = next();
    await vscode.workspace.fs.rename(vscode.Uri.file(join(root, '.git')), vscode.Uri.file(join(root, '.git-away')));
    try {
      command('startWork', refOf(ticket));
      const pick = await person.pick(`Start Work on #${ticket.number}`);
      assert.match(pick.items[0]?.label ?? '', /^No git repository is open here/);
      assert.deepEqual(await rows(`Start Work on #${ticket.number}`), [
        'Set the status…',
        'Assign it to me',
        'Start the timer',
        'Open the ticket',
      ]);
    } finally {
      await person.giveUp();
      await vscode.workspace.fs.rename(vscode.Uri.file(join(root, '.git-away')), vscode.Uri.file(join(root, '.git')));
    }
  });

  it('is finished with a note, the time, another status and no timer; offered once after a push', async () => {
    const ticket = next();
    const remote = `${root}.pushed`;
    await gitIn(root, 'init', '--quiet', '--bare', remote);
    await git('remote', 'add', 'pushed', remote);
    try {
      command('startWork', refOf(ticket));
      await person.tick(`Start Work on #${ticket.number}`, /Create branch/, /Start the timer/);
      await person.running;
      await until('the active ticket', () => bar() === `$(tag) #${ticket.number}`);
      const name = await branch();
      const seen = async () => {
        const head = await git('rev-parse', 'HEAD');
        await until('that git sees the commit', async () => {
          return (await repositoryNow()).state.HEAD?.commit === head;
        });
      };
      await git('push', '--quiet', '--set-upstream', 'pushed', name);
      await seen();
      assert.equal(api.code.work.pushes.offered, undefined, 'nothing was done yet');
      await git('commit', '--quiet', '--allow-empty', '-m', 'Round totals once');
      await git('commit', '--quiet', '--allow-empty', '-m', `[#${ticket.number}] Cover rounding`);
      await until('that it is ahead', async () => {
        return (await repositoryNow()).state.HEAD?.ahead === 2;
      });
      await git('push', '--quiet');
      await until('the offer', () => api.code.work.pushes.offered?.branch === name);
      const { command: pressed } = api.code.work.bar.finish;
      assert.ok(typeof pressed === 'object' && pressed.arguments);
      assert.equal(pressed.command, 'deskside.finishWork');
      command('finishWork', pressed.arguments[0]);
      const title = `Finish Work on #${ticket.number}`;
      assert.deepEqual(await rows(title), [
        'Add an internal note that sums up',
        'Log 1 min',
        'Set the status…',
        'Stop the timer',
      ]);
      assert.equal((await person.rows(title))[0]?.description, '2 commits');
      assert.equal(api.code.work.pushes.offered, undefined);
      await person.pressRowButton(title, /^Log /, 'Another Duration…');
      await person.write(title, '1h 20m');
      await person.pressRowButton(title, /Set the status/, 'Another Status…');
      const status = (await person.rows(title)).find(each => each.label !== ticket.status && each.description === '');
      assert.ok(status);
      await person.choose(title, status.label);
      await withSetting('sendDelay', 0, async () => {
        await person.tick(title, /note/, /Log 1 h 20 min/, /Set the status/, /Stop/);
        await person.running;
      });
      assert.deepEqual(api.time.timers.state, { stopped: [] });
      const details = await until('all of it on the desk', async () => {
        const now = await shown(ticket);
        const body = now.history.map(each => each.body?.body ?? '').join('\n');
        return body.includes('Cover rounding') && now.ticket.status === status.label ? now : undefined;
      });
      const note = details.history.find(each => each.body?.body.includes(`Work on ${name}`));
      assert.equal(note?.visibility, 'internal');
      assert.match(note?.body?.body ?? '', /- Round totals once \([\da-f]{8}\)[\s\S]*- Cover rounding/);
      const entry = details.timeEntries.find(each => each.minutes === 80);
      assert.equal(entry?.notes?.includes('Round totals once; Cover rounding'), true);
      // Once is enough.
      await git('commit', '--quiet', '--allow-empty', '-m', 'One more');
      await seen();
      await git('push', '--quiet');
      await until('that git sees the push', async () => {
        return (await repositoryNow()).state.HEAD?.ahead === 0;
      });
      assert.equal(api.code.work.pushes.offered, undefined);
    } finally {
      await git('checkout', '--quiet', 'main');
      await git('remote', 'remove', 'pushed');
      await rm(remote, { recursive: true });
    }
  });

  it('is offered to be finished when all was done in a terminal between two looks, and not after a pull', async () => {
    const ticket = next();
    const remote = `${root}.pushed`;
    await gitIn(root, 'init', '--quiet', '--bare', remote);
    await git('remote', 'add', 'pushed', remote);
    try {
      const name = `fix/${ticket.number}-terminal`;
      await git('checkout', '--quiet', '-b', name);
      await until('the active ticket', () => bar() === `$(tag) #${ticket.number}`);
      await git('push', '--quiet', '--set-upstream', 'pushed', name);
      await until('the upstream', async () => (await repositoryNow()).state.HEAD?.upstream !== undefined);
      const seen = async (head: string) => {
        await (await repositoryNow()).status();
        await until('the commit', async () => (await repositoryNow()).state.HEAD?.commit === head);
      };
      // A colleague's commit comes in.
      const theirs = await gitIn(
        root,
        ...['-c', 'user.email=bo@quillbay.example', 'commit-tree', '-p', 'HEAD', '-m', 'Theirs', 'HEAD^{tree}'],
      );
      await gitIn(root, 'push', '--quiet', 'pushed', `${theirs}:refs/heads/${name}`);
      await gitIn(root, 'pull', '--quiet', '--ff-only');
      await seen(theirs);
      assert.equal(api.code.work.pushes.offered, undefined);
      await gitIn(root, 'commit', '--quiet', '--allow-empty', '-m', 'Round totals once');
      await gitIn(root, 'push', '--quiet');
      await seen(await git('rev-parse', 'HEAD'));
      await until('the offer', () => api.code.work.pushes.offered?.branch === name);
    } finally {
      await git('checkout', '--quiet', 'main');
      await git('remote', 'remove', 'pushed');
      await rm(remote, { recursive: true });
    }
  });

  it('puts the summary into the note box of the ticket for who wants to change it first', async () => {
    const ticket = next();
    await git('checkout', '--quiet', '-b', `fix/${ticket.number}-note`);
    await git('commit', '--quiet', '--allow-empty', '-m', 'Say what was done');
    await until('the active ticket', () => api.time.branches.ticket?.ticketId === ticket.id);
    command('finishWork');
    const title = `Finish Work on #${ticket.number}`;
    await person.pressRowButton(title, /note that sums up/, 'Edit It in the Ticket First');
    await person.tick(title, /Put the summary into the note box/);
    await person.running;
    await until('its panel', () => api.panels.active?.ticketId === ticket.id);
    assert.ok(!(await shown(ticket)).history.some(each => each.body?.body.includes('Say what was done')));
    assert.equal(existsSync(join(root, '.git')), true);
  });
});

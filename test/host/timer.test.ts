import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readFile, rename, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import type { TimeNode } from '../../src/editor/time/timeNodes.ts';
import { Timers } from '../../src/editor/time/timers.ts';
import type { TestApi } from '../../src/extension.ts';
import { newestFirst } from '../../src/model/search.ts';
import type { TicketSummary } from '../../src/model/ticket.ts';
import { startTimer, type TimedTicket, workedTime } from '../../src/model/timer.ts';
import { extensionUnderTest, sampleDesks, until } from './extensionUnderTest.ts';
import { Person } from './person.ts';
import { withSetting } from './treeReader.ts';

const run = promisify(execFile);
const minute = 60_000;

describe('timers', () => {
  let api: TestApi;
  let person: Person;
  let folder: string;
  let first: TimedTicket;
  let second: TimedTicket;
  let third: TimedTicket;

  const timers = () => api.time.timers;
  const bar = () => api.time.bar.item.text;
  const command = (name: string, argument?: unknown) => {
    return person.run(`deskside.${name}`, argument);
  };
  /** A window beside this one: the same files, seen by somebody else. */
  const otherWindow = async () => {
    const other = new Timers(folder, vscode.window.createOutputChannel('Other window', { log: true }));
    await other.load();
    return other;
  };
  /** Puts a file of timers in place as a window does: whole at once. Half of one would be damaged. */
  const put = async (text: string) => {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'timers.put'), text);
    await rename(join(folder, 'timers.put'), join(folder, 'timers.json'));
  };
  /** As it is after a timer has run for a while in a window that is gone. */
  const leave = async (ticket: TimedTicket, since: number) => {
    const current = startTimer(`left-${since}`, ticket, since);
    await put(JSON.stringify({ current, stopped: [] }));
    await until('that timer', () => timers().state.current?.id === current.id);
  };
  const label = async (node: TimeNode) => {
    const { label: name, description } = await api.time.tree.getTreeItem(node);
    return `${name} · ${description ?? ''}`;
  };
  const rows = async () => Promise.all((await api.time.tree.getChildren()).map(label));
  const row = (kind: TimeNode['kind']) =>
    until(`a row that is ${kind}`, async () => (await api.time.tree.getChildren()).find(each => each.kind === kind));
  const ticketsOf = async (deskId: string): Promise<TimedTicket[]> => {
    const { tickets } = await api.engine.list(
      deskId,
      { terms: [{ kind: 'is', is: 'open', not: false }] },
      newestFirst,
      20,
    );
    return tickets.map(({ id, number, subject }) => ({ deskId, ticketId: id, number, subject }));
  };
  const logged = async (ticket: TimedTicket) => {
    const answer = await api.engine.details(ticket.deskId, ticket.ticketId, { fresh: true });
    assert.ok(answer.ok);
    return answer.value.details;
  };

  before(async () => {
    api = await extensionUnderTest();
    folder = join(api.context.globalStorageUri.fsPath, 'time');
    for (const { config, secret } of sampleDesks()) {
      const checked = await api.engine.check(config, secret);
      assert.ok(checked.ok);
      const [me] = checked.value.technicians;
      assert.ok(me);
      await api.desks.add({ ...config, ...(me.id === undefined ? {} : { technicianId: me.id }) }, secret);
    }
    await until('both desks', async () => (await api.desks.ready()).length === sampleDesks().length);
    for (const { config } of sampleDesks())
      await until('the tickets', async () => (await api.engine.sync(config.id)).ok);
    const [a, b] = await ticketsOf('test-teamsupport');
    const [c] = await ticketsOf('test-readydesk');
    assert.ok(a && b && c);
    [first, second, third] = [a, b, c];
  });
  beforeEach(() => {
    person = new Person();
  });
  afterEach(async () => {
    await person.leave();
    const { current, stopped } = timers().state;
    for (const { id } of [...stopped, ...(current ? [current] : [])]) await timers().discard(id);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
  after(async () => {
    for (const { config } of sampleDesks()) await api.desks.remove(config.id);
  });

  it('start from a row, pause and go on, and stand in the status bar', async () => {
    assert.equal(bar(), '$(watch)');
    const [ticket] = (await api.engine.list(first.deskId, { terms: [] }, newestFirst, 1)).tickets;
    assert.ok(ticket);
    await command('startTimer', { kind: 'ticket', key: 'row', deskId: first.deskId, ticket });
    assert.equal(bar(), `$(watch) #${ticket.number} 0:00`);
    await command('pauseTimer');
    assert.equal(bar(), `$(debug-pause) #${ticket.number} 0:00`);
    assert.deepEqual(await rows(), [`0 min · #${ticket.number} · paused · ${ticket.subject}`]);
    // Starting it again goes on with it.
    await command('startTimer', { kind: 'ticket', key: 'row', deskId: first.deskId, ticket });
    assert.equal(bar(), `$(watch) #${ticket.number} 0:00`);
    assert.equal(timers().state.current?.spans.length, 2);
    assert.deepEqual(timers().state.stopped, []);
  });

  it('offer from the status bar what can be done with them', async () => {
    await command('startTimer', first);
    assert.equal(bar(), `$(watch) #${first.number} 0:00`);
    // What the text has no room for, and what is done most.
    const { tooltip } = api.time.bar.item;
    assert.ok(tooltip instanceof vscode.MarkdownString);
    const plain = tooltip.value.replaceAll('&nbsp;', ' ').replaceAll('\\', '');
    for (const each of [first.subject ?? '', '0 min, since', api.desks.nameOf(first.deskId)])
      assert.ok(plain.includes(each), plain);
    assert.match(plain, /\[\$\(debug-pause\) Pause\]\(command:deskside\.pauseTimer\)/);
    assert.deepEqual(tooltip.isTrusted, { enabledCommands: ['deskside.pauseTimer', 'deskside.stopTimer'] });
    command('startTimer', 'statusBar');
    assert.deepEqual(
      (await person.rows(first.number)).map(each => each.label),
      ['Pause Timer', 'Stop Timer and Log Time…', 'Switch to Another Ticket…', 'Open Ticket', 'Discard Timer'],
    );
    await person.choose(first.number, 'Pause Timer');
    await person.running;
    assert.match(bar(), /debug-pause/);
    person.press = 'Discard';
    await command('discardTimer');
    assert.ok(person.heard.some(each => each.startsWith(`Discard 0 min on #${first.number}?`)));
    assert.equal(timers().state.current, undefined);
    assert.equal(bar(), '$(watch)');
  });

  it('are one for all windows', async () => {
    const other = await otherWindow();
    try {
      await command('startTimer', first);
      await until('it in the other window', () => other.state.current?.ticket.ticketId === first.ticketId);
      await other.pause();
      await until('that it is paused here', () => bar().includes('debug-pause'));
      await other.start(second);
      await until('the other ticket here', () => bar().includes(`#${second.number}`));
      assert.deepEqual(
        timers().state.stopped.map(each => each.ticket.number),
        [first.number],
      );
      // Both at once: one is first, the other switches, and no time is lost.
      await Promise.all([timers().start(first), other.start(third), timers().pause(), other.resume()]);
      await until('the same state', () => JSON.stringify(timers().state) === JSON.stringify(other.state));
      const numbers = [timers().state.current, ...timers().state.stopped].map(each => each?.ticket.number);
      assert.deepEqual(numbers.toSorted(), [first.number, first.number, second.number, third.number].toSorted());
    } finally {
      other.dispose();
    }
  });

  it('outlast the window and a crash in the middle of writing', async () => {
    await command('startTimer', first);
    // What a window leaves that ends while it writes.
    await writeFile(join(folder, 'timers.lock'), '1');
    await writeFile(join(folder, 'timers.json.1'), '{"curr');
    const other = await otherWindow();
    try {
      assert.deepEqual(other.state, timers().state);
      await other.pause();
      await until('that it is paused', () => bar().includes('debug-pause'));
    } finally {
      other.dispose();
    }
    await put('no timers at all');
    await until('no timer', () => !timers().state.current);
    assert.equal(await readFile(join(folder, 'timers.json.damaged'), 'utf8'), 'no timers at all');
  });

  it('are logged when they are stopped, from when they began, as the settings round', async () => {
    const since = Date.now() - 61 * minute;
    await leave(first, since);
    await withSetting('timer.rounding', 15, async () => {
      command('stopTimer');
      const box = await person.box('Log Time');
      assert.equal(box.value, '1 h 15 min');
      assert.match(await person.problem('Log Time'), /^Logs 1 h 15 min, begun /);
      await person.write('Log Time', box.value);
      await person.write('Log Time', 'Read the export code');
      await person.choose('Log Time', 'Public');
      await person.running;
    });
    const { history, timeEntries } = await logged(first);
    const entry = timeEntries.find(each => each.notes?.includes('Read the export code'));
    assert.equal(entry?.minutes, 75);
    assert.ok(Math.abs(Date.parse(entry?.at ?? '') - since) <= minute, entry?.at);
    assert.equal(history.find(each => each.id === entry?.id)?.visibility, 'public');
    assert.deepEqual(timers().state, { stopped: [] });
    const today = await row('today');
    const entries = (await api.time.tree.getChildren(today)).filter(
      each => each.kind === 'entry' && each.timed?.ticketId === first.ticketId,
    );
    assert.ok(
      (await Promise.all(entries.map(label))).some(text =>
        text.startsWith(`1 h 15 min · #${first.number} · Read the export code`),
      ),
    );
  });

  it('keep their time when the question is given up, until it is logged from its row', async () => {
    await leave(third, Date.now() - 90 * minute);
    command('stopTimer');
    await person.box('Log Time');
    await person.giveUp();
    await person.running;
    assert.equal(timers().state.current, undefined);
    const stopped = await row('stopped');
    assert.equal(await label(stopped), `1 h 30 min · #${third.number} · not logged yet · ${third.subject}`);
    command('startTimer', 'statusBar');
    await person.choose('Timer', `Log 1 h 30 min · #${third.number}…`);
    assert.equal((await person.box('Log Time')).value, '1 h 30 min');
    await person.write('Log Time', '20m');
    // There is one kind of time on this desk: nobody is asked who sees it.
    await person.write('Log Time', 'Called the customer');
    await person.running;
    const entry = (await logged(third)).timeEntries.find(each => each.notes?.includes('Called the customer'));
    assert.equal(entry?.minutes, 20);
    assert.deepEqual(timers().state.stopped, []);
  });

  it('keep their time when another one is started, and ask what becomes of it', async () => {
    await leave(first, Date.now() - 30 * minute);
    person.press = 'Log Time…';
    await command('startTimer', second);
    assert.ok(bar().includes(`#${second.number} 0:00`));
    assert.ok(person.heard.includes(`30 min on #${first.number} are not logged yet.`));
    assert.equal((await person.box(`Log Time on #${first.number}`)).value, '30 min');
    await person.giveUp();
    assert.equal(timers().state.stopped[0]?.ticket.number, first.number);
  });

  it('are not logged once more when another window did so meanwhile', async () => {
    await leave(second, Date.now() - 40 * minute);
    const entries = (await logged(second)).timeEntries.length;
    command('stopTimer');
    await person.write('Log Time', '40m');
    const { id } = timers().state.stopped[0] ?? assert.fail();
    await timers().discard(id);
    await person.write('Log Time', 'Logged elsewhere');
    await person.choose('Log Time', 'Internal');
    await person.running;
    assert.match(person.heard.join(), /not logged again/);
    assert.equal((await logged(second)).timeEntries.length, entries);
  });

  it('stay when the desk refuses, and say so', async () => {
    await leave({ ...first, ticketId: '99999999' }, Date.now() - 30 * minute);
    command('stopTimer');
    await person.write('Log Time', '30m');
    await person.write('Log Time', 'Nowhere');
    await person.choose('Log Time', 'Internal');
    await person.running;
    assert.equal(person.heard.length, 1, person.heard.join(' '));
    assert.equal(timers().state.stopped.length, 1);
    assert.ok(!timers().state.stopped[0]?.sent);
  });

  it('notice that nobody was there, and leave that time out when one says so', async () => {
    const document = await vscode.workspace.openTextDocument({ content: 'a' });
    const editor = await vscode.window.showTextDocument(document);
    const edit = () => editor.edit(change => change.insert(new vscode.Position(0, 0), 'b'));
    await leave(first, Date.now() - 60 * minute);
    const seen = new Date(Date.now() - 47 * minute);
    await utimes(join(folder, 'seen'), seen, seen);
    await until('what is said', async () => {
      await edit();
      return person.heard.some(each => each.startsWith('Nobody used VS Code from'));
    });
    // It was not answered: the view asks, and a press on the row.
    const [away] = await api.time.tree.getChildren(await row('timer'));
    assert.ok(away);
    assert.match(await label(away), /^Away 47 min: work\? · /);
    assert.match(bar(), /#\d+ 1:00 \$\(question\)$/);
    person.run('deskside.rowAction', away);
    await person.choose('Timer', 'Take Out 47 min');
    await person.running;
    const { current } = timers().state;
    assert.ok(current && current.away.length === 0);
    assert.equal(Math.round(workedTime(current, Date.now()) / minute), 13);
    // Once is enough.
    person.heard.length = 0;
    await edit();
    assert.deepEqual(person.heard, []);
  });

  it('ask for an open time away when they are stopped', async () => {
    const now = Date.now();
    const away = { from: now - 40 * minute, to: now - 10 * minute };
    const current = { ...startTimer('away', first, now - 60 * minute), away: [away] };
    await put(JSON.stringify({ current, stopped: [] }));
    await until('that timer', () => timers().state.current?.id === 'away');
    command('stopTimer');
    await person.choose('Log Time', 'Take Out 30 min');
    assert.equal((await person.box('Log Time')).value, '30 min');
    await person.back();
    assert.equal((await person.box('Log Time')).value, '30 min');
  });

  it('take what people type when they worked, and say what is logged', async () => {
    command('logTime', third);
    await person.write('Log Time', 'tomorrow 2h');
    assert.match(await person.problem('Log Time'), /^Not a time of at most 24 hours.*yesterday 2h/);
    await person.write('Log Time', 'yesterday 9:30-11:00');
    await until('the notes', async () => (await person.box('Log Time')).prompt === 'What was done');
    // What was typed stays, and Back leads to it.
    await person.back();
    assert.match(await person.problem('Log Time'), /^Logs 1 h 30 min: .*0?9:30.*11:00/);
    await person.write('Log Time', 'yesterday 9:30-11:00');
    await person.write('Log Time', 'Planned the fix');
    await person.running;
    const entry = (await logged(third)).timeEntries.find(each => each.notes?.includes('Planned the fix'));
    const now = new Date();
    const began = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1, 9, 30);
    assert.equal(entry?.minutes, 90);
    assert.equal(new Date(entry?.at ?? '').toDateString(), began.toDateString());
  });

  describe('in a repository', () => {
    let root: string;
    const git = (...args: string[]) =>
      run('git', ['-c', 'core.hooksPath=/dev/null', '-c', 'commit.gpgSign=false', ...args], { cwd: root });

    before(async () => {
      root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
      await git('config', 'user.email', 'srivera@quillbay.example');
      await git('config', 'user.name', 'Sam Rivera');
    });
    afterEach(() => git('checkout', '--quiet', 'main'));

    it('suggest what was committed since they began', async () => {
      await leave(first, Date.now() - 5 * minute);
      await git('checkout', '--quiet', '-b', 'notes');
      await git('commit', '--quiet', '--allow-empty', '-m', 'Round totals once\n\nNot per line.');
      await git('-c', 'user.email=a@b.example', 'commit', '--quiet', '--allow-empty', '-m', "A colleague's");
      await git('commit', '--quiet', '--allow-empty', '-m', 'Cover rounding');
      command('stopTimer');
      await person.write('Log Time', '5m');
      const box = await person.box('Log Time');
      await until('the notes', () => box.prompt === 'What was done');
      assert.equal(box.value, 'Round totals once; Cover rounding');
    });

    it('start with the branch of a ticket when the setting says so', async () => {
      const ofNumber = async (deskId: string, number: string) =>
        (await api.engine.list(deskId, { terms: [{ kind: 'number', number, not: false }] }, newestFirst, 2)).tickets;
      const mine = new Set((await api.desks.ready()).map(each => each.config.technicianId));
      const isMine = ({ assignee }: TicketSummary) => mine.has(assignee?.id);
      const summary = async ({ deskId, ticketId }: TimedTicket) => {
        const answer = await api.engine.details(deskId, ticketId);
        assert.ok(answer.ok);
        return answer.value.details.ticket;
      };
      const both: TimedTicket[] = [];
      const alone: TimedTicket[] = [];
      for (const each of await ticketsOf('test-teamsupport')) {
        const [same] = await ofNumber('test-readydesk', each.number);
        if (!same || same.state === 'closed') alone.push(each);
        // One that is the user's own would be meant.
        else if (!isMine(same) && !isMine(await summary(each))) both.push(each);
      }
      const [shared] = both;
      const [only] = alone;
      assert.ok(shared && only);
      const { branches } = api.time;
      await withSetting('timer.startWithBranch', true, async () => {
        await branches.watch();
        await until('the branch', () => branches.isWatching);
        await git('checkout', '--quiet', '-b', `fix/${only.number}-totals`);
        await until('the timer', () => timers().state.current?.ticket.ticketId === only.ticketId);
        await timers().stop();
        // Both desks have this number.
        person.press = 'Acme TeamSupport';
        await git('checkout', '--quiet', '-b', `ticket-${shared.number}`);
        await until('that timer', () => timers().state.current?.ticket.ticketId === shared.ticketId);
        assert.equal(timers().state.current?.ticket.deskId, 'test-teamsupport');
        assert.ok(person.heard.some(each => each.startsWith(`A branch of #${shared.number} was checked out.`)));
        await timers().stop();
      });
      await git('checkout', '--quiet', `fix/${only.number}-totals`);
      await until('the ticket of the branch', () => branches.ticket?.number === only.number);
      assert.equal(timers().state.current, undefined);
      // Whoever is asked which ticket is meant has it first.
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await until('no panel', () => !api.panels.active);
      command('startTimer');
      const [likely] = await person.rows('Start Timer');
      assert.deepEqual(likely, {
        label: `#${only.number} ${only.subject}`,
        description: 'Acme TeamSupport · active ticket from branch',
      });
      await person.choose('Start Timer', likely?.label ?? '');
      await person.running;
      assert.equal(timers().state.current?.ticket.ticketId, only.ticketId);
    });
  });

  it('are missed after ten minutes of work on a ticket, where that is wanted', async () => {
    api.panels.open(first);
    await until('the panel', () => api.panels.active);
    const begun = Date.now() - 11 * minute;
    const work = async () => {
      for (let at = begun; at <= begun + 10 * minute; at += 2 * minute) await api.time.work.worked(at);
    };
    await work();
    assert.deepEqual(person.heard, []);
    await withSetting('timer.reminder', true, async () => {
      person.press = 'Start 10 min Ago';
      await work();
    });
    assert.deepEqual(person.heard, [`You work on #${first.number}, and no timer runs.`]);
    assert.equal(timers().state.current?.spans[0]?.from, begun);
    assert.match(bar(), new RegExp(`#${first.number} 0:11`));
  });
});

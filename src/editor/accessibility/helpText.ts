import type { Translate } from '../translate.ts';

/** A key of the manifest, and what it does. */
export interface Key {
  readonly command: string;
  readonly key: string;
}

/** A command of the manifest with its title in the user's language, beside which VS Code has the English one. */
export interface Titled {
  readonly command: string;
  readonly title: string | { readonly value: string };
}

/**
 * What who does not see, or does not use a mouse, has to know of Deskside; plain text, a paragraph a line. Keys are those of
 * the manifest: it cannot be told here what a user has made of them.
 */
export function helpText(t: Translate, keys: readonly Key[], commands: readonly Titled[]): string {
  const titles = new Map(commands.map(({ command, title }) => [command, title]));
  const keyLines = keys.flatMap(({ command, key }) => {
    const title = titles.get(command);
    if (title === undefined) return [];
    return [`${spokenKey(key)}: ${typeof title === 'string' ? title : title.value}`];
  });
  const parts: readonly (readonly [title: string, lines: readonly string[]])[] = [
    [
      t('Accessibility help for Deskside'),
      [
        t('This is a document for reading: arrow keys move in it, and closing the editor leaves it.'),
        t('Everything that Deskside does is in the Command Palette: type Deskside there.'),
        t(
          'In a view of Deskside, the help of that view is opened by the command Open Accessibility Help of the editor.',
        ),
      ],
    ],
    [
      t('Tickets, and the other views'),
      [
        t(
          'The command Deskside: Focus on Tickets View goes to the tickets. Arrow keys move, Right Arrow unfolds a list, Enter opens a ticket. Typing letters filters what is drawn.',
        ),
        t(
          'A ticket is read out with its number, subject, status, priority, customer and age, with what is overdue, unread or not sent yet; in Needs Me also with why it is there.',
        ),
        t(
          'The context menu of a row (Shift+F10 or the menu key) has all that can be done with it. Shift with arrow keys selects several tickets, which can be assigned and changed together.',
        ),
        t(
          'This File lists the tickets that the file in front mentions, Time what was logged today, and Outbox what could not be sent.',
        ),
      ],
    ],
    [
      t('A ticket'),
      [
        t(
          'Tab goes through the page from top to bottom: what can be done with the ticket, description, conversation, the box for a note, then the facts.',
        ),
        t(
          'Each part has a heading, and so has each entry of the conversation, with its author: screen readers can go from heading to heading.',
        ),
        t(
          'The button beside a fact, such as Change Status, changes it in its place. In a list, letters narrow it, arrow keys choose, Enter takes and Escape leaves.',
        ),
        t('Code that the ticket names can be reached with Tab and opened with Enter.'),
        t(
          'In the box for a note, Ctrl+Enter sends, on a Mac Command+Enter. While a note waits to be sent, Ctrl+Z or Command+Z in the empty box takes it back.',
        ),
      ],
    ],
    [
      t('A new ticket'),
      [
        t(
          'Tab goes from field to field. When the ticket is created and a field is wrong, the focus goes to that field, which is described by what is wrong with it.',
        ),
        t(
          'In the field Customer, letters search the desk, arrow keys choose and Enter takes; how many were found is read out.',
        ),
      ],
    ],
    [
      t('The timesheet'),
      [
        t(
          'Hours stand in a table with a row for each ticket and a column for each day. A cell with time is a button that unfolds its entries, which can be changed there.',
        ),
        t('The figures of the chart stand in a table beneath it.'),
      ],
    ],
    [
      t('The overview'),
      [
        t(
          'Each chart is a list of its values: the arrow keys go through them, Enter opens the tickets that a value counts. The same values stand in a table beneath the chart, as buttons.',
        ),
      ],
    ],
    [
      t('What is read out by itself'),
      [
        t(
          'What became of a note, of logged time and of a changed field: sent, not sent, or changed on the desk meanwhile; entries that others add to the ticket that is open; that a ticket was read anew when you asked for it; what another week or other days hold, in the timesheet and the overview; what is wrong with what was typed.',
        ),
      ],
    ],
    [
      t('What moves and what is seen'),
      [
        t(
          'Deskside follows the theme, high contrast ones included, the zoom of the editor, and its setting for reduced motion (workbench.reduceMotion).',
        ),
        t('Which notices come, and when, is in the settings of Deskside.'),
      ],
    ],
    [
      t('Keys'),
      [
        ...keyLines,
        t(
          'A blank between keys means one after the other. Keys can be changed in Keyboard Shortcuts: search for Deskside there.',
        ),
      ],
    ],
  ];
  return parts.map(([title, lines]) => [title, '', ...lines, ''].join('\n')).join('\n');
}

/** `ctrl+alt+d s` as people write it. */
function spokenKey(key: string): string {
  return key.replace(/\b[a-z]/g, letter => letter.toUpperCase());
}

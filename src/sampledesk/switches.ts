import { isTimeZone } from './dates.ts';
import { type Failure, type TeamSupportSwitches, usualSwitches as teamsupport } from './teamsupport/switches.ts';
import { usualWriteFaults, type WriteFaultSwitches, writeFaults } from './writeFaults.ts';

/** How the desk behaves where installations differ, and what goes wrong with it; read anew for each request. */
export interface Switches extends TeamSupportSwitches, WriteFaultSwitches {
  /** Milliseconds that each answer waits. */
  latency: number;
  /** Bytes of an answer's body in a second; at once when absent. */
  slow: number | undefined;
  /** What ReadyDesk answers in when the request names no format. */
  format: 'xml' | 'json' | 'url';
  /** ReadyDesk's JSON has the defects of its documentation's examples (reference 3.1). */
  defectiveJson: boolean;
  /** Every record of a URL DELIMITED list is spread over two lines (reference 1.4). */
  wrappedUrl: boolean;
  /** ReadyDesk's refusals are pages for people. */
  htmlErrors: boolean;
  /** Requests that are cut off and not carried out; counted down. */
  dropNext: number;
  /** Requests that are carried out and whose answer never comes; counted down. */
  loseNext: number;
  /** All connections are cut before the answer. */
  offline: boolean;
}

/** As the references have it. */
export const usualSwitches: Switches = {
  ...teamsupport,
  ...usualWriteFaults,
  latency: 0,
  slow: undefined,
  format: 'xml',
  defectiveJson: false,
  wrappedUrl: false,
  htmlErrors: false,
  dropNext: 0,
  loseNext: 0,
  offline: false,
};

/** One switch as people set it: on the command line, on the control page and in JSON. */
export interface SwitchKind {
  readonly name: Exclude<keyof Switches, 'failNext'>;
  /** Its command line option; absent: it is only set while the desk runs. */
  readonly option?: string;
  readonly kind: 'whole' | 'flag' | 'choice' | 'zone';
  readonly most?: number;
  readonly least?: number;
  /** It has no value unless it is given one. */
  readonly optional?: boolean;
  readonly choices?: readonly string[];
  /** What stands for the value in the help. */
  readonly value?: string;
  readonly label: string;
  readonly about: string;
}

const second = 1000;

/** All switches but `failNext`, in the order in which they are shown. */
export const switchKinds: readonly SwitchKind[] = [
  {
    name: 'latency',
    option: 'latency',
    kind: 'whole',
    most: 60 * second,
    value: 'MS',
    label: 'Wait before each answer (ms)',
    about: 'wait this long before each answer',
  },
  {
    name: 'slow',
    option: 'slow',
    kind: 'whole',
    least: 1,
    most: 1_000_000_000,
    optional: true,
    value: 'BYTES',
    label: 'Bytes per second',
    about: 'answers trickle: so many bytes in a second',
  },
  {
    name: 'pageSizeLimit',
    option: 'page-limit',
    kind: 'whole',
    least: 1,
    most: 1_000_000,
    optional: true,
    value: 'N',
    label: 'Largest page',
    about: 'the largest page that either system gives, whatever is asked',
  },
  {
    name: 'dateOrder',
    option: 'date-order',
    kind: 'choice',
    choices: ['mdy', 'dmy'],
    value: 'ORDER',
    label: 'Order of dates',
    about: 'mdy or dmy: how both systems write and read dates',
  },
  {
    name: 'timeZone',
    option: 'time-zone',
    kind: 'zone',
    value: 'ZONE',
    label: 'Time zone',
    about: 'both systems write dates in this zone, for instance Europe/Berlin (default UTC)',
  },
  {
    name: 'format',
    option: 'format',
    kind: 'choice',
    choices: ['xml', 'json', 'url'],
    value: 'FORMAT',
    label: 'ReadyDesk: format',
    about: 'ReadyDesk answers in xml, json or url when the request names none',
  },
  {
    name: 'defectiveJson',
    option: 'defective-json',
    kind: 'flag',
    label: 'ReadyDesk: defective JSON',
    about: "ReadyDesk's JSON has the defects of its documentation's examples",
  },
  {
    name: 'wrappedUrl',
    option: 'wrapped-url',
    kind: 'flag',
    label: 'ReadyDesk: wrapped lines',
    about: 'every URL DELIMITED record is spread over two lines',
  },
  {
    name: 'htmlErrors',
    option: 'html-errors',
    kind: 'flag',
    label: 'ReadyDesk: errors as HTML',
    about: "ReadyDesk's refusals are HTML pages with status 500",
  },
  {
    name: 'quota',
    option: 'quota',
    kind: 'whole',
    most: Number.MAX_SAFE_INTEGER,
    optional: true,
    value: 'N',
    label: 'TeamSupport: requests in 24 hours',
    about: 'TeamSupport answers 403 after N requests in 24 hours',
  },
  {
    name: 'emptyPage',
    option: 'empty-page',
    kind: 'choice',
    choices: ['object', 'list'],
    value: 'SHAPE',
    label: 'TeamSupport: empty page',
    about: "object or list: TeamSupport's JSON page without records",
  },
  {
    name: 'htmlEscapes',
    option: 'html-escapes',
    kind: 'whole',
    most: 2,
    value: 'N',
    label: 'TeamSupport: escapes of HTML',
    about: 'how often TeamSupport escapes HTML inside its value: 0, 1 or 2 (default 1)',
  },
  {
    name: 'cdata',
    option: 'cdata',
    kind: 'flag',
    label: 'TeamSupport: CDATA',
    about: "HTML in TeamSupport's XML stands in CDATA",
  },
  {
    name: 'dropNext',
    kind: 'whole',
    most: 1_000_000,
    label: 'Cut the next connections',
    about: 'so many of the next requests are cut off and not carried out',
  },
  {
    name: 'loseNext',
    kind: 'whole',
    most: 1_000_000,
    label: 'Lose the next answers',
    about: 'so many of the next requests are carried out, and cut off without an answer',
  },
  {
    name: 'writeFault',
    kind: 'choice',
    choices: Object.keys(writeFaults),
    optional: true,
    label: 'What happens to changes',
    about: `what happens to requests that change something: ${Object.entries(writeFaults)
      .map(([name, about]) => `${name}: ${about}`)
      .join('; ')}`,
  },
  {
    name: 'faultyWrites',
    kind: 'whole',
    most: 1_000_000,
    label: '… to so many',
    about: 'so many of the next changes that happens to',
  },
  {
    name: 'soundWrites',
    kind: 'whole',
    most: 1_000_000,
    label: '… after so many',
    about: 'so many changes before them that nothing happens to',
  },
  {
    name: 'faultPause',
    kind: 'whole',
    most: 10 * 60 * second,
    label: '… and a while is (ms)',
    about: 'how long "a while" is in what happens to changes',
  },
  { name: 'offline', kind: 'flag', label: 'Offline', about: 'every request is cut off without an answer' },
];

/** A value that a switch does not take; the message is for people. */
export class SwitchError extends Error {}

/**
 * The value of a switch from what was typed or sent. Nothing (`null`, an empty text) is the usual value.
 * @throws SwitchError
 */
export function switchValue(kind: SwitchKind, given: unknown, called: string = kind.name): unknown {
  if (given === null || given === undefined || given === '') return usualSwitches[kind.name];
  const text = String(given).trim();
  const refuse = (wanted: string) => new SwitchError(`${called} takes ${wanted}, not "${text}"`);
  if (kind.kind === 'flag') {
    if (text === 'true' || text === 'on') return true;
    if (text === 'false' || text === 'off') return false;
    throw refuse('true or false');
  }
  if (kind.kind === 'choice') {
    if (kind.choices?.includes(text)) return text;
    throw refuse(kind.choices?.join(' or ') ?? '');
  }
  if (kind.kind === 'zone') {
    if (isTimeZone(text)) return text;
    throw refuse('the name of a time zone');
  }
  return wholeNumber(text, called, kind.least ?? 0, kind.most ?? Number.MAX_SAFE_INTEGER);
}

/**
 * Changes switches from an object that names some of them; all of it or, when something is wrong, nothing.
 * @throws SwitchError
 */
export function setSwitches(switches: Switches, given: unknown): void {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new SwitchError('the switches are an object');
  }
  const changed: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    const kind = switchKinds.find(each => each.name === name);
    if (kind) changed[name] = switchValue(kind, value);
    else if (name === 'failNext') changed.failNext = failure(value);
    else throw new SwitchError(`there is no switch "${name}"`);
  }
  Object.assign(switches, changed);
}

function failure(given: unknown): Failure | undefined {
  if (given === null || given === undefined) return undefined;
  const { status, count = 1, retryAfter } = given as Record<string, unknown>;
  const times = wholeNumber(String(count), 'failNext.count', 0, 1_000_000);
  if (times === 0) return undefined;
  return {
    status: wholeNumber(String(status), 'failNext.status', 200, 599),
    count: times,
    ...(retryAfter === undefined || retryAfter === null || retryAfter === ''
      ? {}
      : { retryAfter: wholeNumber(String(retryAfter), 'failNext.retryAfter', 0, 86_400) }),
  };
}

/** A whole number within bounds. @throws SwitchError */
export function wholeNumber(text: string, called: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  const range = least > 0 ? `from ${least} to ${most}` : `up to ${most}`;
  throw new SwitchError(`${called} takes a whole number ${range}, not "${text}"`);
}

/** The failure that the next answer is to be, counted down. */
export function takeFailure(switches: TeamSupportSwitches): Failure | undefined {
  const failure = switches.failNext;
  if (failure) switches.failNext = failure.count > 1 ? { ...failure, count: failure.count - 1 } : undefined;
  return failure;
}

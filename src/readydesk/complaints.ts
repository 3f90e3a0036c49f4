import type { FailureReason } from '../model/errors.ts';
import type { DataRecord, Values } from '../wire/records.ts';
import { decodeValue } from './decoding.ts';

/** The shape of an error is not documented (1.11): these are the names and words that one is likely to have. */
const ERROR_NAME =
  /^(?:error|errors|err|fault|exception|failure)(?:_?(?:message|msg|text|description|desc|detail|string))?$/i;
const MESSAGE_NAME = /^(?:message|msg|reason|description|detail|result|status|text|response|info)$/i;
const CODE_NAME = /(?:code|number|no|status|result|success|ok)$/i;
const NO_ERROR = /^(?:0|none|no|false|ok|success)?$/i;

/** What is said when all went well. */
const SUCCESS = /^(?!.*\b(?:not|no|error|fail\w*|invalid)\b).*\b(?:success\w*|added|created|saved|updated)\b/i;

/** The same in a word that is the whole answer, to an update say: what that answers is a gap (4.6). */
const AGREED = /^\s*["']?(?:ok(?:ay)?|true|yes|y|done)["']?[.!]?\s*$/i;

/** Words that an encoder wrote as one; whether errors are encoded is not shown. */
const ENCODED_WORDS = /^\S*(?:[\w.,:;!]\+\w|%[\da-f]{2})\S*$/i;

/** A record with more values than this is data, whatever they are called. */
const WIDEST_COMPLAINT = 3;
/** Characters of a complaint that are looked at; a whole page of them says no more. */
const LONGEST_COMPLAINT = 1_000;

/** What the desk complains about in an answer; absent when it holds data or nothing. */
export function complaintIn(records: readonly DataRecord[], outer: Values, text: string): string | undefined {
  return complaint(records, outer, text)?.replace(/\s+/g, ' ').slice(0, LONGEST_COMPLAINT);
}

function complaint(records: readonly DataRecord[], outer: Values, text: string): string | undefined {
  if (text && !/^\s*\d+\s*$/.test(text)) {
    const words = readable(text);
    return SUCCESS.test(words.slice(0, LONGEST_COMPLAINT)) || AGREED.test(words) ? undefined : words;
  }
  const [only] = records;
  const rows = [
    outer,
    ...(records.length === 1 && only && width(only.values) <= WIDEST_COMPLAINT ? [only.values] : []),
  ];
  for (const row of rows) {
    const entries = Object.entries(row).map(([name, value]) => [name, readable(value)] as const);
    const named = entries.find(([name, value]) => ERROR_NAME.test(name) && !NO_ERROR.test(value.trim()));
    if (named) {
      const words = entries.find(([name, value]) => MESSAGE_NAME.test(name) && /[a-z]/i.test(value));
      return /^[\s\d]*$|^(?:y|yes|true)$/i.test(named[1]) && words ? words[1] : named[1];
    }
    // One sentence under a name like `message`, at most with a code beside it.
    const said = entries.filter(([name, value]) => MESSAGE_NAME.test(name) && isSaid(name, value.trim()));
    const rest = entries.filter(entry => !said.includes(entry));
    if (said[0] && rest.every(([name]) => CODE_NAME.test(name))) return said[0][1];
  }
  return undefined;
}

function readable(value: string): string {
  return value.length <= LONGEST_COMPLAINT && ENCODED_WORDS.test(value.trim()) ? decodeValue(value) : value;
}

const NOTHING_FOUND = [
  /\b(?:no|0|zero)\s+(?:\w+\s+){0,2}(?:records?|results?|rows?|tickets?|data|matches|items?|entries|history|attachments?|files?|customers?|technicians?|groups?)\b(?=\s*[.!]?\s*$|.{0,30}\b(?:found|match\w*|returned|exists?)\b)/i,
  /\b(?:records?|tickets?|nothing|none)\s+(?:(?:was|were|is|are|could)\s+)?(?:not\s+)?(?:be\s+)?found\b/i,
];

/** A sentence, or one word where nothing but words can be meant; not one of success. */
function isSaid(name: string, value: string): boolean {
  if (SUCCESS.test(value.slice(0, LONGEST_COMPLAINT))) return false;
  return (
    /\s/.test(value) ||
    (/^(?:message|msg|reason)$/i.test(name) && /^[a-z]+[.!]?$/i.test(value) && !NO_ERROR.test(value))
  );
}

/** Whether the complaint only says that there is nothing. */
export function isNothingFound(complaint: string): boolean {
  return NOTHING_FOUND.some(pattern => pattern.test(complaint));
}

/** What a complaint is about, by its words. */
export function reasonOfComplaint(words: string): FailureReason {
  if (UNKNOWN_ACTION.some(pattern => pattern.test(words))) return 'unsupported';
  if (NO_ACCESS.some(pattern => pattern.test(words))) return 'unauthorized';
  if (isNothingFound(words)) return 'notFound';
  return 'refused';
}

const UNKNOWN_ACTION = [
  /\b(?:unknown|invalid|unsupported|unrecogni[sz]ed|undefined|no such|not (?:a )?(?:valid|supported|recogni[sz]ed|known|implemented))\b.{0,40}\b(?:action|method|function|command)\b/i,
  /\b(?:action|method|function|command)\b.{0,60}\b(?:unknown|invalid|unsupported|not (?:found|valid|supported|recogni[sz]ed|implemented|defined|exist|known|available)|does(?:n't| not) exist|is not a)\b/i,
];

const NO_ACCESS = [
  /\b(?:invalid|wrong|missing|bad|incorrect|unknown|no|valid|expired)\s+(?:\w+\s+){0,2}key\b/i,
  /\bkey\b.{0,40}\b(?:invalid|wrong|missing|incorrect|not|required|unknown|expired|denied|empty)\b/i,
  /\b(?:ip|address|host|caller)\b.{0,60}\b(?:not|denied|allowed|blocked|restricted|permitted)\b/i,
  /\b(?:not|denied|blocked)\b.{0,40}\bip\b/i,
  /allowed ips?|unauthori[sz]ed|not authori[sz]ed|not authenticated|authentication|access (?:is |was )?denied|forbidden/i,
];

function width(values: Values): number {
  return Object.keys(values).length;
}

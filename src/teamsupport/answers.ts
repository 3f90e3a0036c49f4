import type { DeskFailure } from '../model/errors.ts';
import { said } from '../model/said.ts';
import type { Body } from '../wire/body.ts';
import { reasonOfStatus, wordlessAnswer } from '../wire/failures.ts';
import type { HttpAnswer } from '../wire/http.ts';
import { findRecords } from '../wire/records.ts';

/** The web server's page for a spent quota (1.16). */
const QUOTA_PAGE = /permission to view (?:this|the) (?:directory|page)|quota/i;

/** The failure that an answer stands for, its detail not yet redacted; absent for success. */
export type AnswerFailure = Pick<DeskFailure, 'reason' | 'status' | 'retryAfterSeconds'> & { readonly words: string };

/** Statuses of 1.5 and 1.16; there is no structured error body, so its words are passed on. */
export function failureOfAnswer(answer: HttpAnswer, body: Body): AnswerFailure | undefined {
  const { status, retryAfterSeconds } = answer;
  const reason = reasonOfStatus(status);
  if (!reason) return undefined;
  const more = { status, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
  const words = wordsOf(body) || wordlessAnswer(answer);
  if (status === 401) {
    return {
      reason: 'unauthorized',
      words: said`TeamSupport refused the organization ID or token. It answers the same when the server name in the address is not that of the account (for example app.na2.teamsupport.com).`,
      ...more,
    };
  }
  if (status === 403) {
    const page = body.kind === 'html' ? body.text : words;
    const quota = QUOTA_PAGE.test(page) || QUOTA_PAGE.test(answer.statusText);
    return { reason: quota ? 'quotaSpent' : body.kind === 'html' ? 'notAHelpDesk' : 'refused', words, ...more };
  }
  if (status === 300) {
    return {
      reason: 'unreadable',
      words: said`The desk offers several addresses (status 300) instead of data.`,
      ...more,
    };
  }
  if (status === 304) {
    return {
      reason: 'unreadable',
      words: said`The desk says "not modified" (status 304) instead of sending data.`,
      ...more,
    };
  }
  return { reason, words, ...more };
}

/** The words of an answer that is an error. */
function wordsOf(body: Body): string {
  if (body.kind === 'html') return body.title;
  if (body.kind === 'text') return body.text;
  if (body.kind === 'empty') return '';
  const { records, outer } = findRecords(body.root);
  return [...Object.values(outer), ...records.flatMap(record => Object.values(record.values))].join(' ').trim();
}

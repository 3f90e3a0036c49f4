import * as vscode from 'vscode';
import type { DeskFailure } from '../model/errors.ts';
import type { PanelProblem } from '../webview/messages.ts';
import { saidWords } from './saidWords.ts';
import { shownText } from './shownText.ts';

/** What the user can do about a failure, in the order of likely help. */
export type Remedy = 'retry' | 'reconnect' | 'checkConnection' | 'showOutbox' | 'showExtension' | 'showLog';

/** A failure in the user's words: what happened on which desk, what to do, and how. */
export interface Problem {
  readonly message: string;
  /** The same in a few words, for a row that has no room for the sentence. */
  readonly headline: string;
  /** What the desk or Deskside's own parts said of it: text that is not made safe to show. */
  readonly said?: string;
  readonly remedies: readonly Remedy[];
}

/** Turns a failure into a sentence with a next step. `deskName` is what the user calls the desk. */
export function describeFailure(failure: DeskFailure, nameOfDesk: string): Problem {
  const { t } = vscode.l10n;
  const deskName = shownText(nameOfDesk);
  const host = failure.host ?? t('its address');
  const words = failure.detail ? saidWords(failure.detail, vscode.l10n.bundle) : undefined;
  const detail = words && shownText(words);
  const said = detail ? t('It said: {0}', detail) : '';
  const fate = fateOf(failure);
  const problem = (message: string, ...remedies: Remedy[]): Problem => ({
    message: [message.trim(), fate].filter(Boolean).join(' '),
    headline: headlineOf(failure),
    ...(words ? { said: words } : {}),
    remedies: remediesFor(failure, remedies),
  });
  switch (failure.reason) {
    case 'unauthorized':
      return problem(
        t('{0} refused the sign-in. Check the credentials, and that they belong to this server.', deskName),
        'reconnect',
        'showLog',
      );
    case 'wrongServer':
      return problem(
        t('{0}: the account is not on {1}. Check the server name in the address.', deskName, host),
        'reconnect',
        'checkConnection',
      );
    case 'quotaSpent':
      return problem(
        failure.retryAfterSeconds === undefined
          ? t(
              '{0} has used up its daily request quota. It answers again when the oldest requests are a day old.',
              deskName,
            )
          : t(
              '{0} has used up its daily request quota. Deskside asks it again {1}.',
              deskName,
              clockTime(new Date(Date.now() + failure.retryAfterSeconds * 1000)),
            ),
        'retry',
        'checkConnection',
      );
    case 'notFound':
      return problem(t('{0} does not have this, or it was deleted.', deskName), 'retry', 'showLog');
    case 'unreachable':
      return problem(
        detail
          ? t('Could not reach {0} at {1}: {2}. Check the network and the address.', deskName, host, detail)
          : t('Could not reach {0} at {1}. Check the network and the address.', deskName, host),
        'retry',
        'checkConnection',
      );
    case 'notAHelpDesk':
      return problem(
        detail
          ? t('Could not reach {0}: {1} is not the address of its API. Check the address. {2}', deskName, host, detail)
          : t('Could not reach {0}: {1} is not the address of its API. Check the address.', deskName, host),
        'reconnect',
        'checkConnection',
      );
    case 'unreadable':
      return problem(t('{0} gave an answer that could not be read. {1}', deskName, said), 'retry', 'showLog');
    case 'refused':
      return problem(t('{0} did not accept this. {1}', deskName, said), 'showLog');
    case 'unsupported':
      return problem(t('{0} does not offer this through its API. {1}', deskName, said), 'showLog');
    case 'plainHttp':
      return problem(
        t('{0}: the address starts with http, so the credentials would travel unencrypted. Use https.', deskName),
        'reconnect',
      );
    case 'serverError':
      return problem(
        t('{0} failed on its side (status {1}).', deskName, String(failure.status ?? 500)),
        'retry',
        'showLog',
      );
    case 'badInput':
      return problem(t('{0}: this cannot be sent as it is. {1}', deskName, said), 'reconnect', 'showLog');
    case 'signedOut':
      return problem(
        detail
          ? t(
              '{0} is signed out: VS Code has not kept its secret. Where the system has no keyring, VS Code keeps secrets only until it is closed.',
              deskName,
            )
          : t('{0} is signed out on this machine.', deskName),
        'reconnect',
      );
    case 'noConnector':
      return problem(
        t(
          '{0} is connected by the extension {1}, which is not installed, is not enabled, or did not start.',
          deskName,
          detail ?? '',
        ),
        'showExtension',
        'retry',
      );
    case 'localCopy':
      return problem(
        detail
          ? t('The local copy of {0} cannot be used: {1}.', deskName, detail)
          : t('The local copy of {0} cannot be used.', deskName),
        'retry',
        'showLog',
      );
    case 'cancelled':
      return problem(t('Cancelled.'), 'retry');
    case 'stopped':
      return problem(t('Deskside stopped unexpectedly while it was busy with {0}.', deskName), 'retry', 'showLog');
  }
}

/** What became of a write that did not end well. */
function fateOf({ kept, uncertain }: DeskFailure): string {
  const { t } = vscode.l10n;
  if (kept) return t('What you wrote is kept in the outbox and is sent from there.');
  return uncertain ? t('It may have arrived: look on the desk before sending it again.') : '';
}

/** One click must not make the same thing twice. */
function remediesFor({ kept, uncertain }: DeskFailure, remedies: readonly Remedy[]): readonly Remedy[] {
  if (!kept && !uncertain) return remedies;
  const rest = remedies.filter(remedy => remedy !== 'retry');
  return kept ? ['showOutbox', ...rest] : rest;
}

function headlineOf({ reason }: DeskFailure): string {
  const { t } = vscode.l10n;
  switch (reason) {
    case 'unauthorized':
      return t('Sign-in refused');
    case 'wrongServer':
      return t('Account is on another server');
    case 'quotaSpent':
      return t('Daily request quota used up');
    case 'notFound':
      return t('Not found');
    case 'unreachable':
      return t('Could not be reached');
    case 'notAHelpDesk':
      return t('No help desk at this address');
    case 'unreadable':
      return t('Answer could not be read');
    case 'refused':
      return t('Not accepted');
    case 'unsupported':
      return t('Not offered by this desk');
    case 'plainHttp':
      return t('Address is not encrypted');
    case 'serverError':
      return t('Failed on its side');
    case 'badInput':
      return t('Cannot be sent as it is');
    case 'signedOut':
      return t('Signed out');
    case 'noConnector':
      return t('Its extension is missing');
    case 'localCopy':
      return t('Local copy cannot be used');
    case 'cancelled':
      return t('Cancelled');
    case 'stopped':
      return t('Stopped unexpectedly');
  }
}

/** A remedy's words on a button. */
export function remedyLabel(remedy: Remedy): string {
  switch (remedy) {
    case 'retry':
      return vscode.l10n.t('Try Again');
    case 'reconnect':
      return vscode.l10n.t('Sign In Again');
    case 'checkConnection':
      return vscode.l10n.t('Check Connection');
    case 'showOutbox':
      return vscode.l10n.t('Show Outbox');
    case 'showExtension':
      return vscode.l10n.t('Show Extension');
    case 'showLog':
      return vscode.l10n.t('Show Log');
  }
}

/** The extension that a desk lacks, where it can be installed or enabled. */
export async function showExtension({ detail }: DeskFailure): Promise<void> {
  await vscode.commands.executeCommand('workbench.extensions.search', `@id:${detail ?? ''}`);
}

/** A failure as pages show it: with the first remedy that a page has. */
export function describeOnPage(failure: DeskFailure, deskName: string): PanelProblem {
  const { message, remedies } = describeFailure(failure, deskName);
  for (const remedy of remedies) {
    const action = remedy === 'retry' ? 'refresh' : remedy;
    if (action === 'refresh' || action === 'reconnect' || action === 'showLog')
      return { message, remedy: { label: remedyLabel(remedy), action } };
  }
  return { message };
}

/** A coming moment in the user's language: the time of day, with the day when it is not today. */
function clockTime(at: Date): string {
  const today = at.toDateString() === new Date().toDateString();
  const time = at.toLocaleTimeString(vscode.env.language, { timeStyle: 'short' });
  if (today) return vscode.l10n.t('at {0}', time);
  const day = at.toLocaleDateString(vscode.env.language, { weekday: 'long' });
  return vscode.l10n.t('on {0} at {1}', day, time);
}

/** The line for the log: everything known of a failure, which by contract holds no secret. */
export function logLine(failure: DeskFailure): string {
  const { reason, status, host, detail, code } = failure;
  return [reason, status === undefined ? undefined : `status ${status}`, host, detail, code]
    .filter(Boolean)
    .join(' · ');
}

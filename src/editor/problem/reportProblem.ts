import { homedir, hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import type { DeskConfig } from '../../model/desk.ts';
import { askChecklist, type CheckRow } from '../checklist.ts';
import { checkupDocument, versionsOf } from '../checkup/checkConnection.ts';
import { readDeskSettings } from '../desks/deskSettings.ts';
import type { Desks } from '../desks/desks.ts';
import { describeFailure } from '../failures.ts';
import { schemes } from '../ids.ts';
import { readNetworkSettings } from '../network/networkSettings.ts';
import { withProgress } from '../progress.ts';
import type { ReadOnlyDocuments } from '../readOnlyDocuments.ts';
import { declaredSettings } from '../settings/declared.ts';
import { desksSetting, readSettingProblems } from '../settings/settingProblems.ts';
import { shownText } from '../shownText.ts';
import { issuePage, openIssueForm } from './issueForm.ts';
import { logTail } from './logTail.ts';
import { maskOf } from './masks.ts';
import { asBlock, lowered, type ReportSection, reportText } from './reportText.ts';
import { deskLine, type SetSetting, settingLine } from './settingFacts.ts';

/** What a report is made of. */
export interface ReportParts {
  readonly engine: Engine;
  readonly desks: Desks;
  readonly documents: ReadOnlyDocuments;
  readonly extensionId: string;
  readonly extensionVersion: string;
  /** The extension's own, in the user's language. */
  readonly manifest: unknown;
  /** The folder that VS Code keeps the log in. */
  readonly logFolder: string;
}

/** Lines of the log in a report. */
const lastLines = 200;

/**
 * Gathers what helps to find out what is wrong, without what is secret or private, and shows it as a document. It goes
 * nowhere unless the user copies it, or opens the form that it is put into.
 */
export async function reportProblem(parts: ReportParts): Promise<void> {
  const { t } = vscode.l10n;
  // From the settings: what keeps a desk from being opened may be what is to be reported.
  const { desks } = readDeskSettings();
  const wanted = await askChecklist({
    title: t('Report a Problem'),
    placeholder: () => t('What goes into the report? You see it before anybody else does.'),
    rows: () => rowsOf(desks),
  });
  const text = await withProgress(t('Gathering what helps to find the problem…'), async (signal, tell) => {
    const found: ReportSection[] = [];
    if (wanted.has('versions')) found.push({ heading: t('Versions and surroundings'), lines: surroundings(parts) });
    if (wanted.has('settings')) found.push({ heading: t('Settings'), lines: settingLines(parts, desks) });
    for (const desk of desks) {
      if (!wanted.has(checkOf(desk))) continue;
      tell(shownText(desk.name));
      found.push(await checkup(parts, desk, signal));
    }
    if (wanted.has('log')) found.push({ heading: t('The last lines of the log'), lines: await logLines(parts) });
    const mask = maskOf({
      desks: readDeskSettings().desks,
      formerNames: parts.desks.formerNames,
      folders: (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath),
      home: homedir(),
      user: userName(),
      machine: hostname(),
    });
    return mask(await parts.desks.withoutSecrets(reportText(found, t)));
  });
  // Another one of the same name would be shown as this one at first.
  const stamp = new Date().toISOString().slice(0, 23).replace('T', ' ').replaceAll(':', '.');
  await parts.documents.show(schemes.report, `${t('Problem report')} ${stamp}`, text, { source: 'md' });
  // The command ends here: the document has the button, too.
  void offer(parts, text);
}

/** Copies the report in front. */
export async function copyReport(): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.uri.scheme !== schemes.report) return;
  await copy(document.getText());
}

async function copy(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(vscode.l10n.t('The report was copied'), 5_000);
}

async function offer({ manifest, extensionId }: ReportParts, text: string): Promise<void> {
  const { t } = vscode.l10n;
  const copying = t('Copy Report');
  const opening = t('Open Issue Form');
  const says = t('Nothing was sent. Read the report, then copy it to where you report the problem.');
  const buttons = issuePage(manifest) === undefined ? [copying] : [opening, copying];
  const pressed = await vscode.window.showInformationMessage(says, ...buttons);
  if (pressed === copying) await copy(text);
  if (pressed === opening) await openIssueForm(extensionId, text);
}

function rowsOf(desks: readonly DeskConfig[]): readonly CheckRow<string>[] {
  const { t } = vscode.l10n;
  return [
    { key: 'versions', icon: 'versions', label: t('Versions and surroundings'), picked: true },
    {
      ...{ key: 'settings', icon: 'settings-gear', label: t('Settings'), picked: true },
      description: t('without texts, names, addresses, keys and tokens'),
    },
    {
      ...{ key: 'log', icon: 'output', label: t('The last lines of the log'), picked: true },
      description: t('masked'),
    },
    ...desks.map(desk => ({
      ...{ key: checkOf(desk), icon: 'pulse', label: t('Check-up of {0}', shownText(desk.name)), picked: true },
      description: t('asks each reading action once'),
    })),
  ];
}

function checkOf({ id }: DeskConfig): string {
  return `check/${id}`;
}

async function checkup(parts: ReportParts, desk: DeskConfig, signal: AbortSignal): Promise<ReportSection> {
  const { id, name } = desk;
  const heading = vscode.l10n.t('Check-up of {0}', name);
  if (signal.aborted) return { heading, lines: [vscode.l10n.t('Cancelled.')] };
  const examined = await parts.desks.examine(id, signal);
  if (!examined.ok) return { heading, lines: [describeFailure(examined.failure, name).message] };
  const text = lowered(await checkupDocument(parts, desk, examined.value));
  // It has a title of its own.
  return { heading, lines: [text.replace(/^.*\n+/, '')] };
}

function surroundings({ extensionVersion }: ReportParts): readonly string[] {
  const { t } = vscode.l10n;
  const { env, workspace } = vscode;
  const schemesOpen = [...new Set((workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme))];
  const yes = (is: boolean) => (is ? t('yes') : t('no'));
  return [
    ...versionsOf(extensionVersion),
    [t('Language'), env.language],
    [t('Runs in'), env.uiKind === vscode.UIKind.Web ? t('a browser') : t('a desktop window')],
    [t('Remote'), env.remoteName ?? t('no')],
    [t('Workspace is trusted'), yes(workspace.isTrusted)],
    [t('Folders'), `${workspace.workspaceFolders?.length ?? 0} ${schemesOpen.join(', ')}`.trim()],
  ].map(([name, value]) => `- ${name}: ${value}`);
}

function settingLines({ manifest, desks: opened }: ReportParts, desks: readonly DeskConfig[]): readonly string[] {
  const { t } = vscode.l10n;
  const set = declaredSettings(manifest).flatMap(([name, schema]): SetSetting[] => {
    if (name === desksSetting.setting) return [];
    const found = vscode.workspace.getConfiguration().inspect<unknown>(name);
    return (
      [
        ['user', found?.globalValue],
        ['workspace', schema.scope === 'window' ? found?.workspaceValue : undefined],
      ] as const
    ).flatMap(([place, value]) => (value === undefined ? [] : [{ name, schema, value, place }]));
  });
  const states = desks.map(config => {
    const desk = opened.get(config.id);
    const state = desk?.state === 'failed' ? desk.failure.reason : desk ? t('open') : t('not known');
    return deskLine(desk?.config ?? config, state, t);
  });
  const { problems } = readDeskSettings();
  const { proxy, noProxy, strictSsl, useProxy, useSystemCertificates, caFile } = readNetworkSettings();
  const network = [
    proxy ? 'http.proxy' : '',
    noProxy.length > 0 ? `http.noProxy (${noProxy.length})` : '',
    strictSsl ? '' : 'http.proxyStrictSSL off',
    useProxy ? '' : 'http.proxySupport off',
    useSystemCertificates ? '' : 'http.systemCertificates off',
    caFile ? 'deskside.caFile' : '',
  ].filter(Boolean);
  const wrong = new Set(readSettingProblems(manifest).map(({ setting }) => setting));
  return [
    ...(states.length > 0 ? states : [`- ${t('No desk is connected.')}`]),
    ...(problems.length > 0 ? [`- ${t('Entries of desks that cannot be used: {0}', problems.length)}`] : []),
    `- ${t('Network')}: ${network.join(', ') || t('as VS Code has it')}`,
    ...set.map(each => settingLine(each, t)),
    ...[...wrong].map(setting => `- \`${setting}\`: ${t('something in it has no effect')}`),
  ];
}

async function logLines({ logFolder }: ReportParts): Promise<readonly string[]> {
  const lines = await logTail(join(logFolder, 'Deskside.log'), lastLines);
  return lines.length > 0 ? asBlock(lines) : [vscode.l10n.t('The log is empty.')];
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A user whom the machine does not know by name.
    return '';
  }
}

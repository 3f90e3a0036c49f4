import { usDate } from '../dates.ts';
import { contentPolicy, escapeHtml, page, type Reply } from '../http.ts';
import { type Switches, type SwitchKind, switchKinds } from '../switches.ts';
import type { LoggedRequest } from './requestLog.ts';
import type { Holdings } from './state.ts';

/** What the control page shows. */
export interface Shown {
  readonly switches: Switches;
  readonly holdings: Record<'readydesk' | 'teamsupport', Holdings>;
  readonly requests: readonly LoggedRequest[];
  /** The browser may make changes. */
  readonly open: boolean;
  /** What went wrong with the last change. */
  readonly problem?: string;
}

const names = { readydesk: 'ReadyDesk', teamsupport: 'TeamSupport' } as const;
const shownRequests = 100;

/** The page for people. It needs no script; what customers wrote on it is only text. */
export function controlPage(shown: Shown, status = 200): Reply {
  const { switches, holdings, requests, open, problem } = shown;
  const body = `<main class="control"><h1>Sample desk: control</h1>
${problem ? `<p class="bad" role="alert">${escapeHtml(problem)}</p>` : ''}
<p class="dim">For trying things out and for tests. The same as JSON: <a href="/control/state">/control/state</a>. <a href="/control">Refresh</a></p>
${open ? '' : entrance}${forms(switches, open ? '' : ' disabled')}
<h2>What it holds</h2><div class="side">${(['readydesk', 'teamsupport'] as const).map(system => holds(names[system], holdings[system], switches)).join('')}</div>
<h2>Requests</h2>${requestTable(requests, open)}</main>`;
  return page(status, 'Sample desk: control', body, {
    'content-security-policy': contentPolicy("'self'"),
    // Without a referrer browsers send no origin with a form, and the origin is what forms are told apart by.
    'referrer-policy': 'same-origin',
  });
}

const entrance = `<form method="post" action="/control/unlock"><fieldset><legend>Change something</legend>
<div class="row"><label>Token <input type="password" name="token" autocomplete="off" required></label><button>Open</button></div>
<p class="dim">The sample desk printed it when it started, as <code>control.token</code>.</p></fieldset></form>`;

/** What can be changed; only to be read as long as the browser was not let in. */
function forms(switches: Switches, state: string): string {
  const failure = switches.failNext;
  const number = (name: string, label: string, value: unknown) =>
    `<label>${label} <input name="${name}" inputmode="numeric" value="${escapeHtml(String(value ?? ''))}"></label>`;
  return `<form method="post" action="/control/switches"><fieldset${state}><legend>Switches</legend><div class="fields">
${switchKinds.map(kind => field(kind, switches)).join('\n')}
${number('failCount', 'Fail the next requests', failure?.count)}
${number('failStatus', '… with status', failure?.status)}
${number('failRetryAfter', '… and Retry-After (s)', failure?.retryAfter)}
</div><button>Set</button><button formaction="/control/usual">As at the start</button></fieldset></form>
<form method="post" action="/control/reset"><fieldset${state}><legend>Data</legend>
<label><span><input type="checkbox" name="sure" required> All tickets and records are made anew; what was written is lost.</span></label>
<button>Reset data</button></fieldset></form>`;
}

function field(kind: SwitchKind, switches: Switches): string {
  const value = current(switches, kind);
  const title = escapeHtml(kind.about);
  if (kind.kind === 'flag') {
    return `<label title="${title}">${kind.label} <input type="checkbox" name="${kind.name}"${switches[kind.name] ? ' checked' : ''}></label>`;
  }
  if (kind.kind === 'choice') {
    const choices = [...(kind.optional ? [''] : []), ...(kind.choices ?? [])];
    const options = choices.map(each => `<option${each === value ? ' selected' : ''}>${each}</option>`).join('');
    return `<label title="${title}">${kind.label} <select name="${kind.name}">${options}</select></label>`;
  }
  const mode = kind.kind === 'whole' ? ' inputmode="numeric"' : '';
  return `<label title="${title}">${kind.label} <input name="${kind.name}"${mode} value="${escapeHtml(value)}"></label>`;
}

function current(switches: Switches, { name }: SwitchKind): string {
  return String(switches[name] ?? '');
}

function holds(name: string, { counts, newest }: Holdings, switches: Switches): string {
  const tickets = newest.map(({ number, subject, changed, page: path }) => [
    `<td class="t"><a href="${path}">${number}</a></td>`,
    cell(subject.slice(0, 90), 'w'),
    cell(usDate(changed, false, switches), 't'),
  ]);
  const rows = Object.entries(counts).map(
    ([table, count]) => `${count}&nbsp;${escapeHtml(table.replaceAll('_', ' '))}`,
  );
  return `<section><p><b>${name}</b>: <span class="dim">${rows.join(', ')}</span></p>${table(['Newest', 'Subject', 'Changed'], tickets)}</section>`;
}

function requestTable(requests: readonly LoggedRequest[], open: boolean): string {
  if (requests.length === 0) return '<p class="dim">None so far.</p>';
  const rows = requests.slice(0, shownRequests).map(({ at, method, address, status, ms, bytes }) => {
    const outcome = status === undefined ? '…' : status === 0 ? 'cut off' : String(status);
    return [
      cell(at.slice(11, 19), 't'),
      cell(method),
      cell(address, 'w'),
      cell(outcome, status === 0 || (status ?? 0) >= 400 ? 't bad' : 't'),
      cell(String(ms ?? ''), 'n'),
      cell(String(bytes ?? ''), 'n'),
    ];
  });
  const more =
    requests.length > shownRequests ? `<p class="dim">and ${requests.length - shownRequests} before</p>` : '';
  return `${table(['Time (UTC)', 'Method', 'Address', 'Status', 'ms', 'Bytes'], rows)}${more}${open ? forget : ''}`;
}

const forget = '<form method="post" action="/control/forget"><button>Forget these</button></form>';

function cell(text: string, kind = ''): string {
  return `<td${kind ? ` class="${kind}"` : ''}>${escapeHtml(text)}</td>`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = heads.map(each => `<th${/^(?:ms|Bytes)$/.test(each) ? ' class="n"' : ''}>${each}</th>`).join('');
  return `<table><thead><tr>${head}</tr></thead><tbody>${rows.map(row => `<tr>${row.join('')}</tr>`).join('')}</tbody></table>`;
}

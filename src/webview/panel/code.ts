import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { fileTextId, type PanelCode, type PanelFrame, type PanelLink, type PanelTrace } from '../messages.ts';
import { icon } from './icon.ts';
import { type Drawing, fold, quiet, section, when } from './parts.ts';

/** Frames of a trace, and traces, that are shown at once. */
const framesAtOnce = 6;
const tracesAtOnce = 3;

/** The code that the ticket's texts name, that is linked to it, and that mentions it; nothing where there is none. */
export function code(drawing: Drawing): TemplateResult | typeof nothing {
  const shown = drawing.code;
  if (!shown) return nothing;
  const { traces, links, mentions, elsewhere } = shown;
  if (traces.length === 0 && links.length === 0 && !mentions?.count && elsewhere === 0) return nothing;
  const rest = traces.slice(tracesAtOnce);
  return section(
    'code',
    t('Code'),
    html`${traces.slice(0, tracesAtOnce).map(each => trace(drawing, shown, each))}
    ${
      rest.length > 0
        ? fold(
            t('Show {0} more', drawing.formats.number(rest.length)),
            rest.map(each => trace(drawing, shown, each)),
          )
        : nothing
    }
    ${elsewhere > 0 ? quiet(elsewhereWords(drawing, elsewhere, traces.length > 0)) : nothing}
    ${
      links.length > 0
        ? html`<ul class="code-links" aria-label=${t('Linked code')}>
          ${repeat(
            links,
            one => one.id,
            one => link(drawing, one),
          )}
        </ul>`
        : nothing
    }
    ${mentions && mentions.count > 0 ? mentioned(drawing, mentions) : nothing}`,
    traces.length > 0
      ? html`<vscode-toolbar-button
        icon="list-flat"
        label=${t('Open All Frames')}
        title=${t('Open All Frames')}
        @click=${() => drawing.host.openAllFrames()}
      ></vscode-toolbar-button>`
      : nothing,
  );
}

function elsewhereWords({ formats }: Drawing, count: number, more: boolean): string {
  if (count === 1)
    return more
      ? t('One more place is in no file of this workspace.')
      : t('One place is in no file of this workspace.');
  return more
    ? t('{0} more places are in no file of this workspace.', formats.number(count))
    : t('{0} places are in no file of this workspace.', formats.number(count));
}

function trace(drawing: Drawing, { texts, traces }: PanelCode, one: PanelTrace): TemplateResult {
  const frames = texts.find(({ id }) => id === one.text)?.frames ?? [];
  const rows = one.frames.flatMap(place => {
    const each = frames[place];
    return each ? [frame(drawing, one.text, place, each)] : [];
  });
  const rest = rows.slice(framesAtOnce);
  return html`<div class="code-trace">
    ${traces.length > 1 || one.text.startsWith('file:') ? html`<p class="muted">${whose(drawing, one.text)}</p>` : nothing}
    <ul class="code-places">${rows.slice(0, rest.length > 1 ? framesAtOnce : undefined)}</ul>
    ${
      rest.length > 1
        ? fold(t('Show {0} more', drawing.formats.number(rest.length)), html`<ul class="code-places">${rest}</ul>`)
        : nothing
    }
    ${
      one.foreign > 0
        ? quiet(
            one.foreign === 1
              ? t('One frame is in a library.')
              : t('{0} frames are in libraries.', drawing.formats.number(one.foreign)),
          )
        : nothing
    }
  </div>`;
}

/** Which text names the code. */
function whose(drawing: Drawing, id: string): unknown {
  if (id === 'description') return t('Description');
  const file = drawing.state.details?.attachments.find(each => fileTextId(each) === id);
  if (file) return html`<bdi>${file.name}</bdi>`;
  const entry = drawing.state.details?.history.find(each => `entry:${each.id}` === id);
  if (!entry) return nothing;
  const author = entry.author?.name;
  return html`${author ? html`<bdi>${author}</bdi>` : nothing}${author && entry.at ? ' · ' : nothing}${entry.at ? when(drawing, entry.at) : nothing}`;
}

function frame(drawing: Drawing, text: string, place: number, one: PanelFrame): TemplateResult {
  const { file = '', line, others, call, now } = one;
  return html`<li data-frame=${`${text} ${place}`}>
    ${icon('file-code')}
    <button class="link" type="button" @click=${() => drawing.host.openFrame(text, place)}>${fileName(file, line)}</button>
    ${call ? html`<span class="muted call" dir="ltr">${call}</span>` : nothing}
    ${others > 0 ? html`<span class="muted">${othersWords(drawing, others)}</span>` : nothing}
    <span class="moved" role="status">${now ? html`${icon('info')} ${now}` : nothing}</span>
  </li>`;
}

function othersWords({ formats }: Drawing, count: number): string {
  return count === 1 ? t('or another file') : t('or one of {0} other files', formats.number(count));
}

/** The name first, then the folder: what differs is read first. */
function fileName(path: string, line: number | undefined): TemplateResult {
  const cut = path.lastIndexOf('/') + 1;
  const name = line === undefined ? path.slice(cut) : `${path.slice(cut)}:${line}`;
  const folder = cut > 1 ? html` <span class="folder">${breakable(path.slice(0, cut - 1))}</span>` : nothing;
  return html`<bdi dir="ltr" title=${path}>${name}${folder}</bdi>`;
}

/** Long paths break between their folders. */
function breakable(path: string): unknown {
  const [first, ...rest] = path.split(/(?<=\/)/);
  return [first, ...rest.map(part => html`<wbr />${part}`)];
}

function link(drawing: Drawing, one: PanelLink): TemplateResult {
  const { host } = drawing;
  const { id, own, state, permalink } = one;
  const isHere = state !== 'gone' && state !== 'elsewhere';
  const name = fileName(one.shown ?? one.path, one.shownLine ?? one.startLine);
  const remove = t('Remove Link');
  return html`<li data-link=${id}>
    ${icon(isHere ? 'link' : state === 'gone' ? 'circle-slash' : 'question')}
    ${isHere ? html`<button class="link" type="button" @click=${() => host.openCodeLink(id)}>${name}</button>` : html`<span>${name}</span>`}
    <span>
      ${
        permalink
          ? html`<button class="tool" type="button" aria-label=${t('Open as It Was in Browser')} title=${`${t('Open as It Was in Browser')}\n${permalink}`} @click=${() => host.openLink(permalink)}>${icon('link-external')}</button>`
          : nothing
      }${
        own
          ? html`<button class="tool" type="button" aria-label=${remove} title=${remove} @click=${() => host.removeCodeLink(id)}>${icon('trash')}</button>`
          : nothing
      }
    </span>
    ${one.snippet.trim() ? html`<pre dir="ltr" tabindex="0" role="group" aria-label=${t('Linked code')}>${one.snippet}</pre>` : nothing}
    <span class="muted">${standing(one)}${one.by ? html`&nbsp;· <bdi>${one.by}</bdi>` : nothing}&nbsp;· ${when(drawing, one.at)}${own ? html`&nbsp;· ${t('on this machine only')}` : nothing}</span>
  </li>`;
}

function standing({ state, startLine, shownLine }: PanelLink): string {
  switch (state) {
    case 'same':
      return t('Unchanged');
    case 'moved':
      return shownLine === undefined || shownLine === startLine
        ? t('Moved')
        : t('Moved from line {0} to {1}', startLine, shownLine);
    case 'changed':
      return t('Changed since');
    case 'gone':
      return t('This code is gone');
    case 'elsewhere':
      return t('In a repository that is not open here');
    default:
      return t('Looking where it is…');
  }
}

function mentioned({ host, formats }: Drawing, { count, partial }: NonNullable<PanelCode['mentions']>): TemplateResult {
  const number = formats.number(count);
  const words = partial
    ? t('Mentioned in at least {0} places', number)
    : count === 1
      ? t('Mentioned in one place')
      : t('Mentioned in {0} places', number);
  return html`<p class="code-mentions">
    <button class="link" type="button" @click=${() => host.findReferences()}>${icon('references')}<span>${words}</span></button>
  </p>`;
}

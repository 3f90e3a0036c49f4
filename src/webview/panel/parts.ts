import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type {
  FieldTarget,
  PanelCode,
  PanelField,
  PanelFrame,
  PanelHostApi,
  PanelProblem,
  PanelState,
} from '../messages.ts';
import type { OwnEdits } from './edits.ts';
import type { Formats } from './format.ts';
import { icon } from './icon.ts';
import type { Images } from './images.ts';

/** What the panel's templates draw from. */
export interface Drawing {
  readonly state: PanelState;
  /** What there is of the workspace's code, once it is known. */
  readonly code: PanelCode | undefined;
  /** The frames of a text of the ticket. */
  framesOf(text: string): readonly PanelFrame[] | undefined;
  readonly host: PanelHostApi;
  readonly formats: Formats;
  /** Milliseconds; moves on each minute. */
  readonly now: number;
  readonly images: Images;
  /** What was changed here and is not answered yet. */
  readonly edits: OwnEdits;
  /** Changes a field; it is shown at once. */
  changeField(field: PanelField, value: string | null): void;
  /** Takes back what was not sent. */
  takeBack(id: number): void;
}

/** A date as people say it, with the exact one in the tooltip. `sentence` puts it into words. */
export function when(drawing: Drawing, iso: string, sentence = (relative: string) => relative): TemplateResult {
  const { formats, now } = drawing;
  return html`<time datetime=${iso} title=${formats.exact(iso)}>${sentence(formats.relative(iso, now))}</time>`;
}

/** A failure in the place where it matters, with what can be done about it. */
export function problemBanner(problem: PanelProblem, host: PanelHostApi, aside?: unknown): TemplateResult {
  const { remedy } = problem;
  return html`<div class="banner" role="alert">
    ${icon('warning')}
    <div class="banner-words"><span>${problem.message}</span> ${aside ?? nothing}</div>
    ${
      remedy
        ? html`<vscode-button secondary @click=${() => host[remedy.action]()}>${remedy.label}</vscode-button>`
        : nothing
    }
  </div>`;
}

/** Says that the desk did not answer a part of the ticket; it may still, while it is asked. */
export function missingPart(drawing: Drawing, words: string): TemplateResult {
  if (drawing.state.loading) return quiet(t('Loading…'));
  return html`<p class="missing">
    ${icon('warning')}
    <span>${words} <button class="link" type="button" @click=${() => drawing.host.refresh()}>${t('Try Again')}</button></span>
  </p>`;
}

/** A quiet word where there is nothing. */
export function quiet(words: string): TemplateResult {
  return html`<p class="quiet">${words}</p>`;
}

/** A fact: its name and what it is. What is nothing is left out. */
export type Row = readonly [name: string, value: unknown];

/** Facts under each other. */
export function rows(all: readonly Row[]): TemplateResult {
  return html`<dl class="rows">
    ${repeat(
      all.filter(([, value]) => value),
      ([name], at) => `${name} ${all.findIndex(([other]) => other === name) === at}`,
      ([name, value]) => html`<div><dt>${breakable(name)}</dt><dd dir="auto">${value}</dd></div>`,
    )}
  </dl>`;
}

/** A desk's own names have no blanks: they may break between their words instead of anywhere. */
function breakable(name: string): unknown {
  const [first, ...rest] = name.split(/(?<=\p{Ll})(?=\p{Lu})|(?<=_)/u);
  return [first, ...rest.map(part => html`<wbr />${part}`)];
}

/** Something folded behind its name. */
export function fold(name: unknown, content: unknown, count?: string, look = ''): TemplateResult {
  return html`<details class="fold ${look}">
    <summary>${icon('chevron-right')}<span>${name}${count ? html` <span class="count">${count}</span>` : nothing}</span></summary>
    ${content}
  </details>`;
}

/** A section of the facts under its heading. */
export function section(id: string, title: string, content: unknown, beside: unknown = nothing): TemplateResult {
  return html`<section aria-labelledby=${id}>
    <div class="section-head"><h2 id=${id}>${title}</h2>${beside}</div>
    ${content}
  </section>`;
}

/** Whether a field can be changed here. */
export function canChange({ state }: Drawing, { role, field }: FieldTarget): boolean {
  const { roles = [], fields = [] } = state.abilities.editable ?? {};
  return (role !== undefined && roles.includes(role)) || (field !== undefined && fields.includes(field));
}

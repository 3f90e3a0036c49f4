import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { PanelHostApi, PanelProblem, PanelState } from '../messages.ts';
import type { Formats } from './format.ts';
import { icon } from './icon.ts';
import type { Images } from './images.ts';

/** What the panel's templates draw from. */
export interface Drawing {
  readonly state: PanelState;
  readonly host: PanelHostApi;
  readonly formats: Formats;
  /** Milliseconds; moves on each minute. */
  readonly now: number;
  readonly images: Images;
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

/** Says that the desk did not answer a part of the ticket. */
export function missingPart(drawing: Drawing, words: string): TemplateResult {
  return html`<p class="missing">
    ${icon('warning')}
    <span>${words} <button class="link" type="button" @click=${() => drawing.host.refresh()}>${t('Retry')}</button></span>
  </p>`;
}

/** A quiet word where there is nothing. */
export function quiet(words: string): TemplateResult {
  return html`<p class="quiet">${words}</p>`;
}

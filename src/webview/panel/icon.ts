import { html, type TemplateResult } from 'lit';

/** A codicon as decoration; the words beside it carry the meaning. */
export function icon(name: string, more = ''): TemplateResult {
  return html`<span class="codicon codicon-${name} ${more}" aria-hidden="true"></span>`;
}

import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { Schedule } from '../../model/customer.ts';
import { assetRow } from './customerCard.ts';
import { icon } from './icon.ts';
import { type Drawing, missingPart, section } from './parts.ts';

const scheduleIcons: Record<Schedule['state'], string> = {
  active: 'calendar',
  onHold: 'debug-pause',
  cancelled: 'circle-slash',
  done: 'pass-filled',
  unknown: 'calendar',
};

/** What the ticket is about, where the desk ties things to tickets. */
export function assets(drawing: Drawing): TemplateResult | typeof nothing {
  const { abilities, details, deskName } = drawing.state;
  if (!details || !abilities.ticketAssets) return nothing;
  const missing = details.missing.includes('assets');
  if (!missing && details.assets.length === 0) return nothing;
  return section(
    'assets',
    t('Assets of this ticket'),
    html`${missing ? missingPart(drawing, t('{0} did not answer with the assets.', deskName)) : nothing}
    <ul class="things">${details.assets.map(one => html`<li>${assetRow(drawing, one)}</li>`)}</ul>`,
  );
}

/** Work that is planned for the ticket, where the desk plans. */
export function schedules(drawing: Drawing): TemplateResult | typeof nothing {
  const { abilities, details, deskName } = drawing.state;
  if (!details || !abilities.ticketSchedules) return nothing;
  const missing = details.missing.includes('schedules');
  if (!missing && details.schedules.length === 0) return nothing;
  return section(
    'schedules',
    t('Schedule'),
    html`${missing ? missingPart(drawing, t('{0} did not answer with the schedule.', deskName)) : nothing}
    <ul class="things">${details.schedules.map(one => html`<li>${schedule(drawing, one)}</li>`)}</ul>`,
  );
}

function schedule(drawing: Drawing, one: Schedule): TemplateResult {
  const people = one.technicians.map(each => each.name).join(', ');
  const words = [stateWords(one.state), one.category, people, one.recurs ? t('repeats') : undefined].filter(Boolean);
  return html`<span class="plan ${one.state}">${icon(scheduleIcons[one.state])}<bdi>${one.title}</bdi></span>
    ${one.startsAt ? html`<span class="muted">${span(drawing, one.startsAt, one.endsAt)}</span>` : nothing}
    ${words.length > 0 ? html`<span class="muted">${words.join(' · ')}</span>` : nothing}`;
}

function stateWords(state: Schedule['state']): string | undefined {
  switch (state) {
    case 'onHold':
      return t('on hold');
    case 'cancelled':
      return t('cancelled');
    case 'done':
      return t('done');
    default:
      return undefined;
  }
}

function span(drawing: Drawing, from: string, to: string | undefined): TemplateResult {
  const { formats } = drawing;
  return html`<time datetime=${from} title=${formats.exact(from)}>${formats.appointment(from, to)}</time>`;
}

import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { Asset, CardPart, CustomerProduct, Invoice, LineItem } from '../../model/customer.ts';
import type { Customer } from '../../model/directory.ts';
import type { TicketSummary } from '../../model/ticket.ts';
import type { PanelCard } from '../messages.ts';
import { mailAddress, siteAddress } from './customers.ts';
import { stateIcons } from './header.ts';
import { icon } from './icon.ts';
import { type Drawing, fold, rows, when } from './parts.ts';

/** Rows of a list that are shown before all are wanted. */
const shownRows = 5;

/** What a card draws from besides the panel's own. */
export interface CardDrawing extends Drawing {
  readonly card: PanelCard;
  readonly unfolded: ReadonlySet<CardPart>;
  unfold(part: CardPart): void;
  again(): void;
}

/** Who the customer is, their company, and the lists that the desk has of them. */
export function customerCard(view: CardDrawing): TemplateResult {
  const { card, state } = view;
  const parts = state.abilities.cardParts;
  const own = state.details?.ticket.id;
  // What is in front is not told again.
  const others = card.tickets?.filter(one => one.id !== own);
  const colleagues = card.contacts?.filter(one => one.id !== card.customer.id);
  return html`${identity(view)}
    ${list(view, parts, 'contacts', colleagues, one => contact(view, one))}
    ${list(view, parts, 'tickets', others, one => ticket(view, one))}
    ${list(view, parts, 'products', card.products, one => product(view, one))}
    ${list(view, parts, 'assets', card.assets, one => assetRow(view, one))}
    ${list(view, parts, 'lineItems', card.lineItems, one => lineItem(view, one))}
    ${list(view, parts, 'invoices', card.invoices, one => invoice(view, one))} ${empties(view, { ...card, contacts: colleagues, tickets: others })}`;
}

function identity(view: CardDrawing): TemplateResult {
  const { customer, company } = view.card;
  // A desk whose customers are companies, too, gives a company's card its name.
  const isCompany = company !== undefined && company.name === customer.name;
  const own = company && company.name !== customer.name ? company : undefined;
  const companyName = own?.name ?? (customer.company === customer.name ? undefined : customer.company);
  const other = [...customer.otherFields, ...(company?.otherFields ?? [])].filter(one => one.value.trim() !== '');
  return html`<p class="who">
      ${icon(isCompany ? 'organization' : 'person')}<span><bdi class="name">${customer.name}</bdi>${
        customer.title ? html` <span class="muted">${customer.title}</span>` : nothing
      }</span>
    </p>
    ${rows([
      [t('E-mail'), customer.email && mail(view, customer.email)],
      [t('Phone'), customer.phone],
      [t('Company'), companyName],
      [t('Website'), company?.website && site(view, company.website)],
      [t('Company phone'), company?.phone === customer.phone ? undefined : company?.phone],
      // A hyphen that does not break.
      [
        t('Company e\u2011mail'),
        company?.email && company.email !== customer.email ? mail(view, company.email) : undefined,
      ],
      [t('Address'), company?.address],
    ])}
    ${
      other.length > 0
        ? fold(
            t('Other fields'),
            rows(other.map(one => [one.name, one.value] as const)),
            view.formats.number(other.length),
          )
        : nothing
    }`;
}

function list<T>(
  view: CardDrawing,
  parts: readonly CardPart[],
  part: CardPart,
  all: readonly T[] | undefined,
  row: (one: T) => unknown,
): TemplateResult | typeof nothing {
  if (!parts.includes(part)) return nothing;
  const { card, formats, state } = view;
  const missing = card.missing.find(one => one.part === part);
  if (!missing && (!all || all.length === 0)) return nothing;
  const cut = card.cut.includes(part);
  const count = all?.length ?? 0;
  const whole = view.unfolded.has(part) || count <= shownRows + 1;
  const shown = whole ? (all ?? []) : (all ?? []).slice(0, shownRows);
  const id = `card-${part}`;
  return html`<section class="part" aria-labelledby=${id}>
    <h3 id=${id}>${title(part)} ${count > 0 ? html`<span class="count">${formats.number(count)}${cut ? '+' : nothing}</span>` : nothing}</h3>
    ${
      missing
        ? html`<p class="missing" role="alert">
          ${icon('warning')}
          <span>${missing.message} <button class="link" type="button" @click=${view.again}>${t('Try Again')}</button></span>
        </p>`
        : nothing
    }
    ${
      shown.length > 0
        ? html`<ul>
          ${shown.map(
            (one, at) => html`<li
              tabindex=${whole && at === shownRows && view.unfolded.has(part) ? -1 : nothing}
              data-first-more=${at === shownRows ? part : nothing}
            >${row(one)}</li>`,
          )}
        </ul>`
        : nothing
    }
    ${
      whole
        ? nothing
        : html`<button class="link" type="button" @click=${() => view.unfold(part)}>
          ${cut ? t('Show the first {0}', formats.number(count)) : t('Show all {0}', formats.number(count))}
        </button>`
    }
    ${cut && whole ? html`<p class="quiet">${t('{0} has more than these.', state.deskName)}</p>` : nothing}
  </section>`;
}

/** Lists with nothing in them take one line together. */
function empties(
  view: CardDrawing,
  lists: { readonly [part in CardPart]?: readonly unknown[] | undefined },
): TemplateResult | typeof nothing {
  const { card, state } = view;
  const empty = state.abilities.cardParts.filter(
    part => lists[part]?.length === 0 && !card.missing.some(one => one.part === part),
  );
  if (empty.length === 0) return nothing;
  const words = empty.map(title);
  return html`<p class="quiet none">${t('None: {0}', words.join(', '))}</p>`;
}

function title(part: CardPart): string {
  switch (part) {
    case 'contacts':
      return t('Contacts');
    case 'tickets':
      return t('Other tickets');
    case 'products':
      return t('Products');
    case 'assets':
      return t('Assets');
    case 'lineItems':
      return t('Billing line items');
    case 'invoices':
      return t('Invoices');
  }
}

function contact(view: CardDrawing, one: Customer): TemplateResult {
  return html`<bdi>${one.name}</bdi>${one.email ? html` <span class="line">${mail(view, one.email)}</span>` : nothing}`;
}

function ticket(view: CardDrawing, one: TicketSummary): TemplateResult {
  const at = one.changedAt ?? one.openedAt;
  return html`<span class="ticket">
    <span class=${`state ${one.state}`} title=${one.status}>${icon(stateIcons[one.state])}<span class="hidden">${one.status}</span></span>
    <button class="link" type="button" @click=${() => view.host.openTicket(one.id, one.number, one.subject)}>
      <span>#${one.number} <bdi>${one.subject}</bdi></span>
    </button>
    ${at ? html`<span class="muted">${when(view, at)}</span>` : nothing}
  </span>`;
}

function product(view: CardDrawing, one: CustomerProduct): TemplateResult {
  const { supportEndsAt: end } = one;
  const over = end !== undefined && Date.parse(end) < view.now;
  return html`<bdi>${one.name}</bdi>
    <span class="muted">${[one.version, one.versionStatus].filter(Boolean).join(' · ')}</span>
    ${
      end === undefined
        ? nothing
        : html`<span class=${over ? 'over' : 'muted'}>
          ${over ? icon('warning') : nothing}<time datetime=${end}>${
            over ? t('Support ended {0}', view.formats.day(end)) : t('Support until {0}', view.formats.day(end))
          }</time>
        </span>`
    }`;
}

/** An asset with its fields behind its name. */
export function assetRow(drawing: Drawing, one: Asset): TemplateResult {
  const fields = one.otherFields.filter(field => field.value.trim() !== '');
  const added = one.addedAt
    ? html`<span class="muted">${when(drawing, one.addedAt, relative => t('added {0}', relative))}</span>`
    : nothing;
  if (fields.length === 0) return html`<bdi>${one.name}</bdi> ${added}`;
  return html`${fold(html`<bdi>${one.name}</bdi>`, rows(fields.map(field => [field.name, field.value] as const)), undefined, 'plain')}
    ${added}`;
}

function lineItem(view: CardDrawing, one: LineItem): TemplateResult {
  const amount = [one.minutes === undefined ? undefined : view.formats.duration(one.minutes), one.cost];
  const about = [one.ticketNumber && `#${one.ticketNumber}`, one.by?.name, one.category].filter(Boolean).join(' · ');
  return html`<span class="bill"><bdi>${one.title}</bdi> <span class="amount">${amount.filter(Boolean).join(' · ')}</span></span>
    <span class="muted">${about}${about && one.at ? ' · ' : nothing}${one.at ? when(view, one.at) : nothing}</span>`;
}

function invoice(view: CardDrawing, one: Invoice): TemplateResult {
  const way = [one.from, one.to].filter(Boolean).join(' → ');
  const rest = [one.status, way].filter(Boolean).join(' · ');
  return html`<span class="bill"><span>${t('Invoice {0}', one.id)}</span> <span class="amount">${one.total ?? nothing}</span></span>
    <span class="muted">${rest}${rest && one.at ? ' · ' : nothing}${one.at ? when(view, one.at) : nothing}</span>`;
}

function mail(view: CardDrawing, email: string): unknown {
  const at = email.lastIndexOf('@') + 1;
  return link(view, html`${email.slice(0, at)}<wbr />${email.slice(at)}`, mailAddress(email));
}

function site(view: CardDrawing, website: string): unknown {
  return link(view, website, siteAddress(website));
}

/** The words as the desk has them; a link where they are a plain address. */
function link({ host }: Drawing, words: unknown, address: string | undefined): unknown {
  if (!address) return words;
  const follow = (event: Event) => {
    // The editor's own handling of links must not see it: the host checks the address first.
    event.preventDefault();
    event.stopPropagation();
    void host.openLink(address);
  };
  return html`<a href=${address} title=${address} @click=${follow} @auxclick=${follow}>${words}</a>`;
}

import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { choicesNow, type NewTicketValues } from '../../model/newTicket.ts';
import { type CustomersFound, type FormCustomer, type FormField, valueLimit } from '../createMessages.ts';
import { icon } from '../panel/icon.ts';

/** One field of the form, and what it does. */
export interface Row {
  readonly field: FormField;
  readonly fields: readonly FormField[];
  readonly values: NewTicketValues;
  readonly required: boolean;
  readonly disabled: boolean;
  readonly problem?: string;
  readonly customer?: {
    readonly chosen: FormCustomer | undefined;
    find(text: string): Promise<CustomersFound>;
    choose(customer: FormCustomer | undefined): void;
  };
  change(value: string): void;
  /** The user has been there. */
  left(): void;
}

/** The field under its name, with what is wrong with it. `first` gets the focus. */
export function fieldRow(row: Row, first: boolean): TemplateResult {
  const { field, problem, required } = row;
  const id = `field-${field.name}`;
  const wide = field.type === 'longText' || field.role === 'subject' || field.role === 'customer';
  return html`<div
    class="field ${wide ? 'wide' : ''} ${problem === undefined ? '' : 'wrong'}"
    data-field=${field.name}
    ?data-first=${first}
    @focusout=${row.left}
  >
    <label for=${id}>${field.label}${required ? html` <span class="needed">${t('required')}</span>` : nothing}</label>
    ${control(row, id)}
    ${problem === undefined ? nothing : html`<p class="problem" id="${id}-problem">${icon('error')}<span>${problem}</span></p>`}
  </div>`;
}

function control(row: Row, id: string): TemplateResult {
  const { field, fields, values, required, disabled, problem, customer } = row;
  const value = values[field.name] ?? '';
  const [invalid, about] = [problem !== undefined, problem === undefined ? nothing : `${id}-problem`];
  const typed = (event: Event) => row.change((event.target as HTMLInputElement).value);
  if (customer) {
    return html`<deskside-customer-pick
      .inputId=${id}
      .chosen=${customer.chosen}
      .find=${customer.find}
      .choose=${customer.choose}
      .required=${required}
      .disabled=${disabled}
      .problemId=${problem === undefined ? undefined : `${id}-problem`}
    ></deskside-customer-pick>`;
  }
  if (field.type === 'choice' || field.type === 'flag') {
    const choices =
      field.type === 'flag'
        ? [
            { id: 'true', name: t('Yes') },
            { id: 'false', name: t('No') },
          ]
        : choicesNow(field, fields, values);
    return html`<select id=${id} .value=${value} ?disabled=${disabled || choices.length === 0} aria-required=${required} aria-invalid=${invalid} aria-describedby=${about} @change=${typed}>
      <option value="" ?selected=${!value}>${choices.length > 0 ? t('Left to the desk') : (field.needs ?? t('Left to the desk'))}</option>
      ${choices.map(
        each =>
          html`<option value=${each.id} ?selected=${each.id === value}>${'closed' in each && each.closed ? t('{0} (closes the ticket)', each.name) : each.name}</option>`,
      )}
    </select>`;
  }
  if (field.type === 'longText') {
    return html`<textarea id=${id} rows="8" dir="auto" maxlength=${valueLimit} .value=${value} ?readonly=${disabled} aria-required=${required} aria-invalid=${invalid} aria-describedby=${about} @input=${typed}></textarea>`;
  }
  return html`<input
    id=${id}
    type="text"
    dir="auto"
    autocomplete="off"
    inputmode=${field.type === 'number' ? 'decimal' : field.type === 'integer' ? 'numeric' : 'text'}
    placeholder=${field.example ?? nothing}
    .value=${value}
    ?readonly=${disabled}
    aria-required=${required}
    aria-invalid=${invalid}
    aria-describedby=${about}
    @input=${typed}
  />`;
}

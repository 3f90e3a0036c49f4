import * as vscode from 'vscode';
import type { Choice } from '../../model/directory.ts';
import { choicesNow, draftOf, type NewTicketValues } from '../../model/newTicket.ts';
import type { FormField } from '../../webview/createMessages.ts';
import type { ReadyDesk } from '../desks/desks.ts';
import { shownText } from '../shownText.ts';
import { checkForm, enteredForm, formFields } from '../writing/formFields.ts';
import { startValues, templateValue } from '../writing/formStart.ts';
import { templateOf } from '../writing/templates.ts';
import type { AssistantParts } from './assistantParts.ts';
import { allowedByUser } from './assistantSettings.ts';
import { fenced } from './fence.ts';
import { oneDesk } from './findTicket.ts';
import { placeholderIn } from './hiddenNames.ts';
import { failureOfTool } from './toolFailure.ts';
import { readInput, toolInputs } from './toolInputs.ts';
import { ToolProblem } from './toolProblem.ts';
import type { PlanTool } from './writeTools.ts';

/** Choices and customers that are named where one has to be chosen. */
const mostNamed = 40;
const customersLooked = 50;

/** A new ticket: what the model says, and where it says nothing what the user's template of the desk says. */
export const planTicket: PlanTool = async (parts, input, signal) => {
  const { t } = vscode.l10n;
  const wanted = readInput(toolInputs.create, withNames(parts, input));
  const desk = await oneDesk(parts, wanted.desk);
  const { id: deskId, name } = desk.config;
  const known = await parts.engine.newTicketFields(deskId, signal);
  if (!known.ok) throw failureOfTool(known.failure, desk);
  const fields = formFields(known.value);
  const template = templateOf(deskId, name);
  const { subject, description = '', fields: named = {} } = wanted;
  // What is said here goes before the template, by whatever name either calls a field.
  const said = Object.fromEntries(
    fields.flatMap(field => {
      const value = templateValue(field, named) ?? templateValue(field, template);
      return value === undefined ? [] : [[field.name, value]];
    }),
  );
  const { values: chosen } = startValues(fields, said, {});
  const whom = fields.find(({ role }) => role === 'customer');
  const customer = await customerOf(
    parts,
    desk,
    wanted.customer ?? (whom && (templateValue(whom, named) ?? templateValue(whom, template))),
    signal,
  );
  const place = (role: FormField['role'], value: string | undefined) => {
    const field = fields.find(each => each.role === role);
    return field && value ? { [field.name]: value } : {};
  };
  const values: NewTicketValues = {
    ...chosen,
    ...place('subject', subject),
    ...place('description', description),
    ...place('customer', customer?.id),
  };
  const wrong = [
    ...unknownNames(fields, named),
    ...unknownChoices(fields, named, values),
    ...missing(fields, values, desk),
  ];
  if (wrong.length > 0) throw new ToolProblem(`The ticket cannot be made like this.\n${fenced(wrong.join('\n'))}`);
  const entered = enteredForm(fields, values);
  const draft = draftOf(fields, entered);
  const rows = fields.flatMap(field => {
    const value = entered[field.name];
    if (!value || field.role === 'subject' || field.role === 'description') return [];
    const shown = field.role === 'customer' ? customer?.name : choiceOf(field, value)?.name;
    return [[field.label, shown ?? (field.type === 'date' ? dayAndTime(value) : value)] as const];
  });
  return {
    desk,
    title: t('Create this ticket on {0}?', shownText(name)),
    rows: [[t('Subject'), draft.subject], ...rows],
    text: draft.description,
    button: t('Create Ticket'),
    doing: t('Creating a ticket on {0}', shownText(name)),
    write: ending => parts.engine.createTicket(deskId, draft, ending),
    done: ({ id, number = id }) => `Ticket #${number} is created on ${JSON.stringify(name)}.`,
  };
};

/** What the model says, with names in the place of the words that it has for them. */
function withNames({ hidden }: AssistantParts, input: unknown): unknown {
  const text = hidden.reveal(JSON.stringify(input) ?? 'null', undefined, name => JSON.stringify(name).slice(1, -1));
  const left = placeholderIn(text);
  if (left) throw new ToolProblem(`${left} stands for no name. Read the ticket first, or write without it.`);
  return JSON.parse(text);
}

/** The one customer of a name. */
async function customerOf(
  { engine }: AssistantParts,
  desk: ReadyDesk,
  name: string | undefined,
  signal: AbortSignal,
): Promise<{ readonly id: string; readonly name: string } | undefined> {
  if (!name) return undefined;
  const found = await engine.customers(desk.config.id, name, customersLooked, signal);
  if (!found.ok) throw failureOfTool(found.failure, desk);
  const wanted = name.toLowerCase();
  const same = found.value.filter(each => each.id === name || each.name.toLowerCase() === wanted);
  const fitting = same.length > 0 ? same : found.value;
  const [only, ...others] = fitting;
  if (only && others.length === 0) return only;
  if (!only) throw new ToolProblem('The desk knows no such customer. Ask the user for the whole name.');
  // A list of customers is customers' data.
  if (!allowedByUser().customerData)
    throw new ToolProblem(`${fitting.length} customers are called so. Ask the user for the whole name.`);
  const names = fitting.slice(0, mostNamed).map(each => [each.name, each.company, each.id].filter(Boolean).join(', '));
  throw new ToolProblem(`Several customers are called so; name one of them, or its id.\n${fenced(names.join('\n'))}`);
}

function unknownNames(fields: readonly FormField[], named: Readonly<Record<string, string>>): string[] {
  const known = new Set(fields.flatMap(field => namesOf(field)));
  const strange = Object.keys(named).filter(name => !known.has(name.toLowerCase()));
  if (strange.length === 0) return [];
  const there = fields.filter(({ role }) => role !== 'subject' && role !== 'description').map(({ label }) => label);
  return [`There is no field ${strange.join(', ')}. There are: ${there.join(', ')}.`];
}

function unknownChoices(
  fields: readonly FormField[],
  named: Readonly<Record<string, string>>,
  values: NewTicketValues,
): string[] {
  return fields.flatMap(field => {
    const said = templateValue(field, named);
    if (said === undefined || field.type !== 'choice' || field.role === 'customer') return [];
    return values[field.name] === undefined
      ? [`${field.label} cannot be ${JSON.stringify(said)}. ${choiceWords(field, fields, values)}`]
      : [];
  });
}

function missing(fields: readonly FormField[], values: NewTicketValues, { capabilities }: ReadyDesk): string[] {
  const wrong = checkForm(fields, values, capabilities.customerRequired);
  return fields.flatMap(field => {
    const problem = wrong[field.name];
    return problem === undefined ? [] : [`${field.label}: ${problem} ${choiceWords(field, fields, values)}`.trim()];
  });
}

function choiceWords(field: FormField, fields: readonly FormField[], values: NewTicketValues): string {
  const choices = choicesNow(field, fields, values);
  if (choices.length === 0) return field.needs ?? '';
  const names = choices.slice(0, mostNamed).map(({ name }) => name);
  return `It can be: ${names.join(', ')}${choices.length > mostNamed ? ', …' : ''}.`;
}

function choiceOf(field: FormField, id: string): Choice | undefined {
  return field.choices?.find(each => each.id === id);
}

function dayAndTime(iso: string): string {
  return new Date(iso).toLocaleString(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' });
}

function namesOf({ role, name, label }: FormField): string[] {
  return [...(role === 'custom' ? [] : [role]), name, label].map(each => each.toLowerCase());
}

import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import { isUnencrypted, withScheme } from '../../model/address.ts';
import type { DeskConfig, SystemInfo } from '../../model/desk.ts';
import type { Technician } from '../../model/directory.ts';
import type { FailureReason } from '../../model/errors.ts';
import { extensionOf } from '../../model/guest.ts';
import { CommandFailed } from '../commandRunner.ts';
import { describeFailure } from '../failures.ts';
import { views } from '../ids.ts';
import { askChoice, askText, type FlowPlace, runSteps } from '../input.ts';
import { withProgress } from '../progress.ts';
import type { Desks } from './desks.ts';
import { chooseReadyDesk } from './manageDesks.ts';
import { sampleConfigs, sampleTechnician } from './sampleDesk.ts';

/** Answers so far; Back may change any of them. */
interface Answers {
  system?: SystemInfo | 'sample';
  address: string;
  allowPlainHttp: boolean;
  organizationId: string;
  secret: string;
  /** Absent until the desk was asked. */
  technicians: readonly Technician[] | undefined;
  technician: Technician | undefined;
}

/** What was entered when a connection was given up, for the next try; never a secret. */
let givenUp: (Pick<Answers, 'address' | 'organizationId'> & { readonly system: string }) | undefined;

/** Failures that another secret does not mend. */
const addressReasons: ReadonlySet<FailureReason> = new Set(['wrongServer', 'notAHelpDesk', 'plainHttp', 'badInput']);
/** Where the secret stands among the questions, after system, address and organization. */
const secretStep = 3;

/**
 * Asks for what a desk needs, tries it live before anything is kept, and connects it. With `existing` it signs that
 * desk in again, all answers but the secret filled in: it starts at the secret, or at the address when `why` the desk
 * could not be asked lies there.
 */
export async function connectDesk(
  engine: Engine,
  desks: Desks,
  existing?: DeskConfig,
  why?: FailureReason,
): Promise<void> {
  const { t } = vscode.l10n;
  const systems = await engine.systems();
  const known = systems.find(info => info.system === existing?.system);
  if (existing && !known) {
    const failure = { reason: 'noConnector', detail: extensionOf(existing.system) } as const;
    throw new CommandFailed(failure, existing.name, existing.id);
  }
  const answers: Answers = {
    ...(known ? { system: known } : {}),
    address: existing?.address ?? '',
    allowPlainHttp: existing?.allowPlainHttp ?? false,
    organizationId: existing?.organizationId ?? '',
    secret: '',
    technicians: undefined,
    technician: undefined,
  };
  const chosen = (): SystemInfo | undefined => (typeof answers.system === 'object' ? answers.system : undefined);
  const config = (): DeskConfig => ({
    ...(answers.technicians?.length ? nobodyOn(existing) : existing),
    id: existing?.id ?? `${idPart(chosen()?.system ?? '')}-${randomUUID().slice(0, 8)}`,
    name: existing?.name ?? deskName(desks, chosen()?.label ?? '', answers.address),
    system: chosen()?.system ?? '',
    address: withScheme(answers.address.trim()),
    ...(chosen()?.asksOrganizationId ? { organizationId: answers.organizationId } : {}),
    // Allowed for the address that it was asked about, not for the one before.
    ...(answers.allowPlainHttp || existing?.allowPlainHttp ? { allowPlainHttp: answers.allowPlainHttp } : {}),
    ...(answers.technician ? { technicianId: answers.technician.id, technicianName: answers.technician.name } : {}),
  });
  const notReal = () => !chosen();
  const remember = () => {
    if (existing) return;
    givenUp = { system: chosen()?.system ?? '', address: answers.address, organizationId: answers.organizationId };
  };

  const title = existing ? t('Sign In to {0}', existing.name) : t('Connect a Help Desk');
  const atAddress = why !== undefined && addressReasons.has(why);
  const steps = [
    {
      skip: () => existing !== undefined,
      ask: async place => {
        answers.system = await askChoice<SystemInfo | 'sample'>(place, {
          placeholder: t('Which system is it?'),
          items: [
            ...systems.map(info => ({ label: info.label, description: aboutSystem(info), value: info })),
            {
              label: t('Sample desk'),
              description: t('believable data on this machine, no account needed'),
              value: 'sample' as const,
            },
          ],
        });
        if (givenUp?.system === chosen()?.system) Object.assign(answers, { ...givenUp, system: answers.system });
        if (!answers.address) answers.address = chosen()?.addressDefault ?? '';
      },
    },
    {
      skip: notReal,
      ask: async place => {
        answers.address = await askText(place, {
          prompt: t('Address of {0}', chosen()?.label ?? ''),
          placeholder: t('For example {0}', chosen()?.addressExample ?? ''),
          value: answers.address,
          check: checkAddress,
          accept: async value => {
            const unencrypted = isUnencrypted(new URL(withScheme(value.trim())));
            answers.allowPlainHttp = unencrypted && (await allowsPlainHttp(value));
            return unencrypted && !answers.allowPlainHttp ? t('Change http to https to go on.') : undefined;
          },
          typed: value => {
            answers.address = value;
            remember();
          },
        });
      },
    },
    {
      skip: () => !chosen()?.asksOrganizationId,
      ask: async place => {
        answers.organizationId = await askText(place, {
          prompt: t('Organization ID (in {0}: Admin > My Company)', chosen()?.label ?? ''),
          value: answers.organizationId,
          check: value => (/^\d+$/.test(value.trim()) ? undefined : t('The organization ID is a number.')),
          typed: value => {
            answers.organizationId = value;
            remember();
          },
        });
        answers.organizationId = answers.organizationId.trim();
      },
    },
    {
      skip: notReal,
      ask: async place => {
        const info = chosen();
        answers.secret = await askText(place, {
          prompt: info ? secretPrompt(info) : '',
          password: true,
          check: value => (value.trim() ? undefined : t('Paste it here.')),
          accept: async (value, signal) => {
            const result = await engine.check(config(), value.trim(), signal);
            if (!result.ok) return describeFailure(result.failure, info?.label ?? '').message;
            answers.address = result.value.address;
            answers.technicians = result.value.technicians.filter(each => each.active);
            return undefined;
          },
        });
        answers.secret = answers.secret.trim();
      },
    },
    {
      // Counted among the steps to come until the desk has said that it knows nobody.
      skip: () => notReal() || answers.technicians?.length === 0,
      ask: async place => {
        answers.technician = await askWho(place, answers.technicians ?? [], existing?.technicianId);
      },
    },
  ] satisfies Parameters<typeof runSteps>[1];
  await runSteps(title, steps, { startAt: existing && !atAddress ? secretStep : 0 });

  if (answers.system === 'sample') await connectSampleDesk(desks);
  else await desks.add(config(), answers.secret);
  givenUp = undefined;
}

/** An address of the system, and who else than Deskside connects it. */
function aboutSystem({ addressExample, extension }: SystemInfo): string {
  return extension ? vscode.l10n.t('{0}, by the extension {1}', addressExample, extension) : addressExample;
}

function secretPrompt({ secretKind, label, secretPath, extension }: SystemInfo): string {
  const { t } = vscode.l10n;
  const asked =
    secretKind === 'key'
      ? t('API key (in {0}: {1}).', label, secretPath)
      : t('API token (in {0}: {1}).', label, secretPath);
  const kept = extension
    ? t('It is kept in the secret storage, and handed to the extension {0} alone.', extension)
    : t('It is kept in the secret storage only.');
  return `${asked} ${kept}`;
}

/** A system's name as a part of an id. */
function idPart(system: string): string {
  return system.replaceAll(/[^\w-]+/g, '-').slice(-50);
}

/** Asks who the user is on a desk that is connected, and nothing else. */
export async function chooseTechnician(engine: Engine, desks: Desks, deskId?: string): Promise<void> {
  const { t } = vscode.l10n;
  const title = t('Say Who You Are');
  const { config } = await chooseReadyDesk(desks, title, deskId);
  const people = await withProgress(t('Asking {0} for its technicians…', config.name), signal =>
    engine.technicians(config.id, signal),
  );
  if (!people.ok) throw new CommandFailed(people.failure, config.name, config.id);
  const place = { title: `${title} · ${config.name}`, canGoBack: false };
  const active = people.value.filter(each => each.active);
  await desks.setTechnician(config.id, await askWho(place, active, config.technicianId));
}

function askWho(place: FlowPlace, technicians: readonly Technician[], now: string | undefined) {
  const { t } = vscode.l10n;
  const byName = technicians.toSorted((a, b) => a.name.localeCompare(b.name, vscode.env.language));
  return askChoice<Technician | undefined>(place, {
    placeholder: t('Who are you? Your tickets and your time go by this.'),
    items: [
      ...byName.map(each => ({ label: each.name, description: each.email ?? each.id, value: each })),
      { label: t('I am not in this list'), description: t('without My Tickets'), value: undefined },
    ],
    activeValue: technicians.find(each => each.id === now),
  });
}

/** Connects both sides of the sample desk, as the technician who has the most to do there. */
export async function connectSampleDesk(desks: Desks): Promise<void> {
  await vscode.window.withProgress({ location: { viewId: views.tickets } }, async () => {
    for (const fresh of sampleConfigs()) {
      const name = desks.get(fresh.id)?.config.name ?? fresh.name;
      await desks.addSample({ ...fresh, name }, sampleTechnician);
    }
  });
}

function nobodyOn(desk: DeskConfig | undefined): Partial<DeskConfig> {
  const { technicianId: _id, technicianName: _name, ...rest } = desk ?? {};
  return rest;
}

function checkAddress(value: string): string | { warning: string } | undefined {
  const { t } = vscode.l10n;
  const typed = value.trim();
  if (!typed) return t('Enter the address of the help desk.');
  if (!URL.canParse(withScheme(typed))) return t('This is not an address.');
  const url = new URL(withScheme(typed));
  if (!['https:', 'http:'].includes(url.protocol)) return t('The address starts with https.');
  if (url.username || url.password) return t('Leave the sign-in out of the address; it is asked for next.');
  return isUnencrypted(url)
    ? { warning: t('This address is not encrypted: the credentials could be read on the way.') }
    : undefined;
}

async function allowsPlainHttp(address: string): Promise<boolean> {
  const { t } = vscode.l10n;
  const connect = t('Connect Unencrypted');
  const answer = await vscode.window.showWarningMessage(
    t('{0} is not encrypted.', new URL(withScheme(address)).host),
    {
      modal: true,
      detail: t('Anyone on the way could read the credentials and the tickets. Use https if the server offers it.'),
    },
    connect,
  );
  return answer === connect;
}

/** A name that no other desk has: the system's, with the host when that is taken. */
function deskName(desks: Desks, label: string, address: string): string {
  const taken = new Set(desks.known.map(desk => desk.config.name));
  const candidates = [label, `${label} (${new URL(withScheme(address)).host})`];
  for (let n = 2; ; n++) {
    const free = candidates.find(name => !taken.has(name));
    if (free) return free;
    candidates.push(`${label} ${n}`);
  }
}

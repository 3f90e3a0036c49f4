import type { FailureReason } from '../../model/errors.ts';
import type { ActionFacts, DeskFacts, Examination, NetworkFacts } from '../../model/examination.ts';
import { asCode, asMarkdown } from '../markdownText.ts';
import { type CheckupWords, dateTime, daysUntil, whyOf } from './words.ts';

/** One thing that is wrong or worth knowing, and what helps. Both are Markdown of one line. */
export interface Finding {
  readonly weight: 'error' | 'warning' | 'note';
  readonly says: string;
  readonly remedy?: string;
}

/** Days before its end from which on a certificate is warned of. */
const certificateDays = 30;
/** Seconds by which two clocks may differ before lists of recent changes can miss something. */
const skewLimit = 120;
/** The part of a daily quota after which it is warned of. */
const quotaPart = 0.8;
/** Failures that are about the desk as a whole, whichever action met them. */
const unreachedReasons: ReadonlySet<FailureReason> = new Set([
  'unreachable',
  'notAHelpDesk',
  'wrongServer',
  'plainHttp',
]);
/** Names of actions said in one finding. */
const namesSaid = 6;

/** What a check-up found, worst first. Nothing when all is well. */
export function findingsOf(examination: Examination, words: CheckupWords): Finding[] {
  const { network, desk, failure } = examination;
  const found = [
    ...(failure ? [unreached(examination, words)] : []),
    ...networkFindings(network, words),
    ...(desk ? deskFindings(desk, words) : []),
    ...(desk ? actionFindings(desk, words) : []),
  ];
  const order = { error: 0, warning: 1, note: 2 };
  return found.toSorted((a, b) => order[a.weight] - order[b.weight]);
}

function unreached({ failure, network }: Examination, words: CheckupWords): Finding {
  const { t } = words;
  const says = asMarkdown(failure ? words.describe(failure).message : '');
  if (failure?.reason === 'unauthorized' || failure?.reason === 'signedOut')
    return { weight: 'error', says, remedy: signIn(words) };
  if (failure?.reason === 'unreachable' && network.proxy)
    return { weight: 'error', says, remedy: t('Try without the proxy: add the host to the setting `http.noProxy`.') };
  return { weight: 'error', says };
}

function networkFindings(network: NetworkFacts, words: CheckupWords): Finding[] {
  const { t } = words;
  const found: Finding[] = [];
  if (network.dns?.failure) {
    found.push({
      weight: 'error',
      says: t('The name {0} is not known on this network.', asCode(network.host)),
      remedy: t('Check the spelling of the address; a VPN may have to be on.'),
    });
  }
  if (!network.encrypted && !network.loopback) {
    found.push({
      weight: 'warning',
      says: t('The address is not encrypted: credentials and tickets can be read on the way.'),
      remedy: t('Use https if the server offers it: *Sign In Again…* asks for the address.'),
    });
  }
  if (network.proxy?.failure) {
    found.push({
      weight: 'error',
      says: t(
        'The proxy {0} cannot be used: {1}',
        asCode(network.proxy.address),
        asMarkdown(whyOf(network.proxy.failure, words)),
      ),
      remedy:
        network.proxy.from === 'settings'
          ? t('Check the settings `http.proxy` and `http.proxyAuthorization`, or name the host in `http.noProxy`.')
          : t('Check the environment variables `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`.'),
    });
  }
  const authorities = network.extraAuthorities;
  if (authorities?.failure) {
    found.push({
      weight: 'error',
      says: t(
        'The file of certificate authorities {0} cannot be used: {1}',
        asCode(authorities.file),
        asMarkdown(whyOf(authorities.failure, words)),
      ),
      remedy: t('Correct the setting `deskside.caFile`: it names a file in PEM form.'),
    });
  }
  return [...found, ...certificateFindings(network, words)];
}

function certificateFindings({ tls }: NetworkFacts, words: CheckupWords): Finding[] {
  const { t, now, locale } = words;
  if (!tls) return [];
  const found: Finding[] = [];
  const dated = tls.chain.map(each => ({ ...each, days: daysUntil(each.validTo, now) }));
  for (const { subject, validTo, validFrom, days } of dated) {
    const name = asCode(subject);
    const said = t('Tell whoever runs the server: it needs a new certificate.');
    if (days < 0) {
      const says = t('The certificate of {0} ended on {1}.', name, dateTime(validTo, locale));
      found.push({ weight: 'error', says, remedy: said });
    } else if (days < certificateDays) {
      const says =
        days <= 1
          ? t('The certificate of {0} ends on {1}.', name, dateTime(validTo, locale))
          : t('The certificate of {0} ends in {1} days, on {2}.', name, days, dateTime(validTo, locale));
      found.push({ weight: 'warning', says, remedy: said });
    }
    if (Date.parse(validFrom) > now.getTime()) {
      const says = t('The certificate of {0} holds only from {1} on.', name, dateTime(validFrom, locale));
      found.push({ weight: 'error', says, remedy: t('Check the date of this machine.') });
    }
  }
  if (tls.unchecked) {
    found.push({
      weight: 'warning',
      says: tls.trusted
        ? t('Certificates are not checked, although that of this desk would be trusted.')
        : t('Certificates are not checked: another server could pass for this one.'),
      remedy: t('Turn `http.proxyStrictSSL` on; the setting `deskside.caFile` brings your own authorities.'),
    });
  } else if (!tls.trusted && !dated.some(each => each.days < 0)) {
    const selfSigned = tls.chain.length === 1 && tls.chain[0]?.subject === tls.chain[0]?.issuer;
    const why = tls.failure?.detail ? asMarkdown(whyOf(tls.failure, words)) : '';
    found.push({
      weight: 'error',
      says: [
        selfSigned
          ? t('The server signed its certificate itself, so this machine does not trust it.')
          : t('This machine does not trust the certificate of the server.'),
        why,
      ]
        .filter(Boolean)
        .join(' '),
      remedy: t(
        'Ask whoever runs the server for the certificate of its authority as a PEM file, and name it in the setting `deskside.caFile`.',
      ),
    });
  }
  return found;
}

function deskFindings(desk: DeskFacts, words: CheckupWords): Finding[] {
  const { t } = words;
  const found: Finding[] = [];
  if (desk.credentials === 'refused')
    found.push({ weight: 'error', says: t('The desk refused the credentials.'), remedy: signIn(words) });
  const skew = desk.clockSkewSeconds;
  if (skew !== undefined && Math.abs(skew) > skewLimit) {
    const minutes = Math.round(Math.abs(skew) / 60);
    found.push({
      weight: 'warning',
      says:
        skew > 0
          ? t('The clock of the desk is {0} minutes ahead of this machine.', minutes)
          : t('The clock of the desk is {0} minutes behind this machine.', minutes),
      remedy: t('Set the clock that is wrong: lists of recent changes go by it.'),
    });
  }
  const { order, orderFrom, zone = '', zoneFrom } = desk.dates ?? {};
  const answered = desk.actions.some(({ failure, skipped }) => !failure && !skipped);
  if (answered && orderFrom === 'usual') {
    found.push({
      weight: 'note',
      says:
        order === 'mdy'
          ? t('The data does not tell whether day or month comes first in dates: the month is read first.')
          : t('The data does not tell whether day or month comes first in dates: the day is read first.'),
      remedy: t('If dates are wrong, set `dateOrder` to `mdy` or `dmy` for this desk in `deskside.desks`.'),
    });
  }
  if (answered && zoneFrom === 'usual') {
    found.push({
      weight: 'note',
      says: t('The data does not tell the time zone of the desk: dates are read as {0}.', asCode(zone)),
      remedy: t('If ages are wrong, set `timeZone` for this desk in `deskside.desks`, such as `Europe/Berlin`.'),
    });
  }
  return [...found, ...quotaFindings(desk, words)];
}

function quotaFindings({ quota }: DeskFacts, { t, locale }: CheckupWords): Finding[] {
  if (!quota) return [];
  const remedy =
    quota.limitFrom === 'usual'
      ? t('If the account has another limit, set `dailyRequests` for this desk in `deskside.desks`.')
      : undefined;
  if (quota.spentSince) {
    const again = quota.tryAgainAt ? t('Deskside asks again on {0}.', dateTime(quota.tryAgainAt, locale)) : '';
    const says = t('The daily quota of requests has been spent since {0}.', dateTime(quota.spentSince, locale));
    return [
      {
        weight: 'error',
        says: [says, again].filter(Boolean).join(' '),
        remedy: t('Wait until then, or ask the vendor to raise the quota.'),
      },
    ];
  }
  if (quota.used < quota.limit * quotaPart) return [];
  const says = t(
    '{0} of {1} requests a day are used up from this machine.',
    quota.used.toLocaleString(locale),
    quota.limit.toLocaleString(locale),
  );
  return [{ weight: 'warning', says, ...(remedy ? { remedy } : {}) }];
}

function actionFindings({ actions, credentials, quota }: DeskFacts, words: CheckupWords): Finding[] {
  const { t } = words;
  // One sentence for all actions that failed alike.
  const groups = new Map<string, ActionFacts[]>();
  for (const action of actions) {
    if (!action.failure) continue;
    const { reason, detail, status } = action.failure;
    // Said already, for the desk as a whole.
    if (credentials === 'refused' && reason === 'unauthorized') continue;
    if (quota?.spentSince && reason === 'quotaSpent') continue;
    const key = JSON.stringify([action.known, reason, detail, status]);
    groups.set(key, [...(groups.get(key) ?? []), action]);
  }
  const found: Finding[] = [...groups.values()].map(failed => {
    const [first] = failed;
    const says = first?.failure ? asMarkdown(words.describe(first.failure).message) : '';
    if (first?.failure && unreachedReasons.has(first.failure.reason)) {
      const remedy = first.failure.reason === 'unreachable' ? undefined : signIn(words);
      return { weight: 'error', says, ...(remedy ? { remedy } : {}) };
    }
    if (!first?.known) {
      const rest = t('Their names are not in the pages of the vendor that could be read, so this may mean nothing.');
      return { weight: 'note', says: `${namesOf(failed, words)}: ${says} ${rest}` };
    }
    const refused = first.failure?.reason === 'unauthorized';
    return {
      weight: 'warning',
      says: `${namesOf(failed, words)}: ${says}`,
      ...(refused ? { remedy: t('Give the account the permission for it, or do without what needs it.') } : {}),
    };
  });
  const partly = actions.filter(({ notFound }) => notFound.length > 0);
  if (partly.length > 0) {
    const nameable = partly.some(({ unrecognised }) => unrecognised.length > 0);
    found.push({
      // Nobody's tables have every field that is looked for.
      weight: 'note',
      says: t('Some fields were looked for and not found in {0}.', namesOf(partly, words)),
      ...(nameable
        ? { remedy: t('If the desk has them under another name, tell it: see *Fields to name* below.') }
        : {}),
    });
  }
  return found;
}

function namesOf(actions: readonly ActionFacts[], { t }: CheckupWords): string {
  const names = actions.slice(0, namesSaid).map(({ name }) => asCode(name));
  const rest = actions.length - names.length;
  return rest > 0 ? t('{0} and {1} more', names.join(', '), rest) : names.join(', ');
}

function signIn({ t }: CheckupWords): string {
  return t('*Deskside: Sign In Again…* asks for address and credentials.');
}

import type { DateFacts, DeskFacts, Examination, NetworkFacts } from '../../model/examination.ts';
import { asCode, asMarkdown } from '../markdownText.ts';
import { actionSection, fieldSection } from './actionText.ts';
import { type Finding, findingsOf } from './findings.ts';
import { type CheckupSubject, type CheckupWords, dateTime, daysUntil, whyOf } from './words.ts';

/** A check-up as a Markdown document: the summary first, then everything that was looked at. */
export function checkupText(examination: Examination, subject: CheckupSubject, words: CheckupWords): string {
  const { t } = words;
  const { network, desk } = examination;
  const sections: (readonly [heading: string, body: readonly string[]])[] = [
    [t('Summary'), summary(findingsOf(examination, words), words)],
    [t('Address and host'), addressLines(network, desk, words)],
    [t('Name (DNS)'), nameLines(network, words)],
    [t('Proxy'), proxyLines(network, words)],
    [t('Certificates'), certificateLines(network, words)],
    [t('Credentials'), credentialLines(examination, subject, words)],
    ...(desk ? deskSections(desk, subject, words) : []),
    [t('Versions'), subject.versions.map(([name, version]) => `- ${asMarkdown(name)}: ${asMarkdown(version)}`)],
  ];
  const title = t('Check-up of {0}', asMarkdown(subject.deskName));
  const asked = t('{0}, asked on {1}', asMarkdown(subject.systemLabel), dateTime(examination.at, words.locale));
  const body = sections.map(([heading, lines]) => `## ${heading}\n\n${lines.join('\n')}`);
  return `${[`# ${title}`, `${asked}. ${t('This document holds no key, token or password.')}`, ...body].join('\n\n')}\n`;
}

function summary(findings: readonly Finding[], { t }: CheckupWords): string[] {
  if (findings.length === 0) return [`✅ **${t('All is well.')}**`];
  const labels = { error: `❌ **${t('Error')}**`, warning: `⚠️ **${t('Warning')}**`, note: `ℹ️ **${t('Info')}**` };
  const rows = findings.map(({ weight, says, remedy }) =>
    [`- ${labels[weight]}: ${says}`, ...(remedy ? [`  - ${t('What helps: {0}', remedy)}`] : [])].join('\n'),
  );
  return findings.every(each => each.weight === 'note') ? [`✅ **${t('All is well.')}**`, '', ...rows] : rows;
}

function addressLines(network: NetworkFacts, desk: DeskFacts | undefined, { t }: CheckupWords): string[] {
  const where = network.loopback ? t('this machine') : '';
  return [
    ...(desk ? [`- ${t('Address')}: ${asCode(desk.address)}`] : []),
    `- ${t('Host')}: ${[asCode(network.host), where && `(${where})`].filter(Boolean).join(' ')}`,
    `- ${t('Port')}: ${network.port}`,
    `- ${t('Encrypted')}: ${network.encrypted ? t('yes') : network.loopback ? t('no, and need not be') : t('no')}`,
  ];
}

function nameLines({ dns }: NetworkFacts, words: CheckupWords): string[] {
  const { t } = words;
  if (!dns) return [t('Not looked up here: the proxy does it.')];
  if (dns.failure) return [`- ❌ ${asMarkdown(whyOf(dns.failure, words))}`];
  return [
    `- ${t('Stands for')}: ${dns.addresses.map(asCode).join(', ')}`,
    `- ${t('Took')}: ${milliseconds(dns.milliseconds, words)}`,
  ];
}

function proxyLines({ proxy, proxyBypassed }: NetworkFacts, { t }: CheckupWords): string[] {
  if (proxyBypassed) return [t('A proxy is set, but this host is asked directly.')];
  if (!proxy) return [t('None.')];
  const from = proxy.from === 'settings' ? t('the setting `http.proxy`') : t('the environment variables');
  return [
    `- ${t('Address')}: ${asCode(proxy.address)}`,
    `- ${t('Set by')}: ${from}`,
    `- ${t('Credentials for it')}: ${proxy.authorized ? t('given') : t('none')}`,
  ];
}

function certificateLines({ tls, extraAuthorities }: NetworkFacts, words: CheckupWords): string[] {
  const { t, locale, now } = words;
  const file = extraAuthorities
    ? [`- ${t('Further authorities')}: ${extraAuthorities.count} (${asCode(extraAuthorities.file)})`]
    : [];
  if (!tls) return [t('None: the address is not encrypted.'), ...(file.length ? ['', ...file] : [])];
  const state = tls.unchecked ? t('not checked') : tls.trusted ? t('trusted') : t('not trusted');
  const rows = tls.chain.map(({ subject, issuer, validTo, fingerprint }) => {
    const days = daysUntil(validTo, now);
    const left = days < 0 ? t('ended') : days === 1 ? t('1 day left') : t('{0} days left', days);
    return `| ${asMarkdown(subject)} | ${asMarkdown(issuer)} | ${dateTime(validTo, locale)} (${left}) | ${asCode(fingerprint)} |`;
  });
  return [
    ...(tls.protocol ? [`- ${t('Protocol')}: ${asMarkdown(tls.protocol)}`] : []),
    `- ${t('Chain')}: ${state}`,
    ...file,
    ...(rows.length
      ? ['', `| ${t('Certificate')} | ${t('Issued by')} | ${t('Holds until')} | SHA-256 |`, '| --- | --- | --- | --- |']
      : []),
    ...rows,
  ];
}

function credentialLines({ desk, failure }: Examination, subject: CheckupSubject, { t }: CheckupWords): string[] {
  const state = desk?.credentials ?? (failure?.reason === 'unauthorized' ? 'refused' : 'unknown');
  const said = {
    accepted: t('accepted'),
    refused: t('refused; *Deskside: Sign In Again…* asks for new ones'),
    unknown: t('not known'),
  };
  return [
    `- ${t('The desk says')}: ${said[state]}`,
    `- ${t('Kept in')}: ${
      subject.sample
        ? t('nothing; the sample desk makes them anew at each start')
        : t("VS Code's secret storage on this machine")
    }`,
  ];
}

type Section = readonly [heading: string, body: readonly string[]];

function deskSections(desk: DeskFacts, subject: CheckupSubject, words: CheckupWords): Section[] {
  const { t } = words;
  const fields = fieldSection(desk.actions, words);
  return [
    [
      t('System'),
      [`- ${t('System')}: ${asMarkdown(subject.systemLabel)}`, `- ${t('Flavour')}: ${asMarkdown(desk.flavour)}`],
    ],
    ...(desk.dates ? [[t('Dates'), dateLines(desk.dates, words)] as const] : []),
    [t('Clock'), clockLines(desk, words)],
    [t('Quota'), quotaLines(desk, words)],
    [t('Actions'), actionSection(desk.actions, words)],
    ...(fields.length ? [[t('Fields to name'), fields] as const] : []),
  ];
}

function dateLines(dates: DateFacts, { t }: CheckupWords): string[] {
  const from = {
    settings: t('from the settings'),
    data: t('from the data of the desk'),
    usual: t('because nothing says otherwise'),
  };
  const order = dates.order === 'mdy' ? t('month before day') : t('day before month');
  return [
    `- ${t('Order')}: ${order}, ${from[dates.orderFrom]} (${t('setting')} \`dateOrder\`)`,
    `- ${t('Time zone')}: ${asCode(dates.zone)}, ${from[dates.zoneFrom]} (${t('setting')} \`timeZone\`)`,
  ];
}

function clockLines({ clockSkewSeconds: skew }: DeskFacts, { t }: CheckupWords): string[] {
  if (skew === undefined) return [t('The answers do not tell the time of the desk.')];
  const seconds = Math.round(Math.abs(skew));
  if (seconds < 2) return [t('Both clocks agree.')];
  return [
    skew > 0
      ? t('The desk is {0} seconds ahead of this machine.', seconds)
      : t('The desk is {0} seconds behind this machine.', seconds),
  ];
}

function quotaLines({ quota }: DeskFacts, { t, locale }: CheckupWords): string[] {
  if (!quota) return [t('This system has no daily quota that is known.')];
  const from = quota.limitFrom === 'settings' ? t('from the settings') : t('the one figure known of any account');
  return [
    `- ${t('Requests in 24 hours, from this machine')}: ${quota.used.toLocaleString(locale)}`,
    `- ${t('Reckoned limit')}: ${quota.limit.toLocaleString(locale)} (${from})`,
    ...(quota.spentSince ? [`- ${t('Spent since')}: ${dateTime(quota.spentSince, locale)}`] : []),
    ...(quota.tryAgainAt ? [`- ${t('Asked again')}: ${dateTime(quota.tryAgainAt, locale)}`] : []),
  ];
}

/** A length of time for reading. */
function milliseconds(value: number, { locale }: CheckupWords): string {
  return `${Math.round(value).toLocaleString(locale)} ms`;
}

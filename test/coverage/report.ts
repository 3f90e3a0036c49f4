// node test/coverage/report.ts RECORD [--check]: makes docs/coverage.md, or checks it, from what the wire tests recorded
// and from the code. The page is right when all that it claims was recorded: which of several methods asks first for
// what they share is a matter of time.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import type { RecordedRequest } from './recorder.ts';
import { type ReferenceRow, references } from './references.ts';

const recordFile = process.argv[2] ?? '';
const page = 'docs/coverage.md';

/** Engine methods through which anything can be asked: named only where no feature of its own asks. */
const general = new Set(['examine', 'check', 'records', 'record']);

const requests: RecordedRequest[] = JSON.parse(readFileSync(recordFile, 'utf8'));
const editor = globSync('src/editor/**/*.ts')
  .map(file => file.replaceAll('\\', '/'))
  .filter(file => !file.endsWith('/lazyEngine.ts'))
  .sort()
  .map(file => ({ file, text: readFileSync(file, 'utf8') }));

const rows = references.map(row => ({
  row,
  cells: cellsOf(
    row,
    requests.filter(({ name }) => name === row.name),
  ),
}));
const empty = rows.filter(({ cells }) => Object.values(cells).some(cell => cell === ''));
const text = render();

if (process.argv.includes('--check')) {
  for (const { row, cells } of empty) complain(`${row.name}: ${JSON.stringify(cells)}`);
  const stale = readFileSync(page, 'utf8') === text ? [] : staleLines(readFileSync(page, 'utf8'));
  for (const line of stale) complain(`${page} claims what was not recorded, or misses a row: ${line}`);
  if (stale.length > 0) complain('Run "npm run coverage" and look at what changed.');
  process.exitCode = stale.length > 0 || empty.length > 0 ? 1 : 0;
} else {
  writeFileSync(page, text);
  process.stdout.write(`${page}: ${rows.length} rows, ${empty.length} with an empty cell\n`);
}

/** Lines of the page, or of what it should be, that are not borne out by the record. */
function staleLines(written: string): string[] {
  const claims = new Map(written.split('\n').map(line => [keyOf(line), line]));
  const lines = text.split('\n');
  const wrong = lines.filter(line => {
    const claim = claims.get(keyOf(line));
    const row = rows.find(({ row, cells }) => lineOf(row, cells) === line)?.row;
    return claim !== line && !(row && claim && isBorneOut(row, claim));
  });
  const known = new Set(lines.map(keyOf));
  return [...wrong, ...[...claims].filter(([key]) => !known.has(key)).map(([, line]) => line)];
}

/** A row of a table by its system's section and its name, any other line by itself. */
function keyOf(line: string): string {
  return /^\| [^|]* \| `[^|]*` \|/.exec(line)?.[0] ?? line;
}

function isBorneOut(row: ReferenceRow, claim: string): boolean {
  const made = requests.filter(({ name }) => name === row.name);
  const clients = new Set(made.map(({ client }) => client).filter(Boolean));
  const tests = new Set(made.map(each => testCell(each)));
  const users = filesAsking([...new Set(made.map(({ engine }) => engine))].filter(method => method !== ''));
  const [method = '', test = '', use = ''] = claim.split(/(?<!\\) \| /).slice(-3);
  const named = use.replace(/ \|$/, '').split(', ');
  return (
    [...clients].some(client => method === methodCell(row, client)) &&
    tests.has(test) &&
    named.every(file => users.some(user => userCell(user) === file))
  );
}

function complain(words: string): void {
  process.stderr.write(`${words}\n`);
}

interface Cells {
  readonly method: string;
  readonly test: string;
  readonly use: string;
}

function cellsOf(row: ReferenceRow, made: readonly RecordedRequest[]): Cells {
  const [client] = tally(made.map(({ client }) => client).filter(Boolean));
  return {
    method: client ? methodCell(row, client) : '',
    test: testOf(row, made),
    use: useOf(made),
  };
}

function methodCell({ system }: ReferenceRow, client: string): string {
  return `\`${client}\` in \`src/${fileOf(system, client)}\``;
}

function testCell({ file, test }: { readonly file: string; readonly test: string }): string {
  return `\`${file}\`: ${test.replace(/\s+/g, ' ').replaceAll('|', '\\|')}`;
}

function userCell(file: string): string {
  return `\`${file.replace(/^src\//, '')}\``;
}

/** The test that names the row in its title, else the first one in order of file and title. */
function testOf(row: ReferenceRow, made: readonly RecordedRequest[]): string {
  const sorted = made
    .map(({ file, test }) => ({ file, test }))
    .sort((a, b) => compare(a.file, b.file) || compare(a.test, b.test));
  const chosen = sorted.find(({ test }) => test.includes(`${row.name}:`)) ?? sorted[0];
  return chosen ? testCell(chosen) : '';
}

function useOf(made: readonly RecordedRequest[]): string {
  const methods = [...new Set(made.map(({ engine }) => engine))].filter(method => method !== '');
  const ownFeature = methods.filter(method => !general.has(method));
  const files = filesAsking(ownFeature);
  const shown = files.length > 0 ? files : filesAsking(methods);
  return shown.map(userCell).join(', ');
}

/** Files of the editor that call one of these methods of the engine. */
function filesAsking(methods: readonly string[]): string[] {
  const asks = methods.map(method => new RegExp(`\\bengine\\s*\\.\\s*${method}\\b`));
  return editor.filter(({ text }) => asks.some(ask => ask.test(text))).map(({ file }) => file);
}

function fileOf(folder: string, method: string): string {
  const head = new RegExp(`^ {2}(?:async \\*?)?\\*?${method}(?:<[^>]*>)?\\(`, 'm');
  const file = globSync(`src/${folder}/**/*.ts`)
    .sort()
    .find(each => /class \w*Client/.test(readFileSync(each, 'utf8')) && head.test(readFileSync(each, 'utf8')));
  return (file ?? `src/${folder}/client.ts`).replaceAll('\\', '/').replace(/^src\//, '');
}

function tally(names: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  // A list is counted by a method of its own; the one that reads it says more.
  const last = (name: string): number => (/^count[A-Z]/.test(name) ? 1 : 0);
  return [...counts]
    .sort((a, b) => last(a[0]) - last(b[0]) || b[1] - a[1] || compare(a[0], b[0]))
    .map(([name]) => name);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function lineOf(row: ReferenceRow, cells: Cells): string {
  return `| ${row.section} | \`${row.name}\` | ${row.certainty} | ${cells.method} | ${cells.test} | ${cells.use} |`;
}

function render(): string {
  const table = (system: ReferenceRow['system']): string =>
    [
      '| section | action or path | known from | method | test over HTTP | used by |',
      '| --- | --- | --- | --- | --- | --- |',
      ...rows.filter(({ row }) => row.system === system).map(({ row, cells }) => lineOf(row, cells)),
    ].join('\n');
  return `# Coverage of the two APIs

Made by \`npm run coverage\` from a run of the wire tests; do not edit. Each request that a test sends is recorded on its way
out with the client method and the engine method it came from. *Used by* names the files of the editor that call that
engine method. \`npm test\` fails when this page is out of date or a cell is empty.

*Known from*: *documented* by the vendor; *name only* where the vendor's page of it cannot be read; *seen in clients*
written against the live service; *inferred* from names of other actions or paths ([assumptions](assumptions.md)).

## ReadyDesk Web Services API

${table('readydesk')}

## TeamSupport REST API

${table('teamsupport')}
`;
}

import { parseArgs } from 'node:util';

/** How the sample desk was asked to run. */
export interface Options {
  /** 0: any free port. */
  readonly port: number;
  /** Folder of the database. */
  readonly data: string;
  /** Tickets made for each of the two systems when the database is new. */
  readonly tickets: number;
  readonly seed: number;
  /** Milliseconds that each answer waits. */
  readonly latency: number;
  /** TeamSupport requests allowed in 24 hours. */
  readonly quota: number | undefined;
  /** Emit the defects that ReadyDesk's own JSON examples have. */
  readonly defectiveJson: boolean;
}

export const usage = `usage: sampledesk --data DIR [options]
  --data DIR         folder that keeps the desk's data (made when it does not exist)
  --port N           port on 127.0.0.1; 0, the default, takes a free one
  --tickets N        tickets made for each system in a new folder (default 300)
  --seed N           another set of tickets for another number (default 7)
  --latency MS       wait this long before each answer
  --quota N          TeamSupport answers 403 after N requests in 24 hours
  --defective-json   ReadyDesk's JSON has the defects of its documentation's examples
`;

/** A command line that cannot be obeyed; the message is for people. */
export class UsageError extends Error {}

/** Reads the command line. @throws UsageError */
export function readOptions(argv: readonly string[]): Options {
  const values = parse(argv);
  if (!values.data) throw new UsageError('--data DIR is missing: the sample desk does not choose a folder by itself');
  return {
    port: whole('--port', values.port ?? '0', 65535),
    data: values.data,
    tickets: whole('--tickets', values.tickets ?? '300', 1_000_000),
    seed: whole('--seed', values.seed ?? '7', 0xffffffff),
    latency: whole('--latency', values.latency ?? '0', 60_000),
    quota: values.quota === undefined ? undefined : whole('--quota', values.quota, Number.MAX_SAFE_INTEGER),
    defectiveJson: values['defective-json'] ?? false,
  };
}

function parse(argv: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...argv],
      options: {
        port: text,
        data: text,
        tickets: text,
        seed: text,
        latency: text,
        quota: text,
        'defective-json': { type: 'boolean' },
      },
    }).values;
  } catch (thrown) {
    throw new UsageError(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

function whole(name: string, text: string, most: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > most)
    throw new UsageError(`${name} takes a whole number up to ${most}, not "${text}"`);
  return value;
}

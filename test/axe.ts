import { readFile } from 'node:fs/promises';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Frame, Page } from 'playwright-core';

/** What is against a rule, and where. */
export interface Violation {
  readonly rule: string;
  readonly impact: string;
  readonly help: string;
  readonly places: readonly string[];
}

/** What a check of one page found. */
export interface Checked {
  /** Rules that apply and are kept to. */
  readonly passed: readonly string[];
  readonly violations: readonly Violation[];
  /** What only a person can tell, by rule and reason: where. */
  readonly toLookAt: Readonly<Record<string, readonly string[]>>;
}

/** All rules for pages, target sizes (WCAG 2.2) among them. */
const options: RunOptions = { rules: { 'target-size': { enabled: true } } };

let source: Promise<string> | undefined;

/** Checks a page with axe-core as it stands. Nothing of it stays in the page but the name `axe`. */
export async function check(page: Frame | Page): Promise<Checked> {
  source ??= readFile('node_modules/axe-core/axe.min.js', 'utf8');
  const script = await source;
  // By the browser's own tools, which the page's security policy does not hold back.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(script);
  const found = await page.evaluate(
    given => (window as unknown as { axe: { run(o: unknown): Promise<AxeResults> } }).axe.run(given),
    options as unknown,
  );
  return {
    passed: found.passes.map(({ id }) => id),
    violations: found.violations.map(({ id, impact, help, nodes }) => ({
      ...{ rule: id, impact: impact ?? 'unknown', help },
      places: nodes.map(({ target, html, failureSummary = '' }) =>
        [target.flat().join(' '), html.slice(0, 200), failureSummary.replace(/\s+/g, ' ')].join(' | '),
      ),
    })),
    toLookAt: byReason(
      found.incomplete.flatMap(({ id, nodes }) =>
        nodes.map(({ any, all, none, target }) => ({
          why: `${id}: ${[...any, ...all, ...none][0]?.message ?? ''}`,
          place: target.flat().join(' '),
        })),
      ),
    ),
  };
}

/** Violations as a failing test shows them; empty when there are none. */
export function inWords({ violations }: Checked): string {
  return violations.map(({ rule, help, places }) => `${rule}: ${help}\n  ${places.join('\n  ')}`).join('\n');
}

function byReason(all: readonly { readonly why: string; readonly place: string }[]): Record<string, string[]> {
  const places: Record<string, string[]> = {};
  for (const { why, place } of all) {
    places[why] ??= [];
    places[why].push(place);
  }
  return places;
}

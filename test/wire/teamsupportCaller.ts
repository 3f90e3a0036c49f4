import assert from 'node:assert/strict';
import { XMLParser } from 'fast-xml-parser';
import type { SampleDesk } from './sampleDesk.ts';

export type Flavour = 'xml' | 'json';
/** An entity's members by name, in their order; without a value `null`. Nested ones stay as they are. */
export type Entity = Readonly<Record<string, string | null>>;

const parser = new XMLParser({ parseTagValue: false, ignoreDeclaration: true, ignoreAttributes: true });

/** A caller of the sample desk's TeamSupport side that sees both flavours alike. */
export class Caller {
  readonly #desk: SampleDesk;
  readonly #flavour: Flavour;

  constructor(desk: SampleDesk, flavour: Flavour) {
    this.#desk = desk;
    this.#flavour = flavour;
  }

  /** Sends members under the parent element `root`, or what is given as `init.body`. */
  send(
    method: string,
    path: string,
    init: { root?: string; members?: object; body?: BodyInit } = {},
  ): Promise<Response> {
    const { organizationId, token, url } = this.#desk.teamsupport;
    const authorization = `Basic ${Buffer.from(`${organizationId}:${token}`).toString('base64')}`;
    const body = init.body ?? (init.members && written(this.#flavour, init.root ?? 'Entity', init.members));
    return fetch(`${url}/api/${this.#flavour}/${path}`, {
      method,
      headers: { authorization },
      ...(body === undefined ? {} : { body }),
    });
  }

  async status(method: string, path: string, members?: object): Promise<number> {
    const answer = await this.send(method, path, members ? { members } : {});
    await answer.arrayBuffer();
    return answer.status;
  }

  /** One entity under its wrapper. */
  async one(method: string, path: string, wrapper: string, members?: object, status?: number): Promise<Entity> {
    const answer = await this.send(method, path, members ? { root: wrapper, members } : {});
    return this.entity(answer, wrapper, status ?? (method === 'POST' ? 201 : 200));
  }

  async entity(answer: Response, wrapper: string, status: number): Promise<Entity> {
    const text = await answer.text();
    assert.equal(answer.status, status, text);
    const roots = this.#read(text);
    assert.deepEqual(Object.keys(roots), [wrapper]);
    return withNulls(roots[wrapper]);
  }

  /** A list: its entities with their keys under the same name in both flavours, `ID`. */
  async list(path: string, plural: string, single: string, key: string): Promise<Entity[]> {
    const answer = await this.send('GET', path);
    const text = await answer.text();
    assert.equal(answer.status, 200, text);
    const roots = this.#read(text);
    const held = roots[plural];
    assert.ok(held !== undefined, text.slice(0, 200));
    if (this.#flavour === 'json') return (held as unknown[]).map(withNulls);
    if (held === '') return [];
    const items = [(held as Record<string, unknown>)[single]].flat().filter(item => item !== undefined);
    return items.map(item => {
      const { [key]: ID = null, ...members } = withNulls(item);
      return { ID, ...members };
    });
  }

  #read(text: string): Record<string, unknown> {
    return (this.#flavour === 'json' ? JSON.parse(text) : parser.parse(text)) as Record<string, unknown>;
  }
}

function written(flavour: Flavour, root: string, members: object): string {
  if (flavour === 'json') return JSON.stringify({ [root]: members });
  const xmlText = (value: unknown) =>
    String(value ?? '')
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;');
  const leaves = Object.entries(members).map(([name, value]) => `<${name}>${xmlText(value)}</${name}>`);
  return `<?xml version="1.0" encoding="utf-8"?><${root}>${leaves.join('')}</${root}>`;
}

function withNulls(value: unknown): Entity {
  assert.ok(typeof value === 'object' && value !== null);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, member === '' ? null : member]));
}

import * as vscode from 'vscode';
import { proseOf } from '../../model/codeSpans.ts';
import type { Mention, MentionRules } from '../../model/mention.ts';
import { mentionRules } from '../../model/mentionRules.ts';
import { findMentions } from '../../model/mentions.ts';
import type { Desks } from '../desks/desks.ts';
import { settings } from '../ids.ts';

/** Documents longer than this are not looked at while they are edited, in UTF-16 units. */
const longest = 500_000;
/** Mentions of one document: what has more is a list of numbers, not a text. */
const most = 5_000;

/** The mentions of tickets in open documents, by the settings as they are. */
export class DocumentMentions implements vscode.Disposable {
  readonly #desks: Desks;
  readonly #log: vscode.LogOutputChannel;
  readonly #found = new WeakMap<
    vscode.TextDocument,
    {
      readonly version: number;
      readonly languageId: string;
      readonly rules: MentionRules;
      readonly mentions: readonly Mention[];
    }
  >();
  readonly #changed = new vscode.EventEmitter<MentionRules>();
  /** What counts as a mention is otherwise now. */
  readonly onDidChangeRules = this.#changed.event;
  readonly #disposables: vscode.Disposable[];
  #rules: MentionRules | undefined;

  constructor(desks: Desks, log: vscode.LogOutputChannel) {
    this.#desks = desks;
    this.#log = log;
    const renew = () => {
      const before = this.#rules;
      this.#rules = undefined;
      if (before && JSON.stringify(before) === JSON.stringify(this.rules)) this.#rules = before;
      else this.#changed.fire(this.rules);
    };
    this.#disposables = [
      this.#changed,
      desks.onDidChange(renew),
      // Only desks that were opened are known.
      desks.onDidOpen(renew),
      vscode.workspace.onDidChangeConfiguration(event => {
        if (event.affectsConfiguration(`${settings.section}.mentions`)) renew();
      }),
    ];
  }

  dispose(): void {
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  get rules(): MentionRules {
    if (this.#rules) return this.#rules;
    const section = vscode.workspace.getConfiguration(settings.section);
    const { rules, problems } = mentionRules(
      this.#desks.known.map(({ config }) => config),
      {
        bare: section.get<boolean>(settings.mentionsBare) !== false,
        places: section.get<string>(settings.mentionsPlaces) === 'everywhere' ? 'everywhere' : 'comments',
      },
    );
    // Without the text, which may name a customer: the tree says it.
    for (const { deskId, problem } of problems)
      this.#log.warn(`Mentions of ${this.#desks.nameOf(deskId)}: something cannot be used (${problem}).`);
    this.#rules = rules;
    return rules;
  }

  /** The mentions in a document as it is now, in order. */
  in(document: vscode.TextDocument): readonly Mention[] {
    const { rules } = this;
    const { version, languageId } = document;
    const known = this.#found.get(document);
    if (known?.version === version && known.languageId === languageId && known.rules === rules) return known.mentions;
    const mentions = rules.desks.length === 0 || isTooLong(document) ? [] : mentionsIn(document, rules);
    this.#found.set(document, { version, languageId, rules, mentions });
    return mentions;
  }

  /** The mention at a position. */
  at(document: vscode.TextDocument, position: vscode.Position): Mention | undefined {
    const offset = document.offsetAt(position);
    return this.in(document).find(({ start, end }) => start <= offset && offset <= end);
  }
}

function mentionsIn(document: vscode.TextDocument, rules: MentionRules): readonly Mention[] {
  const text = document.getText();
  const prose = rules.places === 'comments' ? proseOf(text, document.languageId) : undefined;
  return findMentions(text, rules, prose).slice(0, most);
}

/** Whether a document is too long to be looked through while it is edited. Its text is not put together for this. */
export function isTooLong(document: vscode.TextDocument): boolean {
  return document.offsetAt(document.lineAt(document.lineCount - 1).range.end) > longest;
}

/** Where a mention stands. */
export function rangeOf(document: vscode.TextDocument, { start, end }: Mention): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { BranchStart, Code } from '../../../code/code.ts';
import { worktreeFolder } from '../../../model/branchName.ts';
import type { Repository, TicketBranch } from '../../../model/repository.ts';
import { askChoice, askText, type ChoiceItem, type FlowPlace, type Remark } from '../../input.ts';
import { shownText } from '../../shownText.ts';

/** What is checked out: a branch that is there, or a new one. */
type Choice =
  | { readonly kind: 'found'; readonly branch: TicketBranch }
  | { readonly kind: 'new'; readonly name: string; readonly from: string };

/** Which branch of which repository the work is done on. The user may have any of it otherwise. */
export class BranchPlan {
  readonly repository: Repository;
  /** Branches of the ticket, the likeliest first. */
  readonly found: readonly TicketBranch[];
  readonly #suggested: string;
  #choice: Choice;

  /** @param suggested the name of a new branch */
  constructor(repository: Repository, found: readonly TicketBranch[], suggested: string) {
    this.repository = repository;
    this.found = found;
    this.#suggested = suggested;
    const [likeliest] = found;
    this.#choice = likeliest ? { kind: 'found', branch: likeliest } : this.#new(suggested);
  }

  get branch(): string {
    return this.#choice.kind === 'found' ? this.#choice.branch.name : this.#choice.name;
  }

  /** What a new branch begins at. */
  get from(): string | undefined {
    return this.#choice.kind === 'new' ? this.#choice.from : undefined;
  }

  /** It is checked out where the repository is. */
  get isHere(): boolean {
    return this.repository.branch === this.branch;
  }

  /** Where a work tree of its own would be; none when the branch is checked out already. */
  get worktree(): string | undefined {
    if (this.isHere || (this.#choice.kind === 'found' && this.#choice.branch.worktree)) return undefined;
    return this.repository.commit === undefined ? undefined : worktreeFolder(this.repository.root, this.branch);
  }

  get label(): string {
    const { t } = vscode.l10n;
    if (this.isHere) return t('Stay on branch {0}', this.branch);
    return this.#choice.kind === 'found' ? t('Check out branch {0}', this.branch) : t('Create branch {0}', this.branch);
  }

  get description(): string {
    const { t } = vscode.l10n;
    const where = t('in {0}', nameOf(this.repository));
    if (this.#choice.kind === 'new') return `${t('from {0}', shortBase(this.#choice.from))} · ${where}`;
    return [whereOf(this.#choice.branch), where].filter(Boolean).join(' · ');
  }

  /** What becomes of the work tree as it is. */
  detail(inWorktree: boolean): string | undefined {
    const { t } = vscode.l10n;
    const { repository } = this;
    const elsewhere = this.#choice.kind === 'found' && !this.isHere ? this.#choice.branch.worktree : undefined;
    if (elsewhere) return t('It is checked out in {0}', elsewhere);
    if (this.isHere || inWorktree) return undefined;
    const sentences = [
      repository.dirty && t('Uncommitted changes come along.'),
      repository.commit !== undefined &&
        repository.branch === undefined &&
        t('No branch is checked out now (detached HEAD).'),
      repository.submodule && t('The repository is a submodule of another one.'),
    ];
    return sentences.filter(Boolean).join(' ') || undefined;
  }

  start(inWorktree: boolean): BranchStart {
    const { root } = this.repository;
    const worktree = inWorktree ? this.worktree : undefined;
    return {
      ...{ root, branch: this.branch },
      ...(this.#choice.kind === 'new' ? { from: this.#choice.from } : {}),
      ...(this.#choice.kind === 'found' && this.#choice.branch.remote !== undefined
        ? { remote: this.#choice.branch.remote }
        : {}),
      ...(worktree === undefined ? {} : { worktree }),
    };
  }

  /** Lets the user pick another branch of the ticket, or name a new one. */
  async askBranch(place: FlowPlace): Promise<void> {
    const { t } = vscode.l10n;
    const items: ChoiceItem<TicketBranch | 'new'>[] = [
      ...this.found.map(branch => ({
        label: branch.name,
        description: whereOf(branch),
        iconPath: new vscode.ThemeIcon('git-branch'),
        value: branch,
      })),
      { label: t('New Branch…'), iconPath: new vscode.ThemeIcon('add'), value: 'new' },
    ];
    const chosen = this.found.length === 0 ? 'new' : await askChoice(place, { placeholder: t('Which branch?'), items });
    if (chosen !== 'new') {
      this.#choice = { kind: 'found', branch: chosen };
      return;
    }
    const name = await askText(place, {
      prompt: t('Name of the new branch'),
      value: this.#choice.kind === 'new' ? this.#choice.name : this.#suggested,
      check: checkName,
    });
    const there = this.found.find(branch => branch.name === name.trim());
    this.#choice = there
      ? { kind: 'found', branch: there }
      : { ...this.#new(name.trim()), from: this.from ?? this.#base };
  }

  /** Lets the user pick what a new branch begins at. */
  async askBase(place: FlowPlace): Promise<void> {
    const { t } = vscode.l10n;
    const { mainBranch, branch, commit, remotes } = this.repository;
    const row = (label: string, description: string, value = label): ChoiceItem<string> => ({
      ...{ label, description, value },
      iconPath: new vscode.ThemeIcon(value === commit ? 'git-commit' : 'git-branch'),
    });
    const [remote] = remotes;
    const items: (ChoiceItem<string> | Remark)[] = [
      ...(mainBranch === undefined ? [] : [row(mainBranch, t('the main branch'))]),
      ...(mainBranch === undefined || !remote
        ? []
        : [row(`${remote.name}/${mainBranch}`, t('as it was last fetched'))]),
      ...(branch === undefined || branch === mainBranch ? [] : [row(branch, t('checked out now'))]),
      ...(commit === undefined || branch !== undefined ? [] : [row(commit.slice(0, 8), t('where HEAD is'), commit)]),
      row(t('Another…'), t('a branch, a tag or a commit'), ''),
    ];
    const chosen = await askChoice<string>(place, { placeholder: t('What does the branch begin at?'), items });
    const from =
      chosen ||
      (await askText(place, {
        prompt: t('A branch, a tag or a commit'),
        check: value => (value.trim() === '' ? t('This cannot be empty.') : undefined),
      }));
    this.#choice = {
      kind: 'new',
      name: this.#choice.kind === 'new' ? this.#choice.name : this.#suggested,
      from: from.trim(),
    };
  }

  get #base(): string {
    const { mainBranch, branch, commit } = this.repository;
    return mainBranch ?? branch ?? commit ?? 'HEAD';
  }

  #new(name: string): Extract<Choice, { kind: 'new' }> {
    return { kind: 'new', name, from: this.#base };
  }
}

/** What is read of a repository for a ticket. */
export async function planBranch(
  code: Code,
  repository: Repository,
  number: string,
  suggested: string,
  signal: AbortSignal,
): Promise<BranchPlan> {
  return new BranchPlan(repository, await code.branchesOf(repository.root, number, signal), suggested);
}

/** Lets the user say in which repository; nothing: in none. */
export function askRepository(
  place: FlowPlace,
  all: readonly Repository[],
  active: string | undefined,
): Promise<Repository | undefined> {
  const { t } = vscode.l10n;
  const items: ChoiceItem<Repository | 'none'>[] = [
    ...all.map(repository => ({
      label: nameOf(repository),
      description: [
        repository.branch ?? (repository.commit === undefined ? undefined : t('no branch (detached HEAD)')),
        repository.submodule && t('submodule'),
        repository.linkedWorktree && t('work tree'),
        repository.dirty && t('uncommitted changes'),
      ]
        .filter(Boolean)
        .join(' · '),
      detail: repository.root,
      iconPath: new vscode.ThemeIcon('repo'),
      value: repository,
    })),
    { label: t('Without a Branch'), iconPath: new vscode.ThemeIcon('circle-slash'), value: 'none' },
  ];
  const activeValue = all.find(({ root }) => root === active);
  return askChoice<Repository | 'none'>(place, {
    placeholder: t('In which repository?'),
    items,
    ...(activeValue ? { activeValue } : {}),
  }).then(chosen => (chosen === 'none' ? undefined : chosen));
}

export function nameOf({ root }: Pick<Repository, 'root'>): string {
  return basename(root);
}

function whereOf({ remote, worktree, at }: TicketBranch): string {
  const { t } = vscode.l10n;
  const date =
    at === undefined ? undefined : new Date(at).toLocaleDateString(vscode.env.language, { dateStyle: 'medium' });
  return [
    remote === undefined ? undefined : t('on {0}', remote),
    worktree === undefined ? undefined : t('checked out'),
    date === undefined ? undefined : t('last commit {0}', date),
  ]
    .filter(Boolean)
    .join(' · ');
}

function shortBase(from: string): string {
  return /^[\da-f]{40,64}$/i.test(from) ? from.slice(0, 8) : from;
}

/** What git refuses anyway is said as it is typed. */
function checkName(value: string): string | undefined {
  const { t } = vscode.l10n;
  const name = value.trim();
  if (name === '') return t('This cannot be empty.');
  const bad =
    /[\s~^:?*[\\\p{Cc}]|\.\.|@\{|\/\/|^[-/]|[/.]$|(?:^|\/)\.|\.lock(?:\/|$)/u.test(name) ||
    name === '@' ||
    name === 'HEAD';
  return bad ? t('{0} is no name for a branch.', shownText(name)) : undefined;
}

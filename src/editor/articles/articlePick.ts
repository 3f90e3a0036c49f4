import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import { relativeTime } from '../../model/age.ts';
import type { Article, ArticleSummary } from '../../model/customer.ts';
import type { DeskFailure } from '../../model/errors.ts';
import { Abandoned } from '../commandRunner.ts';
import type { ReadyDesk } from '../desks/desks.ts';
import { describeFailure, logLine, remedyLabel } from '../failures.ts';
import type { FlowPlace } from '../input.ts';
import { shownText } from '../shownText.ts';

/** Articles asked for at a time. */
const limit = 50;
/** Milliseconds of quiet typing before the desk is asked. */
const typingPause = 250;

/** A row: an article, something to be tried again, or words. */
interface Row extends vscode.QuickPickItem {
  readonly article?: ArticleSummary;
  readonly again?: () => void;
}

/** What picking an article needs of the rest. */
export interface ArticlePickParts {
  readonly engine: Engine;
  readonly log: vscode.LogOutputChannel;
  /** Shows an article for reading, beside the pick. */
  preview(article: Article): Promise<void>;
}

/**
 * Lets the user find an article by typing; each can be read before one is taken.
 * @param typed what was typed before, when the user comes back
 * @throws Abandoned when the user gives up
 */
export function pickArticle(
  parts: ArticlePickParts,
  desk: ReadyDesk,
  place: FlowPlace,
  typed: string,
): Promise<{ readonly article: Article; readonly typed: string }> {
  const { t } = vscode.l10n;
  const pick = vscode.window.createQuickPick<Row>();
  const previewButton: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('open-preview'),
    tooltip: t('Preview Article'),
  };
  pick.title = shownText(place.title);
  pick.step = place.step;
  pick.totalSteps = place.totalSteps;
  pick.placeholder = t('Search the knowledge base of {0}', shownText(desk.config.name));
  pick.ignoreFocusOut = true;
  pick.value = typed;
  let running = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  /** The rows are those of something typed before. */
  let outdated = true;
  /** Accepted while they were: what it means is known when those of what is typed now are there. */
  let early: Row | undefined;

  const failed = (failure: DeskFailure, again: () => void): Row => {
    parts.log.warn(`Articles of ${desk.config.name}: ${logLine(failure)}`);
    const { headline, message } = describeFailure(failure, desk.config.name);
    const iconPath = new vscode.ThemeIcon('warning');
    return { label: headline, description: remedyLabel('retry'), detail: message, iconPath, alwaysShow: true, again };
  };
  /** Asks the desk for something; a newer question takes its place. */
  const ask = async <T>(question: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> => {
    running.abort();
    running = new AbortController();
    const { signal } = running;
    pick.busy = true;
    const answer = await question(signal);
    if (signal.aborted) return undefined;
    pick.busy = false;
    return answer;
  };
  const look = async (): Promise<void> => {
    const text = pick.value.trim();
    const found = await ask(signal => parts.engine.articles(desk.config.id, text, limit, signal));
    if (!found) return;
    outdated = false;
    pick.items = found.ok ? rows(found.value, text, previewButton) : [failed(found.failure, () => void look())];
    const articles = pick.items.filter(row => row.article);
    const still = articles.find(row => row.article?.id === early?.article?.id);
    const meant = early && (still ?? (articles.length === 1 ? articles[0] : undefined));
    early = undefined;
    if (meant) pick.activeItems = [meant];
    if (meant?.article) await take(meant.article);
  };
  let take: (summary: ArticleSummary) => Promise<void> = async () => {};
  const read = async (summary: ArticleSummary, use: (article: Article) => unknown): Promise<void> => {
    const found = await ask(signal => parts.engine.article(desk.config.id, summary.id, signal));
    if (!found) return;
    if (found.ok) await use(found.value);
    else {
      const articles = pick.items.filter(row => row.article);
      pick.items = [failed(found.failure, () => void read(summary, use)), ...articles];
    }
  };

  const disposables: vscode.Disposable[] = [
    pick,
    {
      dispose: () => {
        clearTimeout(timer);
        running.abort();
      },
    },
  ];
  return new Promise<{ article: Article; typed: string }>((resolve, reject) => {
    /** What fails here is a defect, and ends the pick instead of hanging it. */
    const run = (work: Promise<unknown>) => void work.catch(reject);
    take = summary => read(summary, article => resolve({ article, typed: pick.value }));
    disposables.push(
      pick.onDidChangeValue(() => {
        clearTimeout(timer);
        running.abort();
        outdated = true;
        early = undefined;
        pick.busy = true;
        timer = setTimeout(() => run(look()), typingPause);
      }),
      pick.onDidTriggerItemButton(({ item }) => {
        if (item.article) run(read(item.article, article => parts.preview(article)));
      }),
      pick.onDidAccept(() => {
        const [row] = pick.selectedItems;
        // Enter right after the last letter means what is about to be found, not what was found before.
        if (outdated) early = row ?? { label: '' };
        else if (row?.again) row.again();
        else if (row?.article) run(take(row.article));
      }),
      pick.onDidHide(() => reject(new Abandoned())),
    );
    pick.show();
    run(look());
  }).finally(() => vscode.Disposable.from(...disposables).dispose());
}

function rows(found: readonly ArticleSummary[], text: string, preview: vscode.QuickInputButton): Row[] {
  const { t } = vscode.l10n;
  if (found.length === 0) {
    const label = text ? t('No article found') : t('The knowledge base is empty');
    return [{ label, alwaysShow: true }];
  }
  const now = new Date();
  const all = found.map((article): Row => {
    const age = article.changedAt && relativeTime(article.changedAt, now, vscode.env.language, 'long');
    return {
      label: shownText(article.title) || t('Untitled'),
      description: [article.category && shownText(article.category), age].filter(Boolean).join(' · '),
      iconPath: new vscode.ThemeIcon('book'),
      buttons: [preview],
      // The desk has searched already: what it found must not be filtered out again by the editor.
      alwaysShow: true,
      article,
    };
  });
  if (found.length < limit) return all;
  return [
    ...all,
    { label: t('The first {0} articles. Type more words to find others.', String(limit)), alwaysShow: true },
  ];
}

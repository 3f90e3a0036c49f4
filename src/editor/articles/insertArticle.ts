import * as vscode from 'vscode';
import type { Article } from '../../model/customer.ts';
import type { TicketRef } from '../../model/ticket.ts';
import { CommandFailed } from '../commandRunner.ts';
import type { Desks } from '../desks/desks.ts';
import { readyDesk } from '../desks/manageDesks.ts';
import { schemes } from '../ids.ts';
import { askChoice, runSteps } from '../input.ts';
import type { ReadOnlyDocuments } from '../readOnlyDocuments.ts';
import { type ArticlePickParts, pickArticle } from './articlePick.ts';
import { articleLink, articleText, wrapped } from './articleText.ts';

/** What finding text in a knowledge base needs of the rest. */
export interface ArticleParts extends Omit<ArticlePickParts, 'preview'> {
  readonly desks: Desks;
  readonly documents: ReadOnlyDocuments;
}

/**
 * Lets the user pick an article of a ticket's desk, and answers what of it is to be put into a note.
 * @throws Abandoned when the user gives up, CommandFailed when the desk has no articles or takes no notes
 */
export async function askArticle(parts: ArticleParts, ref: TicketRef): Promise<string> {
  const { t } = vscode.l10n;
  const desk = await readyDesk(parts.desks, ref.deskId);
  const { articles, noteVisibilities } = desk.capabilities;
  if (!articles || noteVisibilities.length === 0) {
    throw new CommandFailed({ reason: 'unsupported' }, desk.config.name, ref.deskId);
  }
  const preview = (article: Article) =>
    parts.documents.show(schemes.article, article.title, wrapped(articleText(article)), { aside: true });
  let article: Article | undefined;
  let typed = '';
  let text = '';
  await runSteps(t('Insert Article into #{0}', ref.number), [
    {
      ask: async place => {
        ({ article, typed } = await pickArticle({ ...parts, preview }, desk, place, typed));
        text = articleText(article);
      },
    },
    {
      skip: () => !article || articleLink(article) === undefined,
      ask: async place => {
        const link = article && articleLink(article);
        const choices = [
          { label: t('Insert Text'), description: t('the article itself'), value: text },
          ...(article && link ? [{ label: t('Insert Link'), description: article.url ?? '', value: link }] : []),
        ];
        text = await askChoice(place, { placeholder: t('What the customer gets'), items: choices });
      },
    },
  ]);
  return text;
}

import * as vscode from 'vscode';
import type { CodeParts } from '../codeParts.ts';
import type { LinkedFiles } from '../links/linkedFiles.ts';
import { ClosedTodos } from './closedTodos.ts';
import { suggestBehindHash } from './hashTyped.ts';
import { MentionCompletion } from './mentionCompletion.ts';
import { MentionHover } from './mentionHover.ts';
import { MentionLenses } from './mentionLenses.ts';
import { MentionLinks } from './mentionLinks.ts';
import { shownIn } from './mentionPlaces.ts';
import { MentionStatus } from './mentionStatus.ts';
import { TicketReferences } from './ticketReferences.ts';

/** What of the mentions in editors others use. */
export interface ShownMentions {
  readonly references: TicketReferences;
  readonly status: MentionStatus;
}

/** Shows mentions of tickets in editors. */
export function connectMentions(parts: CodeParts, links: LinkedFiles): ShownMentions {
  const { keep } = parts;
  keep(new MentionLinks(parts));
  keep(vscode.languages.registerHoverProvider(shownIn, new MentionHover(parts)));
  keep(new MentionCompletion(parts));
  keep(suggestBehindHash(parts));
  keep(new MentionLenses(parts, links));
  keep(new ClosedTodos(parts));
  return { references: keep(new TicketReferences(parts)), status: keep(new MentionStatus(parts)) };
}

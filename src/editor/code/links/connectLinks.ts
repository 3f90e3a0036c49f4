import type { LinkedPlace } from '../../../model/codeLink.ts';
import type { FlowPlace } from '../../input.ts';
import type { FoundTicket } from '../../tickets/askTicket.ts';
import type { CodeParts } from '../codeParts.ts';
import { LinkedFiles } from './linkedFiles.ts';
import { LinkLenses } from './linkLenses.ts';
import { linkSelection } from './linkSelection.ts';
import { openCodeLink, removeCodeLink } from './openCodeLink.ts';

/** What of the links between lines and tickets others use. The arguments of commands are a `CodeLinkRef`. */
export interface ShownLinks {
  readonly files: LinkedFiles;
  readonly lenses: LinkLenses;
  /** Links the selection of the editor in front to a ticket, which is asked for where none is given. */
  linkSelection(given: FoundTicket | undefined, ask: (place: FlowPlace) => Promise<FoundTicket>): Promise<void>;
  open(argument: unknown): Promise<LinkedPlace | undefined>;
  remove(argument: unknown): Promise<void>;
}

/** Makes what links lines of code to tickets. */
export function connectLinks(parts: CodeParts): ShownLinks {
  const files = parts.keep(new LinkedFiles(parts));
  const lenses = parts.keep(new LinkLenses(files));
  return {
    files,
    lenses,
    linkSelection: (given, ask) => linkSelection(parts, given, ask),
    open: argument => openCodeLink(parts, argument),
    remove: argument => removeCodeLink(parts, argument),
  };
}

import type { TextFrames } from '../../../code/code.ts';
import type { CodeLink } from '../../../model/codeLink.ts';
import type { ResolvedFrame } from '../../../model/frame.ts';
import { readLinkNotes } from '../../../model/linkNote.ts';
import type { FrameThen } from './openFrame.ts';
import type { NamingText } from './ticketTexts.ts';

/** A frame of a ticket's text. */
export interface NamedFrame extends FrameThen {
  /** The text's id, and which of its frames. */
  readonly text: string;
  readonly place: number;
}

/** What one trace, or one text beside its traces, names of this workspace. */
export interface NamedTrace {
  readonly text: string;
  /** Those with files here; of a trace the innermost first. Never empty. */
  readonly frames: readonly NamedFrame[];
  /** Frames of the same trace that are of libraries. */
  readonly foreign: number;
}

/** What all texts of a ticket name. */
export interface NamedTraces {
  readonly traces: readonly NamedTrace[];
  /** Places that are in no file of this workspace, libraries left out. */
  readonly elsewhere: number;
}

/**
 * Traces of a ticket in the order of its texts, each once: replies quote what they answer. What a note with a code link
 * says of its place is that link, and no trace.
 */
export function namedTraces(texts: readonly NamingText[], found: readonly TextFrames[]): NamedTraces {
  const textOf = new Map(texts.map(each => [each.id, each]));
  const shown = new Set<string>();
  const elsewhere = new Set<string>();
  const traces: NamedTrace[] = [];
  for (const { id, frames } of found) {
    if (frames.length === 0) continue;
    const { since = [], text = '' } = textOf.get(id) ?? {};
    const links = readLinkNotes(text);
    for (const { key, own: all, foreign } of groupsOf(frames)) {
      const own = all.filter(({ frame }) => !links.some(link => isOf(link, frame)));
      for (const { frame } of own) if (frame.targets.length === 0) elsewhere.add(placeOf(frame));
      const here = own.filter(({ frame }) => frame.targets.length > 0);
      const fresh = once(here).filter(({ frame }) => !shown.has(placeOf(frame)));
      // A trace is shown whole, or not at all when all of it is shown already.
      const rows = key === 'other' || fresh.length === 0 ? fresh : once(here);
      for (const { frame } of rows) shown.add(placeOf(frame));
      if (rows.length > 0) traces.push({ text: id, foreign, frames: rows.map(each => ({ ...each, text: id, since })) });
    }
  }
  return { traces, elsewhere: elsewhere.size };
}

interface Own {
  readonly frame: ResolvedFrame;
  readonly place: number;
}

function groupsOf(frames: readonly ResolvedFrame[]) {
  const groups = new Map<string, { key: string; own: Own[]; foreign: number }>();
  frames.forEach((frame, place) => {
    const key = frame.language === 'other' ? 'other' : String(frame.trace);
    const group = groups.get(key) ?? { key, own: [], foreign: 0 };
    groups.set(key, group);
    if (frame.foreign) group.foreign++;
    // Python says the innermost last.
    else if (frame.language === 'python') group.own.unshift({ frame, place });
    else group.own.push({ frame, place });
  });
  return groups.values();
}

/** What recurs in one trace (recursion) is one place. */
function once(frames: readonly Own[]): readonly Own[] {
  const seen = new Set<string>();
  return frames.filter(({ frame }) => {
    const place = placeOf(frame);
    return !seen.has(place) && seen.add(place);
  });
}

function isOf({ path, startLine }: CodeLink, frame: ResolvedFrame): boolean {
  return frame.line === startLine && `/${frame.path}`.endsWith(`/${path}`);
}

function placeOf({ path, line, targets }: ResolvedFrame): string {
  return `${targets[0]?.file ?? path}:${line ?? ''}`;
}

import * as v from 'valibot';
import type { MessagePlace } from '../../../model/commitMessage.ts';
import { settings } from '../../ids.ts';
import { ownSetting } from '../../settings/ownSetting.ts';

const flag = (usual: boolean) => v.fallback(v.boolean(), usual);
const line = (usual: string) => v.fallback(v.pipe(v.string(), v.maxLength(500)), usual);

/** How branches of tickets are named and where they are checked out. */
export interface BranchSettings {
  readonly template: string;
  readonly lowerCase: boolean;
  readonly worktree: 'never' | 'ask' | 'always';
}

/** How a commit message names the ticket. */
export interface CommitSettings {
  readonly template: string;
  readonly place: MessagePlace;
  /** The box is filled in while it is empty. */
  readonly fillsIn: boolean;
}

/** What is ticked at first when work is started; a status that is empty stays as it is. */
export interface StartSettings {
  readonly status: string;
  readonly assign: boolean;
  readonly timer: boolean;
}

/** The same when it is finished. */
export interface FinishSettings {
  readonly status: string;
  readonly offerAfterPush: boolean;
}

const usualBranch = '{type}/{number}-{slug}';
const usualPrefix = '[#{number}] ';
/** A line at the end must read as one of git's own. */
const usualTrailer = 'Ticket: #{number}';

export function branchSettings(): BranchSettings {
  const worktree = v.fallback(v.picklist(['never', 'ask', 'always']), 'never');
  const template = v.parse(line(usualBranch), ownSetting(settings.branchTemplate)).trim();
  return {
    template: template === '' ? usualBranch : template,
    lowerCase: v.parse(flag(true), ownSetting(settings.branchLowerCase)),
    worktree: v.parse(worktree, ownSetting(settings.branchWorktree)),
  };
}

export function commitSettings(): CommitSettings {
  const place = v.parse(
    v.fallback(v.picklist(['off', 'prefix', 'trailer']), 'prefix'),
    ownSetting(settings.commitPlace),
  );
  const template = v.parse(line(usualPrefix), ownSetting(settings.commitTemplate));
  const usual = template.trim() === '' || template === usualPrefix;
  if (place === 'trailer') return { template: usual ? usualTrailer : template, place, fillsIn: true };
  return { template: usual ? usualPrefix : template, place: 'prefix', fillsIn: place !== 'off' };
}

export function startSettings(): StartSettings {
  return {
    status: v.parse(line(''), ownSetting(settings.startWorkStatus)).trim(),
    assign: v.parse(flag(true), ownSetting(settings.startWorkAssign)),
    timer: v.parse(flag(true), ownSetting(settings.startWorkTimer)),
  };
}

export function finishSettings(): FinishSettings {
  return {
    status: v.parse(line(''), ownSetting(settings.finishWorkStatus)).trim(),
    offerAfterPush: v.parse(flag(true), ownSetting(settings.finishWorkOfferAfterPush)),
  };
}

import * as v from 'valibot';
import * as vscode from 'vscode';
import type { MirrorSettings } from '../../engine/engine.ts';
import { settings } from '../ids.ts';

const kinds = v.fallback(v.picklist(['open', 'recent', 'all']), 'recent');
const days = v.fallback(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3_650)), 90);
const notices = v.fallback(v.picklist(['off', 'badge', 'toast']), 'badge');

/** How the user wants to be told of their tickets. */
export type NoticeWay = v.InferOutput<typeof notices>;

/** Which tickets are kept, by the user's settings; what a workspace says about it does not count. */
export function readMirrorSettings(): MirrorSettings {
  return {
    tickets: v.parse(kinds, own(settings.mirrorTickets)),
    days: v.parse(days, own(settings.mirrorDays)),
    notices: readNoticeWay() !== 'off',
  };
}

/** `deskside.notices`. */
export function readNoticeWay(): NoticeWay {
  return v.parse(notices, own(settings.notices));
}

function own(key: string): unknown {
  const found = vscode.workspace.getConfiguration(settings.section).inspect<unknown>(key);
  return found?.globalValue ?? found?.defaultValue;
}

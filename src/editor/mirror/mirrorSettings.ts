import * as v from 'valibot';
import type { MirrorSettings } from '../../engine/engine.ts';
import { settings } from '../ids.ts';
import { readNoticeKinds } from '../notices/noticeSettings.ts';
import { ownSetting } from '../settings/ownSetting.ts';

const kinds = v.fallback(v.picklist(['open', 'recent', 'all']), 'recent');
const days = v.fallback(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3_650)), 90);
const notices = v.fallback(v.picklist(['off', 'badge', 'toast']), 'badge');

/** How the user wants to be told of their tickets. */
export type NoticeWay = v.InferOutput<typeof notices>;

/** Which tickets are kept, by the user's settings; what a workspace says about it does not count. */
export function readMirrorSettings(): MirrorSettings {
  return {
    tickets: v.parse(kinds, ownSetting(settings.mirrorTickets)),
    days: v.parse(days, ownSetting(settings.mirrorDays)),
    notices: readNoticeWay() !== 'off',
    noticeKinds: readNoticeKinds(),
  };
}

/** `deskside.notices.show`. */
export function readNoticeWay(): NoticeWay {
  return v.parse(notices, ownSetting(settings.notices));
}

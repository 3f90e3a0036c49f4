import * as v from 'valibot';
import { type NoticeReason, noticeReasons } from '../../model/notice.ts';
import { type Digest, digests, type QuietHours, readQuietHours } from '../../model/noticeTimes.ts';
import { settings } from '../ids.ts';
import { ownSetting } from '../settings/ownSetting.ts';

/** When messages about tickets are shown. */
export interface NoticeTimes {
  readonly digest: Digest;
  readonly quiet: QuietHours | undefined;
}

/** The settings that say of what and when there are notices. */
export const noticeSettings = [settings.noticeKinds, settings.noticeDigest, settings.noticeQuietHours] as const;

const kinds = v.fallback(v.array(v.picklist(noticeReasons)), [...noticeReasons]);
const digest = v.fallback(v.picklist(digests), 'off');

/** `deskside.notices.kinds`: of what the user wants to hear. */
export function readNoticeKinds(): readonly NoticeReason[] {
  return v.parse(kinds, ownSetting(settings.noticeKinds));
}

/** `deskside.notices.digest` and `deskside.notices.quietHours`; a span that cannot be read is none. */
export function readNoticeTimes(): NoticeTimes {
  const quiet = ownSetting(settings.noticeQuietHours);
  return {
    digest: v.parse(digest, ownSetting(settings.noticeDigest)),
    quiet: typeof quiet === 'string' ? readQuietHours(quiet) : undefined,
  };
}

/** A setting that has another name now. Names are without `deskside.`; values stay as they are. */
export interface MovedSetting {
  readonly from: string;
  readonly to: string;
  /** Whether a value found under the former name is the former setting: others may begin with that name now. */
  isOld(value: unknown): boolean;
}

/** Settings that were renamed since they were first in a version. Read under both names, and moved in the user's file. */
export const movedSettings: readonly MovedSetting[] = [
  // `deskside.notices.kinds` and others stand beside it: to VS Code no name may begin with a whole other one.
  { from: 'notices', to: 'notices.show', isOld: value => typeof value === 'string' },
];

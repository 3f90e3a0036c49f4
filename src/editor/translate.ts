/** `vscode.l10n.t`, handed in where something is to be tried without an editor. */
export type Translate = (message: string, ...args: (string | number | boolean)[]) => string;

import * as vscode from 'vscode';
import type { Code } from '../../code/code.ts';
import { settings } from '../ids.ts';
import type { DocumentMentions } from './documentMentions.ts';
import { gitPrograms } from './gitPrograms.ts';
import { gitHosts } from './links/gitHosts.ts';

/** Milliseconds in which changed files are gathered. */
const gathering = 200;

/** Tells the worker which folders are open and what counts as a mention, and which files change. */
export class WorkspaceCode implements vscode.Disposable {
  readonly #code: Code;
  readonly #mentions: DocumentMentions;
  readonly #log: vscode.LogOutputChannel;
  readonly #disposables: vscode.Disposable[] = [];
  readonly #files = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(code: Code, mentions: DocumentMentions, log: vscode.LogOutputChannel) {
    this.#code = code;
    this.#mentions = mentions;
    this.#log = log;
    const watcher = vscode.workspace.createFileSystemWatcher('**/*');
    const note = (uri: vscode.Uri) => this.#note(uri);
    this.#disposables.push(
      watcher,
      watcher.onDidChange(note),
      watcher.onDidCreate(note),
      watcher.onDidDelete(note),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.#open()),
      mentions.onDidChangeRules(() => this.#open()),
      vscode.workspace.onDidChangeConfiguration(event => {
        const ours = [`${settings.section}.${settings.gitHosts}`, 'git.path'];
        if (ours.some(setting => event.affectsConfiguration(setting))) this.#open();
      }),
      { dispose: () => clearTimeout(this.#timer) },
    );
    this.#open();
  }

  dispose(): void {
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  #open(): void {
    const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
    this.#tell(
      this.#code.open(
        folders.map(({ uri }) => uri.fsPath),
        this.#mentions.rules,
        gitHosts(vscode.workspace.getConfiguration(settings.section).get(settings.gitHosts)),
        gitPrograms(vscode.workspace.getConfiguration('git').inspect('path')),
      ),
    );
  }

  #note(uri: vscode.Uri): void {
    if (uri.scheme !== 'file') return;
    this.#files.add(uri.fsPath);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const files = [...this.#files];
      this.#files.clear();
      this.#tell(this.#code.changed(files));
    }, gathering);
  }

  #tell(told: Promise<void>): void {
    told.catch(thrown => this.#log.warn(`The code could not be looked at: ${String(thrown)}`));
  }
}

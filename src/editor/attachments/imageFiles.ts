import * as vscode from 'vscode';
import { imageScheme } from '../ids.ts';

/** Images kept at a time, the latest ones. */
const kept = 20;

/** Images of tickets as files that can only be looked at, in VS Code's own image preview. */
export class ImageFiles implements vscode.FileSystemProvider, vscode.Disposable {
  readonly #files = new Map<string, { readonly bytes: Uint8Array; readonly at: number }>();
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly #registration: vscode.Disposable;
  readonly onDidChangeFile = this.#changed.event;

  constructor() {
    this.#registration = vscode.workspace.registerFileSystemProvider(imageScheme, this, { isReadonly: true });
  }

  /** Shows an image. @param folder keeps images of the same name apart */
  async show(folder: string, name: string, bytes: Uint8Array): Promise<void> {
    const uri = vscode.Uri.from({ scheme: imageScheme, path: `/${folder}/${name}` });
    this.#files.delete(uri.path);
    this.#files.set(uri.path, { bytes, at: Date.now() });
    for (const oldest of this.#files.keys()) {
      if (this.#files.size <= kept) break;
      this.#files.delete(oldest);
    }
    await vscode.commands.executeCommand('vscode.openWith', uri, 'imagePreview.previewEditor');
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const { bytes, at } = this.#file(uri);
    const permissions = vscode.FilePermission.Readonly;
    return { type: vscode.FileType.File, ctime: at, mtime: at, size: bytes.byteLength, permissions };
  }

  readFile(uri: vscode.Uri): Uint8Array {
    return this.#file(uri).bytes;
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => {});
  }

  readDirectory(): never {
    throw vscode.FileSystemError.NoPermissions();
  }

  createDirectory(): never {
    throw vscode.FileSystemError.NoPermissions();
  }

  writeFile(): never {
    throw vscode.FileSystemError.NoPermissions();
  }

  delete(): never {
    throw vscode.FileSystemError.NoPermissions();
  }

  rename(): never {
    throw vscode.FileSystemError.NoPermissions();
  }

  dispose(): void {
    vscode.Disposable.from(this.#registration, this.#changed).dispose();
    this.#files.clear();
  }

  /** The preview asks with a version in the query: only the path names a file. */
  #file(uri: vscode.Uri): { readonly bytes: Uint8Array; readonly at: number } {
    const file = this.#files.get(uri.path);
    if (!file) throw vscode.FileSystemError.FileNotFound(uri);
    return file;
  }
}

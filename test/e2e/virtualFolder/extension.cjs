// A file system that lies in memory: two files that can be read.
const vscode = require('vscode');

const files = new Map([
  ['/notes/limits.ts', '// RD-1042 is about limits\nexport const limit = 3;\n// TODO say why\n'],
  ['/notes/readme.md', 'See RD-1042.\n'],
]);

/** @param {string} path */
const stat = path => {
  const text = files.get(path);
  const isFolder = path === '/' || [...files.keys()].some(each => each.startsWith(`${path.replace(/\/$/, '')}/`));
  if (text === undefined && !isFolder) throw vscode.FileSystemError.FileNotFound(path);
  const type = text === undefined ? vscode.FileType.Directory : vscode.FileType.File;
  return { type, ctime: 1, mtime: 1, size: text?.length ?? 0 };
};

/** @param {vscode.ExtensionContext} context */
exports.activate = context => {
  const changes = new vscode.EventEmitter();
  const refused = () => {
    throw vscode.FileSystemError.NoPermissions();
  };
  context.subscriptions.push(
    changes,
    vscode.workspace.registerFileSystemProvider(
      'drawer',
      {
        onDidChangeFile: changes.event,
        watch: () => new vscode.Disposable(() => {}),
        stat: ({ path }) => stat(path),
        readDirectory: ({ path }) =>
          [...files.keys()].flatMap(each =>
            each.startsWith(`${path}/`) ? [[each.slice(path.length + 1), vscode.FileType.File]] : [],
          ),
        readFile: ({ path }) => {
          stat(path);
          return Buffer.from(files.get(path) ?? '');
        },
        createDirectory: refused,
        writeFile: refused,
        delete: refused,
        rename: refused,
      },
      { isReadonly: true },
    ),
  );
};

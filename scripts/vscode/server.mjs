// A VS Code server on this machine, with all its state in one folder.
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { cleanEnvironment, run, start } from '../processes.mjs';

/** What a person would otherwise click away. Tests and trials add their own. */
const settings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.editor.useModal': 'off',
  'workbench.tips.enabled': false,
  'workbench.reduceMotion': 'on',
  'window.restoreWindows': 'none',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'security.workspace.trust.enabled': false,
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'git.autofetch': false,
};

/**
 * @typedef {object} Server
 * @property {string} url without a slash at its end
 * @property {string} log the file with the server's own output
 * @property {Promise<unknown>} ended
 * @property {() => Promise<void>} stop
 */

/** @param {string} dir */
function placesIn(dir) {
  const places = {
    home: path.join(dir, 'home'),
    user: path.join(dir, 'user-data'),
    extensions: path.join(dir, 'extensions'),
  };
  for (const place of Object.values(places)) mkdirSync(place, { recursive: true });
  return {
    ...places,
    args: [
      ...['--config', path.join(dir, 'config.yaml')],
      ...['--user-data-dir', places.user],
      ...['--extensions-dir', places.extensions],
    ],
    /** @param {Record<string, string>} more */
    environment: more =>
      cleanEnvironment({
        HOME: places.home,
        XDG_DATA_HOME: places.home,
        XDG_CONFIG_HOME: places.home,
        XDG_CACHE_HOME: places.home,
        // No gallery: nothing is looked up on the network.
        EXTENSIONS_GALLERY: '{"serviceUrl":""}',
        ...more,
      }),
  };
}

/**
 * @param {string} entry from `installServer`
 * @param {string} dir
 * @param {string} vsix
 */
export async function installExtension(entry, dir, vsix) {
  const { args, environment } = placesIn(dir);
  await run(process.execPath, [entry, ...args, '--install-extension', vsix, '--force'], { env: environment({}) });
}

/**
 * Writes the settings of the user, unless there are some already.
 * @param {string} dir
 * @param {Record<string, unknown>} more
 */
function writeSettings(dir, more) {
  const folder = path.join(placesIn(dir).user, 'User');
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(path.join(folder, 'settings.json'), `${JSON.stringify({ ...settings, ...more }, null, 2)}\n`, {
      flag: 'wx',
    });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

/**
 * Starts the server and waits until it listens. It serves 127.0.0.1 only, without a password.
 * @param {object} options
 * @param {string} options.entry from `installServer`
 * @param {string} options.dir all state: settings, extensions, logs
 * @param {number} [options.port] 0 takes a free one
 * @param {Record<string, string>} [options.env] for the extension host
 * @param {Record<string, unknown>} [options.settings] the user's, on a first start
 * @param {boolean} [options.suite] allow a test suite in the extension host; VS Code then shows no toasts
 * @returns {Promise<Server>}
 */
export async function startServer({ entry, dir, port = 0, env = {}, settings: more = {}, suite = false }) {
  const { args, environment } = placesIn(dir);
  writeSettings(dir, more);
  // Sockets lie apart, under a short path, and go with the server.
  const sockets = mkdtempSync(path.join(tmpdir(), 'deskside-sockets-'));
  const server = start(
    process.execPath,
    [
      entry,
      ...args,
      ...['--bind-addr', `127.0.0.1:${port}`, '--auth', 'none'],
      '--disable-telemetry',
      '--disable-update-check',
      ...(more['security.workspace.trust.enabled'] === true ? [] : ['--disable-workspace-trust']),
      '--disable-getting-started-override',
      '--disable-proxy',
      ...(suite ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
    ],
    { env: environment({ XDG_RUNTIME_DIR: sockets, ...env }) },
  );
  const log = path.join(dir, 'server.log');
  const file = createWriteStream(log, { flags: 'a' });
  const url = await new Promise((resolve, reject) => {
    let output = '';
    for (const stream of [server.child.stdout, server.child.stderr]) {
      stream?.on('data', chunk => {
        file.write(chunk);
        output = (output + chunk).slice(-20_000);
        const listening = /listening on (http:\/\/[\d.]+:\d+)/.exec(output);
        if (listening) resolve(listening[1]);
      });
    }
    void server.ended.then(() => reject(new Error(`The VS Code server ended at once.\n${output}`)));
  });
  void server.ended.then(() => {
    file.end();
    rmSync(sockets, { recursive: true, force: true });
  });
  return { url, log, ended: server.ended, stop: server.stop };
}

/**
 * The address that opens a folder.
 * @param {Server} server
 * @param {string} folder
 * @param {[string, string][]} [payload] options of the workbench
 */
export function workbenchUrl(server, folder, payload) {
  const url = new URL(server.url);
  url.searchParams.set(folder.endsWith('.code-workspace') ? 'workspace' : 'folder', folder);
  if (payload) url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}

/**
 * @param {Server} server
 * @param {string} file
 */
export const remoteUri = (server, file) => `vscode-remote://${new URL(server.url).host}${path.resolve(file)}`;

// npm start [-- OPTIONS]: Deskside in a real VS Code, with a sample desk and a sample workspace.
import { rmSync } from 'node:fs';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { startSampleDesk } from './desk.mjs';
import { freePort } from './freeport.mjs';
import { makePackage } from './package.mjs';
import { inRoot, out, vsix } from './places.mjs';
import { cleanEnvironment, isEnding, start } from './processes.mjs';
import { makeWorkspace } from './sampleworkspace.mjs';
import { takeScreenshots } from './screenshots.mjs';
import { downloadDesktop, findDesktop, hasDisplay } from './vscode/desktop.mjs';
import { installServer } from './vscode/install.mjs';
import { installExtension, startServer, workbenchUrl } from './vscode/server.mjs';
import { themes } from './vscode/workbench.mjs';

const usage = `npm start [-- OPTIONS]

Opens Deskside in VS Code, with a sample desk and a sample workspace: in the VS Code on this machine, else in one that
can be downloaded, else in VS Code's server build, whose address is then printed.

  --fresh             forget what an earlier start has left
  --server            take the server build even if there is a desktop VS Code
  --port PORT         the port of the server build (7391)
  --screenshot DIR    walk through Deskside without a person, and leave pictures of each step in DIR
  --theme THEME       for the pictures: ${Object.keys(themes).join(', ')}; more than once for several (light and dark)
  --help              this text
`;

/** Everything that a start keeps for the next: tickets, workspace, settings, secrets. */
const state = path.join(out, 'start');
const say = (/** @type {string} */ line) => console.log(line);

const options = readOptions();
try {
  await main(options);
} catch (error) {
  if (!isEnding()) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        fresh: { type: 'boolean', default: false },
        server: { type: 'boolean', default: false },
        port: { type: 'string', default: '7391' },
        screenshot: { type: 'string' },
        theme: { type: 'string', multiple: true, default: ['light', 'dark'] },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) {
      process.stdout.write(usage);
      process.exit(0);
    }
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`Not a port: ${values.port}`);
    return { ...values, port, theme: values.theme.map(readTheme) };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    process.exit(2);
  }
}

/**
 * @param {string} name
 * @returns {import('./vscode/workbench.mjs').Theme}
 */
function readTheme(name) {
  for (const theme of /** @type {import('./vscode/workbench.mjs').Theme[]} */ (Object.keys(themes))) {
    if (theme === name) return theme;
  }
  throw new Error(`No such theme: ${name}`);
}

/** @param {ReturnType<typeof readOptions>} options */
async function main({ screenshot, theme, fresh, server, port }) {
  say('Building Deskside…');
  await makePackage();
  if (screenshot !== undefined) {
    await takeScreenshots({ folder: path.resolve(screenshot), vsix, themes: theme, say });
    return;
  }
  if (fresh) rmSync(state, { recursive: true, force: true });
  say('Making the sample workspace…');
  const workspace = await makeWorkspace(path.join(state, 'quillbay'));
  say('Starting the sample desk…');
  // The same port as last time, so that a desk connected then is found again.
  const desk = await startSampleDesk({ data: path.join(state, 'desk'), port: await freePort(port && port + 1) });
  const env = { DESKSIDE_SAMPLE_DESK: desk.line };
  const program = server ? undefined : await findProgram();
  await (program ? openDesktop(program, workspace, env) : openServer(workspace, env, port));
  await desk.stop();
}

/** A desktop VS Code, or undefined when there is none and none can be had. */
async function findProgram() {
  const found = findDesktop();
  if (found || !hasDisplay()) return found;
  try {
    return await downloadDesktop(say);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

/**
 * Opens a window and waits until it is closed.
 * @param {string} program
 * @param {string} workspace
 * @param {Record<string, string>} env
 */
async function openDesktop(program, workspace, env) {
  say('Opening VS Code… Close its window, or press Ctrl+C, to end.');
  const window = start(
    program,
    [
      '--wait',
      '--new-window',
      `--extensionDevelopmentPath=${inRoot()}`,
      ...['--user-data-dir', path.join(state, 'desktop')],
      '--disable-workspace-trust',
      '--skip-welcome',
      workspace,
    ],
    { env: cleanEnvironment(env), stdio: 'inherit' },
  );
  process.exitCode = 0;
  await window.ended;
}

/**
 * Serves VS Code until this process is ended.
 * @param {string} workspace
 * @param {Record<string, string>} env
 * @param {number} port
 */
async function openServer(workspace, env, port) {
  const entry = await installServer(say);
  const dir = path.join(state, 'server');
  say('Installing Deskside into VS Code…');
  await installExtension(entry, dir, vsix);
  const chosen = await freePort(port);
  if (chosen !== port) say(`Port ${port} is taken. VS Code keeps passwords by address, so this time it knows none.`);
  say('Starting VS Code…');
  const server = await startServer({ entry, dir, env, port: chosen });
  say(`Deskside runs until you press Ctrl+C. Open this address in a browser:\n${workbenchUrl(server, workspace)}`);
  // Ctrl+C is the way to end it, no failure.
  process.exitCode = 0;
  await server.ended;
  if (isEnding()) return;
  throw new Error(`The VS Code server ended. Its log: ${server.log}`);
}

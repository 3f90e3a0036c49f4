// npm run sampledesk -- [ARGUMENTS…]: the sample desk by itself. Its first line on stdout says how to reach it.
import { spawn } from 'node:child_process';
import { inRoot } from './places.mjs';

const child = spawn(process.execPath, [inRoot('src', 'sampledesk', 'main.ts'), ...process.argv.slice(2)], {
  stdio: 'inherit',
});
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => child.kill(signal));
}
child.once('close', (code, signal) => {
  process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143);
});

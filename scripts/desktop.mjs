// npm run test:desktop: the host suite inside a desktop VS Code.
import { inRoot } from './places.mjs';
import { run } from './processes.mjs';

try {
  await run(process.execPath, [inRoot('esbuild.mjs')], { show: true });
  await import('../test/host/launchDesktop.ts');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

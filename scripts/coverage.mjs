// npm run coverage: runs the wire tests and makes docs/coverage.md from what they asked of desks.
import { spawnSync } from 'node:child_process';
import { inRoot, root } from './places.mjs';

const recorded = inRoot('out/coverage.json');
const wire = [inRoot('scripts/suite.mjs'), 'test/wire/**/*.test.ts'];
const report = [inRoot('test/coverage/report.ts'), recorded];
for (const args of [wire, report]) {
  const env = { ...process.env, DESKSIDE_TEST_RECORD: recorded };
  const { status } = spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

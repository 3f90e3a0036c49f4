// npm run kills: ends processes and threads that sync at any moment, 200 times each, and looks each time whether what is
// left can be made equal to the desk. Takes about ten minutes; DESKSIDE_KILLS says how often otherwise.
import { spawnSync } from 'node:child_process';
import { inRoot, root } from './places.mjs';

const env = { ...process.env, DESKSIDE_KILLS: process.env.DESKSIDE_KILLS ?? '200' };
const args = [inRoot('scripts/suite.mjs'), 'test/faults/syncKills.test.ts'];
const { status } = spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' });
process.exitCode = status ?? 1;

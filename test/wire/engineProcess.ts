import { connectors } from '../../src/engine/connectors.ts';
import { DeskEngine } from '../../src/engine/deskEngine.ts';
import type { DeskConfig } from '../../src/model/desk.ts';

/** Another window: an engine on a given folder that opens one desk and tells its parent of every change. */
const [folder = '', config = '', secret = ''] = process.argv.slice(2);
const engine = new DeskEngine(connectors, folder);
engine.onChange(change => process.send?.({ change, at: Date.now() }));
process.on('message', message => {
  if (message === 'sync') void engine.sync((JSON.parse(config) as DeskConfig).id);
});
process.on('disconnect', () => process.exit());
const opened = await engine.open(JSON.parse(config) as DeskConfig, secret);
process.send?.({ opened: opened.ok, at: Date.now() });

import assert from 'node:assert/strict';
import type { TestApi } from '../../src/extension.ts';
import type { RequestEntry } from '../../src/model/network.ts';
import { extensionUnderTest, sampleDesks, until } from './extensionUnderTest.ts';
import { Person } from './person.ts';

describe('A technician’s password', () => {
  let api: TestApi;
  let person: Person;
  const [desk] = sampleDesks();
  const asked: RequestEntry[] = [];
  let listening: () => void;

  before(async () => {
    api = await extensionUnderTest();
    assert.ok(desk);
    await api.desks.add(desk.config, desk.secret);
    listening = api.engine.onRequest((_, entry) => asked.push(entry));
    person = new Person();
  });
  after(async () => {
    listening();
    await person.leave();
    for (const { config } of sampleDesks()) await api.desks.remove(config.id);
  });

  it('is not emptied by an empty answer, and is in no address and no message when it is changed', async () => {
    assert.ok(desk);
    const updates = () => asked.filter(({ address }) => address.includes('action=update_tech'));
    person.run('deskside.browseRecords', { deskId: desk.config.id });
    await person.choose(desk.config.name, 'Technicians');
    const [row] = await person.rows('· Technicians');
    assert.ok(row);
    await person.choose('· Technicians', row.label);
    const shown = `technician ${row.label}`;
    await person.choose(shown, 'Change field…');
    await person.choose(shown, 'pass');
    const box = await person.box(shown);
    assert.ok(box.password && box.value === '');
    await person.write(shown, '');
    await person.rows(shown);
    assert.deepEqual(updates(), []);

    await person.choose(shown, 'Change field…');
    await person.choose(shown, 'pass');
    await person.write(shown, 'Tr0ub4dor&3');
    const [update] = await until('the change', () => (updates().length > 0 ? updates() : undefined));
    assert.match(update?.address ?? '', /[?&]pass=\*\*\*(?:&|$)/);
    assert.equal(update?.status, 200);
    assert.doesNotMatch(JSON.stringify([asked, person.heard]), /Tr0ub4dor/);
  });
});

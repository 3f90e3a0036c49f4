import assert from 'node:assert/strict';
import fc from 'fast-check';
import { refusal, restoredTicket } from '../../src/editor/panel/panelMessages.ts';
import { noteLimit } from '../../src/webview/messages.ts';

const call = (m: string, ...a: unknown[]) => ({ t: 'q', i: 'abc', m, a });

describe('messages from the panel page', () => {
  it('takes every call of the panel', () => {
    for (const m of ['ready', 'refresh', 'reconnect', 'showLog', 'logTime', 'copyLink', 'openInBrowser']) {
      assert.equal(refusal(call(m)), undefined, m);
    }
    assert.equal(refusal(call('saveNote', 'Hello', 'internal')), undefined);
    assert.equal(refusal({ t: 'q', m: 'noteChanged', a: ['', 'public'] }), undefined);
    for (const address of ['https://a.example/x?y#z', 'http://a.example', 'mailto:bo@acme.example']) {
      assert.equal(refusal(call('openLink', address)), undefined, address);
    }
    assert.equal(refusal(call('loadImage', 'https://a.example/x.png')), undefined);
    for (const [m, ...a] of [
      ['customerCard', 'contact:12', false],
      ['openTicket', '77', '1042', ''],
      ['editField', {}],
      ['editField', { role: 'status' }],
      ['editField', { field: 'CustomField_1' }],
      ['linkCustomer'],
      ['unlinkCustomer', 'customer:7'],
      ['insertArticle'],
      ['openAttachment', { id: '9', entryId: '3' }],
      ['saveAttachment', { id: '9' }],
      ['openFrame', 'description', 0],
      ['openFrame', 'entry:12', 4_999],
      ['openFrame', 'file:12:7', 0],
      ['openAllFrames'],
      ['openCodeLink', 'a1b2-c3'],
      ['removeCodeLink', 'a1b2-c3'],
      ['findReferences'],
    ] as const) {
      assert.equal(refusal(call(m, ...a)), undefined, m);
    }
  });

  it('refuses calls about customers, tickets, fields and files that name none', () => {
    const long = 'x'.repeat(201);
    for (const [m, ...a] of [
      ['customerCard', '', false],
      ['customerCard', 12, false],
      ['customerCard', long, false],
      ['customerCard', '12'],
      ['customerCard', '12', 'yes'],
      ['openTicket', '77', '1042'],
      ['openTicket', '', '1042', ''],
      ['openTicket', '77', { toString: 1 }, ''],
      ['openTicket', '77', '1042', 'x'.repeat(2_001)],
      ['editField'],
      ['editField', 'status'],
      ['editField', { role: 'toString' }],
      ['editField', { role: 'status', field: 'status' }],
      ['editField', { field: '' }],
      ['editField', { field: 'a', deskId: 'other' }],
      ['linkCustomer', '7'],
      ['unlinkCustomer'],
      ['unlinkCustomer', ''],
      ['insertArticle', '7'],
      ['openAttachment', '9'],
      ['openAttachment', { entryId: '3' }],
      ['openAttachment', { id: '9', entryId: 3 }],
      ['saveAttachment', { id: '9', name: '../../x' }],
      ['saveAttachment', { id: long }],
      ['openFrame', 'description', -1],
      ['openFrame', 'description', 1.5],
      ['openFrame', 'description', '0'],
      ['openFrame', '/etc/passwd', 0],
      ['openFrame', 'descriptions', 0],
      ['openFrame', 'description'],
      ['openFrame', 'description', 0, '/etc/passwd'],
      ['openAllFrames', 'description'],
      ['openCodeLink', '../a'],
      ['openCodeLink', ''],
      ['removeCodeLink', { id: 'a' }],
      ['findReferences', '7'],
    ] as const) {
      assert.equal(refusal(call(m, ...a)), `${m}: arguments are not allowed`, JSON.stringify([m, ...a]).slice(0, 80));
    }
  });

  it('takes writes that can be meant, and refuses the others', () => {
    for (const [m, ...a] of [
      ['preview', 'x'],
      ['fields'],
      ['changeField', 'StatusID', '3'],
      ['changeField', 'StatusID', null],
      ['undoChange'],
      ['chooseWrite', 7, 'arrived'],
      ['takeBack', 7],
      ['resolve', 7, { StatusID: 'theirs' }],
      ['attachFile', 'a b.log', 'text/plain', 'eA==', 'internal'],
      ['pickFiles', 'public'],
      ['insertCannedReply'],
    ] as const) {
      assert.equal(refusal(call(m, ...a)), undefined, m);
    }
    for (const [m, ...a] of [
      ['preview', 'x'.repeat(noteLimit + 1)],
      ['fields', 'other'],
      ['changeField', 'StatusID'],
      ['changeField', '', '3'],
      ['changeField', 'StatusID', 3],
      ['changeField', 'x', 'x'.repeat(20_001)],
      ['chooseWrite', 7, 'keepMine'],
      ['chooseWrite', '7', 'send'],
      ['takeBack', 1.5],
      ['takeBack', -1],
      ['resolve', 7, { StatusID: 'ours' }],
      ['attachFile', '../a.log', 'text/plain', 'eA==', 'internal'],
      ['attachFile', 'a\u0000.log', 'text/plain', 'eA==', 'internal'],
      ['attachFile', 'a.log', 'text/plain\r\nX: y', 'eA==', 'internal'],
      ['attachFile', 'a.log', 'text/plain', 'no base64', 'internal'],
      ['attachFile', 'a.log', 'text/plain', 'A'.repeat(13_333_341), 'internal'],
      ['attachFile', 'a.log', 'text/plain', 'eA=='],
      ['pickFiles', 'secret'],
    ] as const) {
      assert.equal(refusal(call(m, ...a)), `${m}: arguments are not allowed`, JSON.stringify([m, ...a]).slice(0, 80));
    }
  });

  it('refuses addresses that do more than show a page', () => {
    for (const address of [
      'command:workbench.action.quit',
      'vscode://x/y',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'data:text/html,x',
      '//a.example',
      'x'.repeat(9000),
      7,
    ]) {
      assert.ok(refusal(call('openLink', address)), String(address));
      assert.ok(refusal(call('loadImage', address)), String(address));
    }
    assert.ok(refusal(call('loadImage', 'mailto:bo@acme.example')));
  });

  it('refuses notes that are empty, too long or of no visibility', () => {
    assert.ok(refusal(call('saveNote', ' \n', 'public')));
    assert.ok(refusal(call('saveNote', 'x'.repeat(noteLimit + 1), 'public')));
    assert.ok(refusal(call('saveNote', 'x', 'secret')));
    assert.ok(refusal(call('saveNote', 'x')));
    assert.ok(refusal(call('saveNote', 'x', 'public', 'more')));
  });

  it('refuses what is no call, without throwing and without repeating what it carried', () => {
    for (const m of ['constructor', '__proto__', 'toString', 'show', '']) assert.ok(refusal(call(m)), m);
    assert.ok(refusal({ t: 's', i: 'abc', r: 1 }));
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withMap: true, withNullPrototype: true }), message => {
        assert.equal(refusal(message), 'not a call of the panel');
      }),
    );
    assert.doesNotMatch(refusal(call('openLink', 'command:sesame')) ?? '', /sesame/);
  });
});

describe('the ticket of a restored panel', () => {
  it('is read from what the page kept', () => {
    const kept = { deskId: 'd', ticketId: '77', number: '1042', subject: 'S', draft: 'x', sending: false, scroll: 3 };
    assert.deepEqual(restoredTicket(kept), { deskId: 'd', ticketId: '77', number: '1042', subject: 'S' });
    assert.deepEqual(restoredTicket({ ...kept, subject: undefined }), { deskId: 'd', ticketId: '77', number: '1042' });
  });

  it('is nothing when the state tells none', () => {
    for (const kept of [undefined, null, 'x', {}, { deskId: '', ticketId: '1', number: '2' }, { deskId: 1 }]) {
      assert.equal(restoredTicket(kept), undefined);
    }
  });
});

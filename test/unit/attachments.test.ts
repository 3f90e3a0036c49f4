import assert from 'node:assert/strict';
import fc from 'fast-check';
import { attachmentKind } from '../../src/editor/attachments/attachmentKind.ts';
import { attachmentName } from '../../src/editor/attachments/attachmentName.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('an attachment’s name', () => {
  it('is that of a file in no folder, on any system', () => {
    for (const [given, wanted] of [
      ['error.log', 'error.log'],
      ['../../.ssh/authorized_keys', 'authorized_keys'],
      ['C:\\Windows\\system.ini', 'system.ini'],
      ['..', 'attachment'],
      ['.bashrc', 'bashrc'],
      ['', 'attachment'],
      ['a:b*c?.txt', 'a_b_c_.txt'],
      ['invoice\u202egpj.exe', 'invoicegpj.exe'],
      ['con.txt', '_con.txt'],
      ['COM¹ .log', '_COM¹ .log'],
      ['conin$', '_conin$'],
      ['txt.\u061cexe', 'txt.exe'],
      ['trailing. ', 'trailing'],
      ['Bericht März.pdf', 'Bericht März.pdf'],
      [`${'n'.repeat(300)}.tar`, `${'n'.repeat(120)}.tar`],
    ] as const) {
      assert.equal(attachmentName(given), wanted, given);
    }
  });

  it('is never a way out of its folder', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), given => {
        const name = attachmentName(given);
        assert.ok(name !== '' && name !== '.' && name !== '..' && !/[\\/\p{Cc}]/u.test(name), JSON.stringify(name));
      }),
    );
  });
});

describe('an attachment’s kind', () => {
  it('is told from its content', () => {
    assert.deepEqual(attachmentKind(bytes('Grüße\r\n\u001b[31mred')), { kind: 'text', text: 'Grüße\r\n\u001b[31mred' });
    assert.deepEqual(attachmentKind(bytes('')), { kind: 'text', text: '' });
    assert.deepEqual(attachmentKind(new Uint8Array([0xff, 0xfe, 0x41, 0x00])), { kind: 'text', text: 'A' });
    assert.deepEqual(attachmentKind(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, ...new Array(20)])), {
      kind: 'image',
      ending: 'png',
    });
    assert.deepEqual(attachmentKind(bytes('RIFF....WEBPVP8 ')), { kind: 'image', ending: 'webp' });
    for (const other of ['MZ\u0000\u0003', '%PDF-1.7\n\u0000', 'PK\u0003\u0004']) {
      assert.deepEqual(attachmentKind(bytes(other)), { kind: 'other' });
    }
    assert.deepEqual(attachmentKind(new Uint8Array([0xc3, 0x28])), { kind: 'other' });
  });

  it('takes a drawing that could run scripts for text', () => {
    assert.equal(attachmentKind(bytes('<svg onload="x()"/>')).kind, 'text');
  });
});

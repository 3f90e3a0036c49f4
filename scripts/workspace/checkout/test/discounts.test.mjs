import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyDiscount } from '../dist/cart/discounts.js';

const rule = { code: 'SPRING', percent: 15, minimum: 20, validFrom: new Date(0), validUntil: new Date(8.64e15) };

test('takes a share off the net amount', () => {
  assert.equal(applyDiscount(80, rule), 12);
});

test('takes nothing off a small cart', () => {
  assert.equal(applyDiscount(19.99, rule), 0);
});

test('stops at the cap', () => {
  assert.equal(applyDiscount(500, { ...rule, cap: 30 }), 30);
});

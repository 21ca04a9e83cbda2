import { expect, test } from 'vitest';
import { randomUUID } from '../../src/browser/host/crypto.js';

test('a UUID is of version 4, and another one each time', () => {
  const form = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  const all = Array.from({ length: 50 }, randomUUID);
  for (const own of all) expect(own).toMatch(form);
  expect(new Set(all).size).toBe(50);
});

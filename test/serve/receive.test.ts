import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { createBudget } from '../../src/serve/byte-budget.js';
import { receive } from '../../src/serve/receive.js';

/** A request whose body is written by the test. */
function openRequest(headers: Readonly<Record<string, string>> = {}) {
  const body = Object.assign(new PassThrough(), { headers });
  const budget = createBudget(150);
  const received = receive(body, { most: 100, timeout: 200, budget });
  return { body, budget, received };
}

test('a body is put together in memory of its own, taken from the budget', async () => {
  const { body, budget, received } = openRequest();
  body.write('ab');
  body.end('c');
  const bytes = await received;
  expect(new TextDecoder().decode(bytes)).toBe('abc');
  expect(bytes.buffer.byteLength).toBe(3);
  expect(budget.take(148)).toBe(false);
  expect(budget.take(147)).toBe(true);
});

test.each([
  ['is told to be too large', { 'content-length': '101' }, () => {}, 413],
  ['is too large', {}, (body: PassThrough) => body.write('x'.repeat(101)), 413],
  ['is cut off', {}, (body: PassThrough) => body.destroy(), 400],
  ['never ends', {}, (body: PassThrough) => body.write('x'), 408],
])('a body that %s is refused and gives back what it took', async (_, headers, write, status) => {
  const { body, budget, received } = openRequest(headers as Record<string, string>);
  write(body);
  await expect(received).rejects.toMatchObject({ status });
  expect(budget.take(150)).toBe(true);
});

test('a body is refused where others hold too much', async () => {
  const { body, budget, received } = openRequest();
  budget.take(100);
  body.write('x'.repeat(60));
  await expect(received).rejects.toMatchObject({ status: 503, headers: { 'Retry-After': '1' } });
  expect(budget.take(50)).toBe(true);
});

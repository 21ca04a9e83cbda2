import { expect, test } from 'vitest';
import { createBudget } from '../../src/serve/byte-budget.js';
import { lineBlocks } from '../../src/serve/line-blocks.js';

async function blocksOf(chunks: readonly string[], most = 100, budget = createBudget(200)) {
  const encoder = new TextEncoder();
  async function* input() {
    for (const chunk of chunks) yield encoder.encode(chunk);
  }
  const found: [string, number][] = [];
  for await (const { bytes, firstLine } of lineBlocks(input(), { most, budget })) {
    found.push([new TextDecoder().decode(bytes), firstLine]);
    // As where it is handed to a thread.
    structuredClone(bytes, { transfer: [bytes.buffer] });
  }
  return found;
}

test('lines come as they arrive, whole, with their places', async () => {
  expect(await blocksOf(['a\nb', 'c\n', '\nd\ne', 'f'])).toEqual([
    ['a\n', 0],
    ['bc\n', 1],
    ['\nd\n', 2],
    ['ef', 4],
  ]);
  expect(await blocksOf([])).toEqual([]);
});

test('a line that is too long is refused, whether it ends or not', async () => {
  const fault = { status: 413 };
  await expect(blocksOf(['a\n', 'b'.repeat(60), 'b'.repeat(60)])).rejects.toMatchObject(fault);
  await expect(blocksOf(['b'.repeat(60), `${'b'.repeat(60)}\n`])).rejects.toMatchObject(fault);
  expect(await blocksOf([`${'b'.repeat(60)}\n`, `${'b'.repeat(60)}\n`])).toHaveLength(2);
});

test('lines that have not ended are taken from what all may hold, and given back', async () => {
  const budget = createBudget(100);
  const fault = { status: 503, code: 'BUSY' };
  await expect(blocksOf(['b'.repeat(60), 'b'.repeat(60)], 200, budget)).rejects.toMatchObject(
    fault,
  );
  expect(
    await blocksOf(['b'.repeat(60), 'b'.repeat(30), '\n', 'c'.repeat(70)], 200, budget),
  ).toHaveLength(2);
  expect(budget.take(100)).toBe(true);
});

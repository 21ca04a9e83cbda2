import { expect, test, vi } from 'vitest';
import { createProgress } from '../../src/cli/create-progress.js';
import { terminalWidth } from '../../src/cli/terminal.js';

test.each([
  ['a terminal of 80 columns', { isTTY: true, columns: 80 }, 80],
  ['a terminal without a size', { isTTY: true, columns: 0 }, Number.POSITIVE_INFINITY],
  ['a pipe', { isTTY: false, columns: 80 }, Number.POSITIVE_INFINITY],
])('the width of %s', (_, stream, width) => {
  expect(terminalWidth(stream)).toBe(width);
});

test('progress is told in lines where a terminal has no size to draw in', () => {
  const { isTTY, columns } = process.stderr;
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  Object.assign(process.stderr, { isTTY: true, columns: 0 });
  const progress = createProgress({});
  progress.show({ frame: () => ['drawn'], line: () => 'told' });
  progress.say('a note');
  progress.close();
  const text = written.mock.calls.flat().join('');
  written.mockRestore();
  Object.assign(process.stderr, { isTTY, columns });
  expect(text).toBe('a note\n');
});

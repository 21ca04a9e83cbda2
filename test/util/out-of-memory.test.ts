import { expect, test } from 'vitest';
import { outOfMemory } from '../../src/util/out-of-memory.js';

function thrownBy(action: () => unknown): unknown {
  try {
    action();
  } catch (thrown) {
    return thrown;
  }
  throw new Error('nothing was thrown');
}

test.each([
  ['shared memory', () => new SharedArrayBuffer(2 ** 50)],
  ['an array', () => new ArrayBuffer(2 ** 50)],
  ['a WebAssembly memory', () => new WebAssembly.Memory({ initial: 1, maximum: 1 }).grow(1)],
])('%s that finds no room is a mistake that says what to do', (_, allocate) => {
  expect(outOfMemory(thrownBy(allocate))).toMatchObject({
    name: 'AutofitError',
    code: 'NO_MEMORY',
    message: expect.stringContaining('Memory is not enough: '),
    hint: expect.stringContaining('raise the limit (ulimit -v)'),
  });
});

test.each([
  ['a call that goes too deep', new RangeError('Maximum call stack size exceeded')],
  ['another error', new Error('out of memory')],
  ['a text', 'out of memory'],
])('%s stays as it is', (_, thrown) => {
  expect(outOfMemory(thrown)).toBe(thrown);
});

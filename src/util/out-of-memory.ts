import { AutofitError } from './errors.js';

/** What the engine throws where an array, a table by name, a text or a WebAssembly memory finds no room. */
const NO_ROOM =
  /array buffer allocation failed|out of memory|memory\.grow|could not allocate memory|(?:map|set) maximum size|invalid string length/i;

/** A lack of memory as a mistake that says what to do; anything else as it is. */
export function outOfMemory(thrown: unknown): unknown {
  if (!(thrown instanceof RangeError && NO_ROOM.test(thrown.message))) return thrown;
  return new AutofitError('NO_MEMORY', `Memory is not enough: ${thrown.message}.`, {
    hint: 'Free some, raise the limit (ulimit -v), or give fewer rows, columns or `workers`.',
  });
}

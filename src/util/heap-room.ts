import { collectGarbage } from './collect-garbage.js';
import { AutofitError } from './errors.js';
import { formatBytes } from './format-bytes.js';

interface HeapNumbers {
  readonly heap_size_limit: number;
  readonly used_heap_size: number;
}

interface NodeProcess {
  getBuiltinModule?(name: 'node:v8'): { getHeapStatistics?(): HeapNumbers } | undefined;
}

/** A heap that is nearly full ends the process, whatever it is doing. */
const KEPT_FREE = 0.1;

/** Bytes that the heap of this thread has room for; infinite in a page, whose browser does not say. */
export function heapRoom(): number {
  const { process } = globalThis as { readonly process?: NodeProcess };
  const numbers = process?.getBuiltinModule?.('node:v8')?.getHeapStatistics?.();
  if (!numbers) return Number.POSITIVE_INFINITY;
  const { heap_size_limit: limit, used_heap_size: used } = numbers;
  return (1 - KEPT_FREE) * limit - used;
}

/** Throws an AutofitError where the heap has no room for so many bytes, told as what takes them: a full heap ends the process. */
export function needHeap(bytes: number, what: string, hint: string): void {
  if (bytes <= heapRoom()) return;
  collectGarbage();
  const room = heapRoom();
  if (bytes <= room) return;
  const left = formatBytes(Math.max(0, room));
  throw new AutofitError('NO_MEMORY', `${what}, and the heap of Node has ${left} left.`, {
    hint: `${hint} Or give it more: NODE_OPTIONS=--max-old-space-size=8192 (in MB).`,
  });
}

import { AutofitError } from './errors.js';

interface NodeProcess {
  readonly execArgv?: readonly string[];
  readonly env?: { readonly NODE_OPTIONS?: string };
  getBuiltinModule?(
    name: 'node:fs',
  ): { readFileSync(path: string, encoding: 'utf8'): string } | undefined;
}

const GIB = 2 ** 30;
/** What a thread of Node reserves of addresses, most of them for code and values that it never has. */
const OF_THREAD = GIB;
/** V8 keeps 10 GiB of addresses around each WebAssembly memory, and each worker has several; below this, some would fail. */
const ENOUGH_FOR_WEBASSEMBLY = 512 * GIB;
/** The flag of Node by which V8 keeps none. */
export const WITHOUT_GUARDS = '--disable-wasm-trap-handler';

/** Bytes of addresses that this process may have, as `ulimit -v` says; infinite where nothing bounds them. */
function addressLimit(): number {
  const [, soft] = /^Max address space\s+(\d+)/m.exec(readFile('/proc/self/limits')) ?? [];
  return soft === undefined ? Number.POSITIVE_INFINITY : Number(soft);
}

/** Threads that there are addresses for; one too many ends the process at once. */
export function threadsWithRoom(): number {
  const [, kib = '0'] = /^VmSize:\s+(\d+)/m.exec(readFile('/proc/self/status')) ?? [];
  return Math.floor((addressLimit() - 1024 * Number(kib)) / OF_THREAD);
}

/** Throws an AutofitError where not a single thread has room. */
export function checkThreadRoom(): void {
  if (threadsWithRoom() >= 1) return;
  throw new AutofitError('NO_MEMORY', 'ulimit -v leaves no room for a worker thread.', {
    hint: `One takes ${OF_THREAD / GIB} GiB of addresses: raise the limit, as by ulimit -v unlimited.`,
  });
}

/** Whether every memory of WebAssembly finds its addresses: all threads need them alike, for the same results. */
export function hasRoomForWebAssembly(): boolean {
  const { execArgv = [], env = {} } = nodeProcess() ?? {};
  const flags = [...execArgv, ...(env.NODE_OPTIONS ?? '').split(/\s+/)];
  return flags.includes(WITHOUT_GUARDS) || addressLimit() >= ENOUGH_FOR_WEBASSEMBLY;
}

/** Empty where there is no such file: beside Linux, and in a page, which is why `node:fs` is not imported. */
function readFile(path: string): string {
  try {
    return nodeProcess()?.getBuiltinModule?.('node:fs')?.readFileSync(path, 'utf8') ?? '';
  } catch {
    return ''; // not this system
  }
}

function nodeProcess(): NodeProcess | undefined {
  return (globalThis as { readonly process?: NodeProcess }).process;
}

import type { Drift } from '../../drift/drift.js';
import type { Inspection } from '../../inspect.js';
import type { CompareFacts } from '../../report/facts/compare-facts.js';
import type { RunSummary } from '../../run/run-summary.js';
import { createLimiter } from '../../util/limiter.js';
import type { StudioCalls, StudioData } from '../studio-calls.js';
import type { ServedData, StudioBegun, StudioGreeting } from '../studio-messages.js';
import { waiting } from './studio-state.js';
import { texts } from './texts.js';
import { watchServer } from './watch-server.js';

/** The studio's calls over HTTP, to the server that the page came from. */
export async function callsOnServer(): Promise<StudioCalls> {
  const { given, examples } = await asked<StudioGreeting>('greeting');
  /** Where the server has put what was dropped. */
  const places = new Map<StudioData, Promise<ServedData>>();
  const placed = (data: StudioData): Promise<ServedData> => {
    if (data.kind !== 'files') return Promise.resolve(data);
    const known = places.get(data) ?? uploaded(data.files, tellSent);
    places.set(data, known);
    // What has failed may be tried again.
    known.catch(() => places.delete(data));
    return known;
  };
  return {
    place: 'server',
    given: given === null ? undefined : { kind: 'given', name: given },
    examples,
    keeping: async () => 'kept',
    inspect: async (data, told) =>
      asked<Inspection>('inspect', { data: await placed(data), told: columnsOf(told) }),
    fit: async (data, told) =>
      (await asked<StudioBegun>('fit', { data: await placed(data), told })).run,
    resume: (run, timeLimit) => asked('resume', { run, ...(timeLimit && { timeLimit }) }),
    stop: (run) => asked('stop', { run }),
    watch: (listener) =>
      watchServer((told) => {
        // What was sent to the one before is not here: it is sent again when it is asked for.
        if (told.kind === 'restarted') places.clear();
        listener(told);
      }),
    runs: () => asked<readonly RunSummary[]>('runs'),
    file: (run, name) => fetched(`file?${new URLSearchParams({ run, name })}`),
    reportAddress: async (run) => `api/file?${new URLSearchParams({ run, name: 'report.html' })}`,
    exportRun: (run, form) => fetched(`export?${new URLSearchParams({ run, form })}`),
    async predict(run, data) {
      const own = { run, data: await placed(data) };
      const { id, notes } = await asked<{ id: string; notes: readonly string[] }>('predict', own);
      return { csv: await fetched(`predictions?${new URLSearchParams({ id })}`), notes };
    },
    drift: async (run, data) => asked<Drift>('drift', { run, data: await placed(data) }),
    compare: (runs) => asked<CompareFacts>('compare', { runs }),
  };
}

/** Without what else the page knows. */
function columnsOf({ label, types, ignore }: Parameters<StudioCalls['inspect']>[1]) {
  return { ...(label !== undefined && { label }), types, ignore };
}

/** Files on their way at once: a browser has six connections to a server, one of which hears what is told. */
const AT_ONCE = 4;

/** Files from which on it is said how many are sent. */
const MANY = 20;

function tellSent(sent: number, all: number): void {
  if (all >= MANY && waiting.value !== undefined) waiting.value = texts.data.sending(sent, all);
}

/** Sends files; they lie in a folder of their own there. */
async function uploaded(
  files: readonly File[],
  onSent: (sent: number, all: number) => void,
): Promise<ServedData> {
  const { id } = await asked<{ readonly id: string }>('upload', {});
  const inTurn = createLimiter(AT_ONCE);
  const stop = new AbortController();
  const { signal } = stop;
  let sent = 0;
  const send = async (file: File) => {
    const path = file.webkitRelativePath || file.name;
    const query = new URLSearchParams({ id, path });
    await reached(`upload?${query}`, { method: 'PUT', body: file, signal });
    onSent(++sent, files.length);
  };
  // Where one fails, the others need not be sent.
  await Promise.all(files.map((file) => inTurn(() => send(file)))).finally(() => stop.abort());
  const [first] = files;
  const name = first?.webkitRelativePath.split('/')[0] || first?.name || '';
  return { kind: 'uploaded', id, name };
}

async function asked<T = void>(name: string, body?: object): Promise<T> {
  const post = { method: 'POST', headers: { 'Content-Type': 'application/json' } };
  const options = body === undefined ? {} : { ...post, body: JSON.stringify(body) };
  const response = await reached(name, options);
  return (await response.json()) as T;
}

async function fetched(address: string): Promise<Blob> {
  return (await reached(address)).blob();
}

/** Throws what the server says, in its words, or that there is none. */
async function reached(address: string, options: RequestInit = {}): Promise<Response> {
  const response = await fetch(`api/${address}`, options).catch((cause: unknown) => {
    throw Object.assign(new Error(texts.lost.message, { cause }), { hint: texts.lost.hint });
  });
  if (response.ok) return response;
  const { message, hint } = (await response.json().catch(() => ({}))) as Partial<FaultBody>;
  throw Object.assign(new Error(message ?? `the server answers ${response.status}`), { hint });
}

interface FaultBody {
  readonly message: string;
  readonly hint?: string;
}

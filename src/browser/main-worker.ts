/** The worker that reads, searches and saves for a page, which stays free meanwhile. */
import './host/page-process.js';
import { AskedThreads } from './asked-threads.js';
import type { CallAnswer, CallMessage, CarriedError } from './calls.js';
import { mountPackage } from './host/mount-package.js';
import { openOrigin } from './host/open-origin.js';
import { pageFiles } from './host/page-files.js';
import { threadsBegin } from './host/piscina.js';

const threads = new AskedThreads((request, transfer) => post(request, transfer));
threadsBegin((hearer) => threads.open(hearer));
mountPackage(pageFiles, import.meta.url);

/** What is loaded once files are there. */
const begun = (async () => {
  const keepsFiles = await openOrigin(pageFiles);
  const { createCalls } = await import('./create-calls.js');
  return createCalls(keepsFiles);
})();
const aborts = new Map<number, AbortController>();

self.onmessage = async ({ data }: MessageEvent<CallMessage>) => {
  if (data.kind === 'thread-ended') return threads.ended(data.thread, data.message);
  const { id } = data;
  if (data.kind === 'abort') return aborts.get(id)?.abort();
  const abort = new AbortController();
  aborts.set(id, abort);
  try {
    const calls = await begun;
    const value = await calls[data.name](data.told, {
      signal: abort.signal,
      onProgress: (event) => post({ kind: 'event', id, event }),
    });
    post({ kind: 'done', id, value });
  } catch (thrown) {
    post({ kind: 'thrown', id, error: await carried(thrown) });
  } finally {
    aborts.delete(id);
  }
};

async function carried(thrown: unknown): Promise<CarriedError> {
  const { AutofitError, errorMessage } = await import('../util/errors.js');
  if (!(thrown instanceof AutofitError)) return { message: errorMessage(thrown) };
  const { code, message, hint, place } = thrown;
  return { message, mistake: { code, details: { ...place, ...(hint !== undefined && { hint }) } } };
}

function post(answer: CallAnswer, transfer: Transferable[] = []): void {
  (self as unknown as Worker).postMessage(answer, transfer);
}

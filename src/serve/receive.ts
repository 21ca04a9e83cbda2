import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import type { ByteBudget } from './byte-budget.js';
import { HttpFault } from './http-fault.js';

export interface ReceiveOptions {
  /** Bytes at most. */
  readonly most: number;
  /** Milliseconds until all have arrived. */
  readonly timeout: number;
  /** What all requests together may hold. */
  readonly budget: ByteBudget;
}

/**
 * The body of a request, taken from the budget; whoever gets it gives it back. Throws an HttpFault for one that is too large, too
 * slow or cut off.
 */
export async function receive(
  incoming: Readable & Pick<IncomingMessage, 'headers'>,
  { most, timeout, budget }: ReceiveOptions,
): Promise<Uint8Array> {
  if (Number(incoming.headers['content-length'] ?? 0) > most) throw tooLarge(most);
  const chunks: Buffer[] = [];
  let bytes = 0;
  const fault = await new Promise<HttpFault | undefined>((resolve) => {
    const timer = setTimeout(() => end(tooSlow()), timeout);
    const end = (found?: HttpFault) => {
      clearTimeout(timer);
      incoming.off('data', onData).off('end', onEnd).off('error', onCut).off('close', onCut);
      resolve(found);
    };
    const onCut = () => end(cutOff());
    const onData = (chunk: Buffer) => {
      if (bytes + chunk.length > most) end(tooLarge(most));
      else if (!budget.take(chunk.length)) end(tooMuch());
      else {
        bytes += chunk.length;
        chunks.push(chunk);
      }
    };
    const onEnd = () => end();
    incoming.on('data', onData).once('end', onEnd).once('error', onCut).once('close', onCut);
  });
  if (!fault) return joined(chunks, bytes);
  budget.give(bytes);
  throw fault;
}

/** A buffer of their own: what is handed to a thread must not take a shared one with it. */
function joined(chunks: readonly Buffer[], bytes: number): Uint8Array {
  const all = new Uint8Array(bytes);
  let next = 0;
  for (const chunk of chunks) {
    all.set(chunk, next);
    next += chunk.length;
  }
  return all;
}

/** More than one request may hold. */
export function tooLarge(most: number): HttpFault {
  return new HttpFault(413, 'TOO_LARGE', `The request is larger than ${most} bytes.`, {
    hint: 'Send fewer rows at once, or application/x-ndjson, which has no end.',
  });
}

function tooSlow(): HttpFault {
  return new HttpFault(408, 'TOO_SLOW', 'The request did not arrive in time.');
}

/** Of what all requests and answers together may hold, nothing is left. */
export function tooMuch(): HttpFault {
  const hint = 'Ask again in a second.';
  const message = 'All requests and answers together are too large.';
  return new HttpFault(503, 'BUSY', message, { hint }, { 'Retry-After': '1' });
}

function cutOff(): HttpFault {
  return new HttpFault(400, 'CUT_OFF', 'The request ended before its end.');
}

import { setTimeout as sleep } from 'node:timers/promises';
import { faultText, HttpFault, inside } from './http-fault.js';
import type { Job, JobAnswer } from './job.js';
import { type BlockOptions, lineBlocks } from './line-blocks.js';

export interface LineOptions extends BlockOptions {
  /** Answers a part of the lines. */
  readonly answer: (job: Job) => Promise<JobAnswer>;
  readonly onRows: (answer: JobAnswer) => void;
  /** Told what goes wrong inside, not that the client is gone. */
  readonly onFailure: (thrown: unknown) => void;
}

/** Before a stream asks again where too many wait: its head is sent already. */
const PAUSE_MS = 20;

/**
 * A line of JSON for each line of a request, in its order, as lines arrive; no more of them are read than are answered and taken. What
 * ends the stream before its end is its last line.
 */
export async function* answerLines(
  input: AsyncIterable<Uint8Array>,
  { answer, onRows, onFailure, ...blocks }: LineOptions,
): AsyncGenerator<string> {
  const told = new Set<string>();
  try {
    for await (const { bytes, firstLine } of lineBlocks(input, blocks)) {
      const own = await patiently(() =>
        answer({ form: 'lines', bytes, explain: false, firstLine }),
      );
      if (own.status !== 200) {
        yield `${own.body}\n`;
        return;
      }
      onRows(own);
      if (own.body !== '') yield withNotes(own, told);
    }
  } catch (thrown) {
    if (isGone(thrown)) return;
    if (!(thrown instanceof HttpFault)) onFailure(thrown);
    yield `${faultText(thrown instanceof HttpFault ? thrown : inside())}\n`;
  }
}

/** Whether the one who asked has ended the connection. */
function isGone(thrown: unknown): boolean {
  const { code } = (thrown ?? {}) as NodeJS.ErrnoException;
  return code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE';
}

async function patiently(ask: () => Promise<JobAnswer>): Promise<JobAnswer> {
  for (;;) {
    try {
      return await ask();
    } catch (thrown) {
      if (!(thrown instanceof HttpFault) || thrown.code !== 'BUSY') throw thrown;
      await sleep(PAUSE_MS);
    }
  }
}

/** What was noticed for the first time stands at the first of these lines. */
function withNotes({ body, notes }: JobAnswer, told: Set<string>): string {
  const fresh = notes.filter((note) => !told.has(note));
  if (fresh.length === 0 || told.size > MOST_TOLD) return body;
  for (const note of fresh) told.add(note);
  return body.replace('}\n', () => `,"notes":${JSON.stringify(fresh)}}\n`);
}

const MOST_TOLD = 100;

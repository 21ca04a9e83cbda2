import type { Readable } from 'node:stream';
import { availableProcessors } from '../util/processors.js';
import { Stopped } from '../util/stopped.js';
import { createCsvKernels } from './create-csv-kernels.js';
import type { CsvKernels } from './csv-kernels.js';
import { type CsvOptions, createRecords, openQuote, type Records } from './csv-records.js';
import { detectDialect } from './dialect.js';
import { peek } from './peek.js';
import type { RawTable } from './raw-table.js';
import { readRest } from './read-rest.js';
import { type SecondPart, startSecondPart } from './second-part.js';
import { createWaiting } from './waiting-bytes.js';

/** What is known of the stream beforehand. */
export interface FileFacts {
  /** Bytes of the file, from which its rows are guessed; without it columns grow. */
  readonly bytes?: number | undefined;
  /** The file, where the stream is its bytes as they are: a second thread may read its latter half. */
  readonly path?: string | undefined;
  /** Threads at most. @default the processors that are really available */
  readonly threads?: number | undefined;
}

/**
 * Reads CSV in UTF-8 as a stream into lossless columns. Delimiter and quote are found from the first 64 KB; any
 * of \n, \r\n and \r ends a record. Bytes are split here as long as records are quoted as RFC 4180 has it; from the
 * first one on that is not, csv-parse reads. Throws an AutofitError with file and line for a record of the wrong
 * length or a quote that stays open.
 */
export async function readCsv(
  input: Readable,
  source: string,
  options: CsvOptions & FileFacts = {},
): Promise<RawTable> {
  const { sample, stream } = await peek(input);
  const dialect = detectDialect(sample.toString());
  const records = createRecords(source, options);
  const { bytes = 0, path, threads = availableProcessors() } = options;
  const second = path && threads > 1 ? startSecondPart(path, bytes, dialect) : undefined;
  const onAbort = () => void second?.close();
  options.signal?.addEventListener('abort', onAbort, { once: true });
  try {
    const facts = { size: options.bytes, second };
    const kernels = createCsvKernels(dialect);
    const rest = await splitStream(stream, kernels, records, source, facts);
    if (rest) await readRest(rest, dialect, records, source);
    return records.finish();
  } catch (thrown) {
    if (!(thrown instanceof Stopped) || !records.isToStop()) throw thrown;
    return records.finish();
  } finally {
    options.signal?.removeEventListener('abort', onAbort);
    await second?.close();
  }
}

/** Takes records up to an unusual one; the bytes from there on, or undefined when there was none. */
async function splitStream(
  stream: Readable,
  kernels: CsvKernels,
  records: Records,
  source: string,
  { size, second }: { size: number | undefined; second: SecondPart | undefined },
): Promise<AsyncIterable<Buffer> | undefined> {
  const chunks = brokenAt(stream, second?.cut ?? Number.POSITIVE_INFINITY);
  const waiting = createWaiting();
  let read = 0;
  let isReserved = false;
  for (let isLast = false; !isLast; ) {
    const next = await chunks.next();
    isLast = next.done === true;
    if (!next.done) {
      waiting.push(next.value);
      read += next.value.length;
      if (!waiting.isEnough() && read !== second?.cut) continue;
    }
    const bytes = waiting.bytes();
    let rows = 0;
    const { taken, state } = kernels.split(bytes, isLast, (block) => {
      records.takeBlock(block, kernels);
      rows += block.records;
    });
    if (size !== undefined && !isReserved && taken > 0) records.reserve(size / taken);
    isReserved ||= taken > 0;
    const rest = bytes.subarray(taken);
    if (!isLast && records.isToStop()) return undefined;
    if (state === 'unusual') return continued(rest, chunks);
    if (isLast && state === 'open') throw openQuote(source, kernels.lines() + 1);
    if (read === second?.cut && rest.length === 0) {
      const part = await second.part();
      if (records.isToStop() || (part && records.takePart(part))) return undefined;
    }
    waiting.keep(rest, taken / rows);
  }
  return undefined;
}

/** The same bytes, of which a chunk ends at the cut. */
async function* brokenAt(stream: Readable, cut: number): AsyncGenerator<Buffer, undefined> {
  let read = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const place = cut - read;
    read += chunk.length;
    if (place > 0 && place < chunk.length) {
      yield chunk.subarray(0, place);
      yield chunk.subarray(place);
    } else yield chunk;
  }
  return undefined;
}

async function* continued(first: Buffer, chunks: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
}

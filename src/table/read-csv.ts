import { availableProcessors } from '../util/processors.js';
import { Stopped } from '../util/stopped.js';
import { createCsvKernels } from './create-csv-kernels.js';
import { csvBlocks } from './csv-blocks.js';
import { chunksOf, takeRecords } from './csv-chunks.js';
import type { CsvKernels } from './csv-kernels.js';
import { createRecords, longRecord, openQuote, type Records } from './csv-records.js';
import { type Dialect, detectDialect, isOneColumn } from './dialect.js';
import type { Form, FormInput, FormOptions } from './form.js';
import { peek, SAMPLE_BYTES } from './peek.js';
import type { RawTable } from './raw-table.js';
import { type SecondPart, startSecondPart } from './second-part.js';
import { wholeBlock } from './table-block.js';
import { createWaiting } from './waiting-bytes.js';

/** What a packed file holds is not known before: it is looked at behind so many times as many rows. */
const MORE_ROWS = 1.25;

/** Text that shows no other form. */
export const csv: Form = {
  name: 'CSV',
  uses: ['header', 'delimiter', 'quote'],
  isShownBy: () => true,
  read: readCsv,
  async *readBlocks(input, options, size) {
    const { sample, stream } = await peek(input.stream);
    const dialect = detectDialect(
      sample.toString(),
      input.source,
      options,
      sample.length < SAMPLE_BYTES,
    );
    // Of one column, blank lines are rows unless nothing comes behind them.
    if (!isOneColumn(dialect))
      return yield* csvBlocks({ ...input, stream }, dialect, options, size);
    const table = await readCsv({ ...input, stream }, options);
    yield wholeBlock(table);
    return table.notes;
  },
};

/**
 * Reads CSV in UTF-8 as a stream into lossless columns. Its dialect is found from the first 256 KB; any of \n, \r\n and \r
 * ends a record. Bytes are split here as long as records are quoted as RFC 4180 has it; csv-parse reads those that are not.
 * Throws an AutofitError with file and line for a record of the wrong length or a quote that stays open.
 */
export async function readCsv(
  { stream: input, source, file }: FormInput,
  options: FormOptions = {},
): Promise<RawTable> {
  const { sample, stream } = await peek(input);
  const dialect = detectDialect(sample.toString(), source, options, sample.length < SAMPLE_BYTES);
  const records = createRecords(source, dialect, options);
  const second = startSecond(file, dialect, options);
  if (second) options.tally?.endsAt(second.cut);
  const onAbort = () => void second?.close();
  options.signal?.addEventListener('abort', onAbort, { once: true });
  if (options.signal?.aborted) onAbort();
  try {
    const chunks = chunksOf(stream, dialect, second?.cut);
    const kernels = createCsvKernels(dialect, dialect.skip.lines);
    await readChunks(chunks, kernels, records, { source, dialect, file, second });
    return records.finish();
  } catch (thrown) {
    if (!(thrown instanceof Stopped) || !records.isToStop()) throw thrown;
    return records.finish();
  } finally {
    options.signal?.removeEventListener('abort', onAbort);
    await second?.close();
  }
}

/** A second thread for the latter half of a file, where it can be read by itself. */
function startSecond(
  file: FormInput['file'],
  dialect: Dialect,
  { threads = availableProcessors() }: FormOptions,
): SecondPart | undefined {
  const isPlain = !dialect.isBlanks && dialect.escape === dialect.quote && !isOneColumn(dialect);
  return file && isPlain && threads > 1
    ? startSecondPart(file.path, file.bytes, dialect)
    : undefined;
}

interface CsvFacts {
  readonly source: string;
  readonly dialect: Dialect;
  readonly file: FormInput['file'];
  readonly second: SecondPart | undefined;
}

/** Takes all records, or as many as there is time for. */
async function readChunks(
  chunks: AsyncGenerator<Buffer, undefined>,
  kernels: CsvKernels,
  records: Records,
  { source, dialect, file, second }: CsvFacts,
): Promise<void> {
  const waiting = createWaiting();
  let read = dialect.skip.bytes;
  let isReserved = false;
  let checkedRows = 1;
  for (let isLast = false; !isLast; ) {
    const next = await chunks.next();
    isLast = next.done === true;
    if (!next.done) {
      waiting.push(next.value);
      read += next.value.length;
      if (!waiting.isEnough() && read !== second?.cut) continue;
    }
    const bytes = waiting.bytes();
    const { taken, rows, isOpen } = takeRecords(bytes, isLast, kernels, records, dialect);
    // What another thread reads is put behind.
    if (file && !isReserved && taken > 0) records.reserve(file.bytes / taken);
    isReserved ||= taken > 0;
    if (!file && records.rows() >= MORE_ROWS * checkedRows) {
      records.checkRoom();
      checkedRows = records.rows();
    }
    const rest = bytes.subarray(taken);
    if (isLast) records.addBlank(kernels.blankLines());
    if (!isLast && records.isToStop()) return;
    if (isLast && isOpen) throw openQuote(source, kernels.lines() + 1);
    if (read === second?.cut && rest.length === 0) {
      const part = await second.part();
      if (records.isToStop()) return;
      if (part && (await records.takePart(part, kernels.blankLines()))) return;
    }
    if (!waiting.keep(rest, taken / rows)) throw longRecord(source, kernels.lines() + 1);
  }
}

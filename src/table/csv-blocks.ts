import { createCsvKernels } from './create-csv-kernels.js';
import { chunksOf, takeRecords } from './csv-chunks.js';
import { createRecords, longRecord, openQuote, type Records } from './csv-records.js';
import type { Dialect } from './dialect.js';
import type { FormInput, FormOptions } from './form.js';
import { type RecordBlock, withoutFirst } from './record-block.js';
import { type BlockSize, type TableBlock, type TableBlocks, wholeBlock } from './table-block.js';
import { createWaiting } from './waiting-bytes.js';

/** The rows of a CSV in blocks that end where its records say, however its bytes come. */
export async function* csvBlocks(
  { stream, source }: FormInput,
  dialect: Dialect,
  options: FormOptions,
  size: BlockSize,
): TableBlocks {
  const records = createRecords(source, dialect, options);
  const cutter = createCutter(records, size);
  const kernels = createCsvKernels(dialect, dialect.skip.lines);
  const waiting = createWaiting();
  const chunks = chunksOf(stream, dialect);
  for (let isLast = false; !isLast; ) {
    const next = await chunks.next();
    isLast = next.done === true;
    if (!next.done) {
      waiting.push(next.value);
      if (!waiting.isEnough()) continue;
    }
    const bytes = waiting.bytes();
    const { taken, rows, isOpen } = takeRecords(bytes, isLast, kernels, cutter, dialect);
    if (isLast && isOpen) throw openQuote(source, kernels.lines() + 1);
    yield* cutter.ready();
    const isKept = waiting.keep(bytes.subarray(taken), taken / rows);
    if (!isKept) throw longRecord(source, kernels.lines() + 1);
  }
  records.addBlank(kernels.blankLines());
  return yield* cutter.last();
}

/** Takes records, and cuts them where a block ends. */
interface Cutter extends Pick<Records, 'takeBlock' | 'take'> {
  /** Blocks that are whole and were not given yet. */
  ready(): readonly TableBlock[];
  /** What is left, and the notes on all. */
  last(): Generator<TableBlock, readonly string[]>;
}

function createCutter(records: Records, size: BlockSize): Cutter {
  const whole: TableBlock[] = [];
  let [bytes, rows] = [0, 0];
  let lines: { from: number; to: number } | undefined;
  const cut = () => {
    const place = { unit: 'lines', from: lines?.from ?? 0, to: lines?.to ?? 0 } as const;
    whole.push({ table: records.cut(), place });
    rows += whole.at(-1)?.table.rows ?? 0;
    bytes = 0;
    lines = undefined;
  };
  const taken = (from: number, to: number, more: number) => {
    bytes += more;
    lines = { from: lines?.from ?? from, to };
    if (records.rows() >= size.rows || (bytes >= size.bytes && records.rows() > 0)) cut();
  };
  return {
    takeBlock(block, kernels) {
      for (let rest = block; rest.records > 0; ) {
        const room = { rows: size.rows - records.rows(), bytes: size.bytes - bytes };
        const part = firstRecords(rest, room);
        records.takeBlock(part, kernels);
        const { lines: own, records: count } = part;
        taken(own[0] ?? 0, own[count - 1] ?? 0, part.size);
        rest = withoutFirst(rest, count);
      }
    },
    take(record, line) {
      records.take(record, line);
      taken(
        line,
        line,
        record.reduce((sum, cell) => sum + Buffer.byteLength(cell) + 1, 0),
      );
    },
    ready: () => whole.splice(0),
    *last() {
      if (rows === 0) {
        const table = records.finish();
        yield wholeBlock(table);
        return table.notes;
      }
      if (records.rows() > 0) cut();
      yield* whole.splice(0);
      return records.notes(rows);
    },
  };
}

/** The records that there is room for, at least one, and how many bytes they take. */
function firstRecords(
  block: RecordBlock,
  room: BlockSize,
): RecordBlock & { readonly size: number } {
  const { width, starts, ends } = block;
  const most = Math.min(block.records, room.rows);
  let [records, size] = [0, 0];
  while (records < most && (records === 0 || size < room.bytes)) {
    const first = records * width;
    size += (ends[first + width - 1] ?? 0) - (starts[first] ?? 0) + 1;
    records++;
  }
  return { ...block, records, size };
}

import { move, transferableSymbol, valueSymbol } from 'piscina';
import { type CsvPart, type CsvPartJob, readCsvPart } from './csv-part.js';

/** Reads a part in a thread of its own; large arrays change their owner instead of being copied. */
// biome-ignore lint/style/noDefaultExport: piscina calls a worker's default export
export default async function run(job: CsvPartJob): Promise<ReturnType<typeof move> | undefined> {
  const part = await readCsvPart(job);
  return part && moved(part);
}

function moved(part: CsvPart): ReturnType<typeof move> {
  const buffers = part.columns.flatMap(({ numbers, forms, codes, arena, offsets, hashes }) =>
    [numbers, forms, codes, arena, offsets, hashes].map((array) => array.buffer),
  );
  return move({ [transferableSymbol]: [...new Set(buffers)], [valueSymbol]: part });
}

import { parentPort, workerData } from 'node:worker_threads';
import { type CsvPartJob, readCsvPart } from './csv-part.js';

// Whatever goes wrong here, the other thread reads these bytes too, and tells of it.
const part = await readCsvPart(workerData as CsvPartJob).catch(() => undefined);
const buffers = part?.columns.flatMap(({ numbers, forms, codes, arena, offsets }) => [
  numbers.buffer,
  forms.buffer,
  codes.buffer,
  arena.buffer,
  offsets.buffer,
]);
parentPort?.postMessage(part, [...new Set(buffers)] as ArrayBuffer[]);

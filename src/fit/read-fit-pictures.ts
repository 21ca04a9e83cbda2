import type { Settings } from '../options/options.js';
import { pictureDecoder } from '../run/picture-decoder.js';
import type { Schema } from '../schema/schema.js';
import { imageColumns, withPictures } from '../schema/with-pictures.js';
import { openPictures } from '../table/open-pictures.js';
import { faultText } from '../table/picture-cells.js';
import { codedCells } from '../table/raw-cells.js';
import type { RawTable } from '../table/raw-table.js';
import { withoutRows } from '../table/without-rows.js';
import { countOf } from '../util/count-of.js';
import { AutofitError } from '../util/errors.js';
import { tellPhase } from './tell-phase.js';

/** A table with its pictures. */
export interface PicturedTable {
  readonly raw: RawTable;
  /** Where each row stood; undefined where none was set aside. */
  readonly kept: Int32Array | undefined;
}

/** Rows that are told by name. */
const MOST_TOLD = 5;

/**
 * Reads the pictures of a table to learn from. Throws an AutofitError that names those that cannot be read, unless their rows are to be
 * set aside, which is told; throws Stopped behind an abort.
 */
export async function readFitPictures(
  raw: RawTable,
  schema: Schema,
  settings: Settings,
  signal: AbortSignal,
): Promise<PicturedTable> {
  const [first] = imageColumns(schema);
  if (!first) return { raw, kept: undefined };
  const { reading, kernels, onProgress } = settings;
  tellPhase(settings, 'reading');
  const source = await openPictures(raw, reading.images);
  // All columns have the same.
  const { backbone } = first.parser;
  const asked = backbone && { backbone, kernels };
  const decoder = pictureDecoder(raw.rows, settings.workers, asked);
  const options = { source, decoder, kernels, allocate: shared, signal, onProgress };
  const pictured = await withPictures(raw, schema, options).finally(() => decoder?.close());
  tellPhase(settings, 'judging');
  const faults = faultsIn(pictured, schema);
  if (faults.size === 0) return { raw: pictured, kept: undefined };
  const message = describe(faults, raw);
  const areAll = faults.size === raw.rows;
  if (!reading.skipBadRows || areAll) throw brokenPictures(message, raw, areAll);
  onProgress({ kind: 'warning', message: `${message}; they are set aside` });
  return withoutRows(pictured, new Set(faults.keys()));
}

/** What is wrong with the pictures of a row, by rows in their order. */
function faultsIn({ columns }: RawTable, schema: Schema): ReadonlyMap<number, string> {
  const names = new Set(imageColumns(schema).map(({ column }) => column.name));
  const faults = new Map<number, string>();
  for (const column of columns.filter(({ name }) => names.has(name))) {
    const { codes, pictures } = codedCells(column);
    for (const [row, code] of codes.entries()) {
      const fault = pictures?.broken.get(code);
      if (fault && !faults.has(row)) faults.set(row, faultText(fault));
    }
  }
  return new Map([...faults].sort(([a], [b]) => a - b));
}

function describe(faults: ReadonlyMap<number, string>, { rows, source }: RawTable): string {
  const first = [...faults].slice(0, MOST_TOLD).map(([row, fault]) => `row ${row + 1}: ${fault}`);
  const more = faults.size > MOST_TOLD ? `; and ${faults.size - MOST_TOLD} more` : '';
  const of = `${faults.size.toLocaleString('en-US')} of ${countOf(rows, 'row')}`;
  return `${source}: pictures of ${of} cannot be read: ${first.join('; ')}${more}`;
}

function brokenPictures(message: string, { source }: RawTable, areAll: boolean): AutofitError {
  const aside = areAll ? '' : '`skipBadRows: true` sets these rows aside, and ';
  return new AutofitError('BROKEN_PICTURES', `${message}.`, {
    file: source,
    hint: `Mend them or take their rows out; ${aside}\`images\` names the folder that paths start from.`,
  });
}

function shared(bytes: number): SharedArrayBuffer {
  return new SharedArrayBuffer(bytes);
}

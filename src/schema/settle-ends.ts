import type { FilledCells } from './filled-cells.js';
import { describeLone } from './lone-numbers.js';
import { saysWhich } from './number-parts.js';
import { partsReader } from './number-reader.js';
import type { ColumnSchema, NumericParser } from './schema.js';
import type { OtherParser } from './settle-reading.js';

/** The farthest latitude. */
const POLE = 90;

/** What is found of a column with two numbers a cell, and how points that do not say which is which are read. */
export function settleEnds(
  { name }: ColumnSchema,
  trained: NumericParser,
  cells: FilledCells,
  found: OtherParser | undefined,
): OtherParser | undefined {
  const own = found?.parser.kind === 'numeric' ? found.parser : trained;
  const { parser, note } = settleOrder(own, cells);
  const lone = describeLone(parser, cells);
  const said = [note, lone].flatMap((one) => (one ? [`column "${name}": ${one}`] : []));
  if (!found && said.length === 0) return undefined;
  return { parser, notes: [...(found?.notes ?? []), ...said] };
}

/** A latitude beyond the poles proves that the numbers stand the other way round. */
function settleOrder(
  parser: NumericParser,
  cells: FilledCells,
): { readonly parser: NumericParser; readonly note?: string } {
  const { parts = [], directed } = parser;
  const [north, east] = [parts.indexOf('latitude'), parts.indexOf('longitude')];
  if (north < 0 || east < 0) return { parser };
  const read = partsReader(parser);
  const open = cells.flatMap(([cell]) => {
    const own = saysWhich(cell) ? undefined : read(cell);
    const [latitude = Number.NaN, longitude = Number.NaN] = [own?.[north], own?.[east]];
    return Number.isNaN(latitude + longitude) ? [] : [{ cell, latitude, longitude }];
  });
  const beyond = open.find(({ latitude }) => Math.abs(latitude) > POLE);
  const [is, other] = north < east ? ['latitude', 'longitude'] : ['longitude', 'latitude'];
  if (beyond && open.every(({ longitude }) => Math.abs(longitude) <= POLE)) {
    const note = `cells such as "${beyond.cell}" are read ${other} first, unlike training, as no latitude is beyond ${POLE}`;
    return { parser: { ...parser, turned: parser.turned !== true }, note };
  }
  const [first] = open;
  if (beyond) return { parser, note: `the latitude of "${beyond.cell}" is beyond ${POLE}` };
  if (!directed || !first) return { parser };
  const note = `"${first.cell}" does not say which number is which, as cells of training did, and is read ${is} first; if that is wrong, write POINT(longitude latitude)`;
  return { parser, note };
}

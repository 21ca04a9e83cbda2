import type { ColumnProfile } from './column-profile.js';
import { monthsAmong } from './months-among.js';
import { numberReader, writtenNumbers } from './number-reader.js';
import type { NumericParser } from './schema.js';
import type { WrittenNumber } from './written-number.js';

/** What the numbers of a column have behind them. */
interface SeenUnits {
  /** Units as they are written, each with the first cell of it. */
  readonly units: ReadonlyMap<string, string>;
  /** The first cell without a unit. */
  readonly bare: string | undefined;
}

/** What may be meant otherwise by the units of a column. */
export function doubtUnits(profile: ColumnProfile, parser: NumericParser): string | undefined {
  if (profile.plain || (parser.unit === '' && !parser.factors)) return undefined;
  const seen = seenUnits(profile, parser);
  const doubt = doubtMonths(seen, parser);
  return doubt && `column "${profile.name}": ${doubt}`;
}

function seenUnits({ counts }: ColumnProfile, { decimal, form }: NumericParser): SeenUnits {
  const units = new Map<string, string>();
  let bare: string | undefined;
  const read = writtenNumbers(decimal, form);
  let last: WrittenNumber | undefined;
  for (const cell of counts.cells) {
    const found = read(cell);
    if (!found || found === last) continue;
    last = found;
    if (found.unit !== '') {
      if (!units.has(found.unit)) units.set(found.unit, cell);
    } else if (!found.percent) bare ??= cell;
  }
  return { units, bare };
}

function doubtMonths({ units }: SeenUnits, parser: NumericParser): string | undefined {
  if (!parser.months || monthsAmong(units.keys()) !== 'open') return undefined;
  const [, cell = ''] = [...units].find(([unit]) => unit.toLowerCase() === 'm') ?? [];
  const days = numberReader({ ...parser, unit: 'd' })(cell);
  return `"${cell}" is read as months, ${days} days; if it is minutes, write min`;
}

import { unitKey, unitOf } from './units.js';

const LONG = new Set(['years', 'months', 'w']);
const SHORT = new Set(['h', 'min', 's', 'ms']);

/** Whether an `m` beside these units is a month, or may be one; undefined where it is none, or there is none. */
export function monthsAmong(units: Iterable<string>): 'sure' | 'open' | undefined {
  const names = new Set<string>();
  let hasM = false;
  for (const unit of units) {
    if (unitKey(unit) === 'm') hasM = true;
    else names.add(unitOf(unit, 'time')?.name ?? '');
  }
  const has = (some: ReadonlySet<string>) => [...names].some((name) => some.has(name));
  if (!hasM || has(SHORT)) return undefined;
  if (has(LONG)) return 'sure';
  return names.has('d') ? 'open' : undefined;
}

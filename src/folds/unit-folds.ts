/** Rows in the order that spreads classes, with the class and the unit of each. */
export interface UnitRows {
  readonly order: Int32Array;
  readonly classOf: (row: number) => number;
  readonly units: Int32Array;
}

interface Unit {
  readonly rows: readonly number[];
  /** The share that it has of all rows of each of its classes. */
  readonly classes: ReadonlyMap<number, number>;
}

/**
 * Deals whole units into parts of these shares: those that make up most of their classes first, each to the part
 * that has least of these classes for its share, and of equal ones fewest rows.
 */
export function dealUnits(rows: UnitRows, shares: readonly number[]): number[][] {
  const parts = shares.map((): number[] => []);
  const counts = shares.map(() => new Map<number, number>());
  const fill = (part: number, { classes }: Unit) => {
    let load = 0;
    for (const [own, size] of classes) load += size * ((counts[part]?.get(own) ?? 0) + size);
    return load / (shares[part] ?? 1);
  };
  for (const unit of unitsOf(rows)) {
    const fills = shares.map((_, part) => fill(part, unit));
    // Parts that have none of its classes are alike by them: the emptiest has it, so that none stays without a unit.
    const rowsOf = (part: number) => (parts[part]?.length ?? 0) / (shares[part] ?? 1);
    const isLess = (a: number, b: number) =>
      fills[a] === fills[b] ? rowsOf(a) < rowsOf(b) : (fills[a] ?? 0) < (fills[b] ?? 0);
    const least = [...fills.keys()].reduce((best, part) => (isLess(part, best) ? part : best), 0);
    for (const row of unit.rows) parts[least]?.push(row);
    for (const [own, size] of unit.classes) add(counts[least] ?? new Map(), own, size);
  }
  return parts;
}

/** The rows of the unit that has fewest; of equal ones the last in the order of the rows. */
export function smallestUnit(rows: UnitRows): readonly number[] {
  const all = unitsOf(rows).map((unit) => unit.rows);
  return all.reduce((least, own) => (own.length <= least.length ? own : least), all[0] ?? []);
}

/** Those that make up most of their classes first; of equal ones in the order of the rows. */
function unitsOf({ order, classOf, units }: UnitRows): readonly Unit[] {
  const rowsOf = new Map<number, number[]>();
  for (const row of order) {
    const unit = units[row] ?? row;
    const rows = rowsOf.get(unit);
    if (rows) rows.push(row);
    else rowsOf.set(unit, [row]);
  }
  const totals = new Map<number, number>();
  for (const row of order) add(totals, classOf(row), 1);
  const weight = ({ classes }: Unit) => [...classes.values()].reduce((a, b) => a + b, 0);
  return [...rowsOf.values()]
    .map((rows): Unit => {
      const classes = new Map<number, number>();
      for (const row of rows) add(classes, classOf(row), 1 / (totals.get(classOf(row)) ?? 1));
      return { rows, classes };
    })
    .sort((a, b) => weight(b) - weight(a));
}

function add(sums: Map<number, number>, key: number, value: number): void {
  sums.set(key, (sums.get(key) ?? 0) + value);
}

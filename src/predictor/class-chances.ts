/** Probabilities as numbers alone: those of a row side by side, one for each class, in this order. */
export interface ProbabilityMatrix {
  readonly classes: readonly string[];
  /** (rows, classes) */
  readonly values: Float64Array;
}

/**
 * A record a row, whose entries stand in the order of the classes. Objects of JavaScript put whole numbers first: where the
 * order of classes is another one, the records are views that keep it, and `{ ...record }` is a plain copy in its own order.
 */
export function classChances({
  classes,
  values,
}: ProbabilityMatrix): readonly Readonly<Record<string, number>>[] {
  const width = classes.length;
  const recordAt = (row: number) =>
    Object.fromEntries(classes.map((name, c) => [name, values[row * width + c] ?? 0]));
  const records = Array.from({ length: values.length / width }, (_, row) => recordAt(row));
  const [first = {}] = records;
  if (Object.keys(first).every((name, c) => name === classes[c])) return records;
  const ownKeys = (record: Record<string, number>) => [
    ...new Set([...classes, ...Reflect.ownKeys(record)]),
  ];
  return records.map((record) => new Proxy(record, { ownKeys }));
}

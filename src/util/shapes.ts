const MOST_SIDE = 4096;

/** Throws where a value that a file holds is not what it should be; `what` names it. */
export type Shape = (value: unknown, what: string) => void;

export const isText: Shape = shapeOf('a text', (value) => typeof value === 'string');
export const isFlag: Shape = shapeOf('true or false', (value) => typeof value === 'boolean');
/** Also one that is not finite. */
export const isNumber: Shape = shapeOf('a number', (value) => typeof value === 'number');
export const isFiniteNumber: Shape = shapeOf('a finite number', Number.isFinite);
export const isCount: Shape = shapeOf(
  'a count',
  (value) => Number.isSafeInteger(value) && Number(value) >= 0,
);

/** Of a picture, in pixels. */
export const isSide: Shape = shapeOf(
  'a side of a picture',
  (value) => Number.isInteger(value) && Number(value) > 0 && Number(value) <= MOST_SIDE,
);

export function isAmong(values: readonly unknown[]): Shape {
  return shapeOf(`one of ${values.join(', ')}`, (value) => values.includes(value));
}

/** Null, or of the shape. */
export function orNull(shape: Shape): Shape {
  return (value, what) => {
    if (value !== null) shape(value, what);
  };
}

/** Absent, or of the shape. */
export function optional(shape: Shape): Shape {
  return (value, what) => {
    if (value !== undefined) shape(value, what);
  };
}

/** A list of what has the shape, of so many where that is told. */
export function listOf(shape: Shape, length?: number): Shape {
  return (value, what) => {
    if (!Array.isArray(value)) throw new Error(`${what} is no list`);
    if (length !== undefined && value.length !== length)
      throw new Error(`${what} has ${value.length} entries, not ${length}`);
    for (const own of value) shape(own, `an entry of ${what}`);
  };
}

/** A record by name whose values have the shape. */
export function recordOf(shape: Shape): Shape {
  return (value, what) => {
    for (const [name, own] of Object.entries(fieldsOf(value, what))) shape(own, `${what}: ${name}`);
  };
}

/** A record with these fields; others are not looked at. */
export function withFields(shapes: Readonly<Record<string, Shape>>): Shape {
  return (value, what) => {
    const fields = fieldsOf(value, what);
    for (const [name, shape] of Object.entries(shapes)) shape(fields[name], `${name} of ${what}`);
  };
}

/** A record of one of these kinds, each with its own fields. */
export function ofKind(kinds: Readonly<Record<string, Shape>>): Shape {
  return (value, what) => {
    const { kind } = fieldsOf(value, what);
    const shape = typeof kind === 'string' && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
    if (!shape) throw new Error(`${what} is of the unknown kind "${String(kind).slice(0, 40)}"`);
    shape(value, what);
  };
}

/** Of two lists of a record, that they are as long. */
export function asLong(one: string, other: string): Shape {
  return (value, what) => {
    const { [one]: a, [other]: b } = fieldsOf(value, what) as Record<string, readonly unknown[]>;
    if (a?.length !== b?.length) throw new Error(`${what} has not as many ${one} as ${other}`);
  };
}

export function both(one: Shape, other: Shape): Shape {
  return (value, what) => {
    one(value, what);
    other(value, what);
  };
}

/** The fields of a record. Throws for what is none. */
export function fieldsOf(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Readonly<Record<string, unknown>>;
  }
  throw new Error(`${what} is missing`);
}

function shapeOf(name: string, holds: (value: unknown) => boolean): Shape {
  return (value, what) => {
    if (!holds(value)) throw new Error(`${what} is not ${name}`);
  };
}

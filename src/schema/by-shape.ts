/** Longer cells are not remembered: they are no numbers and no dates. */
const LONGEST = 80;
/** So many shapes are remembered at most. */
const MOST = 4096;
const [ZERO, NINE] = [48, 57];
/** Stands for any digit. */
const ANY = -1;

interface Shape<T> {
  /** The first cell of it. */
  readonly cell: string;
  /** Its characters, ANY where a digit may change, once there is a second one: most shapes of texts have none. */
  codes: Int32Array | undefined;
  readonly found: T;
}

/**
 * Works out what a cell is once for all cells of its shape: those that differ from it in digits alone, but for a digit
 * behind a letter, which may be of a name: m2 is no m3. A column has few shapes, so that grammars may be rich and slow. What
 * is found must not go by which other digits stand there.
 */
export function byShape<T>(workOut: (cell: string) => T): (cell: string) => T {
  const shapes = new Map<number, Shape<T>[]>();
  let remembered = 0;
  let last: Shape<T> | undefined;
  return (cell) => {
    if (last && isOf(last, cell)) return last.found;
    if (cell.length > LONGEST) return workOut(cell);
    const hash = shapeHash(cell);
    const alike = shapes.get(hash);
    const known = alike?.find((own) => isOf(own, cell));
    if (known) {
      last = known;
      return known.found;
    }
    const found = workOut(cell);
    if (remembered++ < MOST) {
      last = { cell, codes: undefined, found };
      if (alike) alike.push(last);
      else shapes.set(hash, [last]);
    }
    return found;
  };
}

function isOf(shape: Shape<unknown>, cell: string): boolean {
  if (shape.cell.length !== cell.length) return false;
  shape.codes ??= isSame(shape.cell, cell) ? codesOf(shape.cell) : undefined;
  return shape.codes !== undefined && isLike(shape.codes, cell);
}

/** Whether two texts of one length differ in digits alone. */
function isSame(own: string, other: string): boolean {
  for (let i = 0; i < own.length; i++) {
    const [a, b] = [own.charCodeAt(i), other.charCodeAt(i)];
    if (a !== b && !(isDigit(a) && isDigit(b))) return false;
  }
  return true;
}

function isLike(codes: Int32Array, cell: string): boolean {
  for (let i = 0; i < codes.length; i++) {
    const code = cell.charCodeAt(i);
    if (code !== codes[i] && !(codes[i] === ANY && isDigit(code))) return false;
  }
  return true;
}

function codesOf(cell: string): Int32Array {
  const codes = new Int32Array(cell.length);
  for (let i = 0; i < codes.length; i++) {
    const code = cell.charCodeAt(i);
    codes[i] = mayChange(cell, i, code) ? ANY : code;
  }
  return codes;
}

function shapeHash(cell: string): number {
  let hash = 0x811c9dc5 | 0;
  for (let i = 0; i < cell.length; i++) {
    const code = cell.charCodeAt(i);
    hash = Math.imul(hash ^ (mayChange(cell, i, code) ? ZERO : code), 0x01000193);
  }
  return hash;
}

/** Whether it is a digit that cells of one shape may differ in. */
function mayChange(cell: string, i: number, code: number): boolean {
  return isDigit(code) && !(i > 0 && isLetter(cell.charCodeAt(i - 1)));
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}

function isLetter(code: number): boolean {
  const small = code | 32;
  return small >= 97 && small <= 122;
}

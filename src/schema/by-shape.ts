/** Longer cells are not remembered: they are no numbers and no dates. */
const LONGEST = 80;
/** So many shapes are remembered at most. */
const MOST = 4096;
const [ZERO, NINE] = [48, 57];

interface Shape<T> {
  /** The first cell of it. */
  readonly cell: string;
  /** Its characters, ZERO where a digit stands, once there is a second one: most shapes of texts have none. */
  codes: Uint16Array | undefined;
  readonly found: T;
}

/**
 * Works out what a cell is once for all cells of its shape: those that differ from it in digits alone. A column has few
 * shapes, so that grammars may be rich and slow. What is found must not go by which digits stand there.
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
  if (shape.codes) return isLike(shape.codes, cell);
  for (let i = 0; i < cell.length; i++) {
    const [own, other] = [shape.cell.charCodeAt(i), cell.charCodeAt(i)];
    if (own !== other && !(isDigit(own) && isDigit(other))) return false;
  }
  shape.codes = codesOf(shape.cell);
  return true;
}

function isLike(codes: Uint16Array, cell: string): boolean {
  for (let i = 0; i < codes.length; i++) {
    const code = cell.charCodeAt(i);
    if (code !== codes[i] && !(codes[i] === ZERO && isDigit(code))) return false;
  }
  return true;
}

function codesOf(cell: string): Uint16Array {
  const codes = new Uint16Array(cell.length);
  for (let i = 0; i < codes.length; i++) {
    const code = cell.charCodeAt(i);
    codes[i] = isDigit(code) ? ZERO : code;
  }
  return codes;
}

function shapeHash(cell: string): number {
  let hash = 0x811c9dc5 | 0;
  for (let i = 0; i < cell.length; i++) {
    const code = cell.charCodeAt(i);
    hash = Math.imul(hash ^ (isDigit(code) ? ZERO : code), 0x01000193);
  }
  return hash;
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}

/** Longer cells are not remembered: they are no numbers and no dates. */
const LONGEST = 80;
/** So many shapes are remembered at most. */
const MOST = 4096;
const [ZERO, NINE] = [48, 57];

interface Shape<T> {
  /** Character by character; ZERO where a digit stands. */
  readonly codes: Uint16Array;
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
    if (last && isLike(last.codes, cell)) return last.found;
    if (cell.length > LONGEST) return workOut(cell);
    const hash = shapeHash(cell);
    const alike = shapes.get(hash);
    const known = alike?.find(({ codes }) => isLike(codes, cell));
    if (known) {
      last = known;
      return known.found;
    }
    const found = workOut(cell);
    if (remembered++ < MOST) {
      last = { codes: codesOf(cell), found };
      if (alike) alike.push(last);
      else shapes.set(hash, [last]);
    }
    return found;
  };
}

function isLike(codes: Uint16Array, cell: string): boolean {
  if (codes.length !== cell.length) return false;
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

import { cellWidth } from './cell-width.js';

/** What a region needs of the stream of a terminal. */
export interface TerminalStream {
  columns(): number;
  write(text: string): unknown;
}

/** The last lines of a terminal, drawn in place. */
export interface LiveRegion {
  /** Draws these lines where the last ones were; none of them may be wider than the terminal. */
  draw(lines: readonly string[]): void;
  /** Takes the lines away, so that others may write; whether these left the cursor within a line. */
  clear(): void;
  leftWithin(isWithin: boolean): void;
  /** Takes the lines away and gives the cursor back. */
  close(): void;
}

const HIDE_CURSOR = '\x1b[?25l';
const SHOW_CURSOR = '\x1b[?25h';
/** Terminals that know it show what stands between at once; lines do not wrap meanwhile. */
const BEGIN = '\x1b[?2026h\x1b[?7l';
const END = '\x1b[?7h\x1b[?2026l';
const CLEAR_LINE = '\x1b[2K';
const CLEAR_BELOW = '\x1b[J';

/** A region on a terminal; each drawing is one write, and wrapping is given back within it. */
export function createLiveRegion(stream: TerminalStream): LiveRegion {
  let shown: readonly string[] = [];
  let isHidden = false;
  let isWithinLine = false;
  /** Back to the first cell of the region, for so many lines: terminals wrap anew what is too long for a narrower window. */
  const home = (lines: number) => {
    if (shown.length === 0) return isWithinLine ? '\n' : '';
    const rowsOf = (line: string) => Math.max(1, Math.ceil(cellWidth(line) / stream.columns()));
    const rows = shown.reduce((sum, line) => sum + rowsOf(line), 0);
    const up = rows > 1 ? `\r\x1b[${rows - 1}A` : '\r';
    return rows > lines ? up + CLEAR_BELOW : up;
  };
  const clear = () => {
    if (shown.length > 0) stream.write(home(0));
    shown = [];
  };
  return {
    draw(lines) {
      const text = lines.map((line) => CLEAR_LINE + line).join('\n');
      stream.write(`${isHidden ? '' : HIDE_CURSOR}${BEGIN}${home(lines.length)}${text}${END}`);
      isHidden = true;
      isWithinLine = false;
      shown = lines;
    },
    clear,
    leftWithin(isWithin) {
      isWithinLine = isWithin;
    },
    close() {
      clear();
      if (isHidden) stream.write(SHOW_CURSOR);
      isHidden = false;
    },
  };
}

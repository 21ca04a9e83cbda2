import {
  type SymbolType,
  symbol,
  symbolCircle,
  symbolCross,
  symbolDiamond,
  symbolSquare,
  symbolStar,
  symbolTriangle,
} from 'd3-shape';
import { type Html, html } from '../html.js';

/** How a series is told from others: by colour, and without colours too. */
export interface SeriesLook {
  readonly colour: string;
  /** For stroke-dasharray. */
  readonly dash: string;
  readonly symbol: SymbolType;
}

const COLOURS = 8;
const DASHES = ['none', '7 3', '2 3', '9 3 2 3', '12 4', '5 2 1 2 1 2'] as const;
const SYMBOLS = [
  symbolCircle,
  symbolSquare,
  symbolTriangle,
  symbolDiamond,
  symbolCross,
  symbolStar,
] as const;

/** Colours by the style sheet, `--series-1` to `--series-8`; beyond them the dashes differ. */
export function seriesLook(place: number): SeriesLook {
  return {
    colour: `var(--series-${(place % COLOURS) + 1})`,
    dash: DASHES[(place + Math.floor(place / COLOURS)) % DASHES.length] ?? 'none',
    symbol: SYMBOLS[(place + Math.floor(place / COLOURS)) % SYMBOLS.length] ?? symbolCircle,
  };
}

/** The outline of a mark around the origin. */
export function symbolPath({ symbol: type }: SeriesLook, area: number): string {
  return symbol(type, area).digits(1)() ?? '';
}

/** A piece of line for a legend. */
export function lineSample({ colour, dash }: Pick<SeriesLook, 'colour' | 'dash'>): Html {
  return html`<path d="M0 6H28" stroke="${colour}" stroke-width="2.5" stroke-dasharray="${dash}" fill="none"/>`;
}

/** A mark for a legend. */
export function symbolSample(look: SeriesLook): Html {
  return html`<path transform="translate(14 6)" d="${symbolPath(look, 60)}" fill="${look.colour}"/>`;
}

/** A filled box for a legend. */
export function boxSample(colour: string, opacity = 1): Html {
  return html`<rect x="6" width="16" height="12" fill="${colour}" fill-opacity="${opacity}"/>`;
}

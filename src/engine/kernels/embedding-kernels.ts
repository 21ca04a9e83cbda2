import type { Offset } from './arena.js';

/** Columns of x, from `from` on, each of which becomes `width` columns of out, from `to` on. */
export interface EmbeddingShape {
  readonly rows: number;
  /** All columns of x, and all of out. */
  readonly inputs: number;
  readonly outputs: number;
  readonly from: number;
  readonly to: number;
  readonly columns: number;
  /** A multiple of 4. */
  readonly width: number;
}

/**
 * Where a piecewise-linear embedding lies, all tables: `knots` has for each column [the number of its first bin,
 * its bins, its edges, ∞ …] and as many of them as `size` says, `slopes` and `offsets` are (columns, width),
 * `bins` is (all bins, width); `scratch` is a table like `bins`.
 */
export interface PiecewisePlaces {
  readonly x: Offset;
  readonly knots: Offset;
  readonly size: number;
  readonly slopes: Offset;
  readonly offsets: Offset;
  readonly bins: Offset;
  readonly allBins: number;
  readonly scratch: Offset;
}

export interface PiecewiseGradients {
  readonly slopes: Offset;
  readonly offsets: Offset;
  readonly bins: Offset;
}

/**
 * Where a periodic embedding lies, all tables: `frequencies` and `phases` are (columns, count), `mix` is
 * (columns · (width − 1), count), `offsets` (columns, width − 1); `scratch` is a table (2, count), and count a
 * multiple of 8.
 */
export interface PeriodicPlaces {
  readonly x: Offset;
  readonly count: number;
  readonly frequencies: Offset;
  readonly phases: Offset;
  readonly mix: Offset;
  readonly offsets: Offset;
  readonly scratch: Offset;
}

export interface PeriodicGradients {
  readonly frequencies: Offset;
  readonly phases: Offset;
  readonly mix: Offset;
  readonly offsets: Offset;
}

/** Where embedded levels lie: `firsts` is a table (1, columns) of each column's first row of `levels`. */
export interface LevelPlaces {
  readonly x: Offset;
  readonly firsts: Offset;
  /** A table (all levels, width). */
  readonly levels: Offset;
  readonly allLevels: number;
}

/** Columns of the data as vectors. They come first in a network, so that nobody asks for the gradient of x. */
export interface EmbeddingKernels {
  /** out = offset + slope · x + Σ bin · share of it below x; the first and the last bin go on beyond their edges. */
  piecewiseForward(at: PiecewisePlaces, out: Offset, shape: EmbeddingShape): void;
  piecewiseBackward(
    at: PiecewisePlaces,
    dout: Offset,
    to: PiecewiseGradients,
    shape: EmbeddingShape,
  ): void;
  /** out = [mix · cos(2π · frequency · x + phase) + offset, x]. */
  periodicForward(at: PeriodicPlaces, out: Offset, shape: EmbeddingShape): void;
  periodicBackward(
    at: PeriodicPlaces,
    dout: Offset,
    to: PeriodicGradients,
    shape: EmbeddingShape,
  ): void;
  /** out = the row of `levels` that the code x names. */
  levelsForward(at: LevelPlaces, out: Offset, shape: EmbeddingShape): void;
  levelsBackward(at: LevelPlaces, dout: Offset, dlevels: Offset, shape: EmbeddingShape): void;
  /** out = x, column by column; of any width, which counts for nothing here. */
  copyColumns(x: Offset, out: Offset, shape: EmbeddingShape): void;
}

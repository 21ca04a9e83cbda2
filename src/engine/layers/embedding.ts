import { type EmbeddingLayer, embeddedNumbers } from '../embedding-layer.js';
import type { EmbeddingShape } from '../kernels/embedding-kernels.js';
import type { Offset } from '../kernels/kernels.js';
import { blockOf, type PlacedLayer } from '../parameter-blocks.js';
import type { Pass, Signal, Stage } from './stage.js';

/** Room for numbers that never change, or that only one pass needs. */
export interface EmbeddingRoom {
  /** A table of these rows, written once. */
  readonly constant: (rows: readonly (readonly number[])[]) => Offset;
  readonly table: (rows: number, columns: number) => Offset;
}

/** Both ways of one kind of column. */
interface Part {
  forward(pass: Pass): void;
  backward(pass: Pass): void;
}

/** Numbers and levels as vectors, then the other columns as they are; the data get no gradient. */
export function embeddingStage(
  placed: PlacedLayer,
  layer: EmbeddingLayer,
  input: Signal,
  output: Signal,
  room: EmbeddingRoom,
): Stage {
  const parts = partsOf(placed, layer, input, output, room);
  return {
    output,
    forward(pass) {
      for (let i = 0; i < parts.length; i++) parts[i]?.forward(pass);
    },
    backward(pass) {
      for (let i = 0; i < parts.length; i++) parts[i]?.backward(pass);
    },
  };
}

type MutableShape = { -readonly [Key in keyof EmbeddingShape]: EmbeddingShape[Key] };

function partsOf(
  placed: PlacedLayer,
  layer: EmbeddingLayer,
  input: Signal,
  output: Signal,
  room: EmbeddingRoom,
): readonly Part[] {
  const { numbers, levels } = layer;
  const parts: Part[] = [];
  const shape = { rows: 0, inputs: input.columns, outputs: output.columns, from: 0, to: 0 };
  const next = (columns: number, width: number): MutableShape => {
    const own = { ...shape, columns, width };
    shape.from += columns;
    shape.to += columns * width;
    return own;
  };
  if (numbers?.kind === 'piecewise-linear') {
    const own = next(numbers.edges.length, numbers.width);
    parts.push(piecewisePart(placed, numbers.edges, own, input, output, room));
  } else if (numbers) {
    const own = next(embeddedNumbers(layer), numbers.width);
    parts.push(periodicPart(placed, numbers.frequencies, own, input, output, room));
  }
  if (levels) {
    const own = next(levels.cardinalities.length, levels.width);
    parts.push(levelsPart(placed, levels.cardinalities, own, input, output, room));
  }
  const rest = input.columns - shape.from;
  if (rest > 0) parts.push(copiedPart(next(rest, 1), input, output));
  return parts;
}

function piecewisePart(
  placed: PlacedLayer,
  edges: readonly (readonly number[])[],
  shape: MutableShape,
  input: Signal,
  output: Signal,
  room: EmbeddingRoom,
): Part {
  const [slopes, offsets] = [blockOf(placed, 'slopes'), blockOf(placed, 'offsets')];
  const bins = blockOf(placed, 'bins');
  const most = Math.max(...edges.map(({ length }) => length));
  // Kernels read edges by four, the first of them after two numbers and an edge.
  const size = most + 6;
  let first = 0;
  const knots = edges.map((own) => {
    const row = [first, own.length - 1, ...own];
    first += own.length - 1;
    return [...row, ...Array.from({ length: size - row.length }, () => Number.POSITIVE_INFINITY)];
  });
  const at = {
    x: input.value,
    knots: room.constant(knots),
    size,
    slopes: slopes.w,
    offsets: offsets.w,
    bins: bins.w,
    allBins: bins.rows,
    scratch: room.table(bins.rows, shape.width),
  };
  const to = { slopes: slopes.dw, offsets: offsets.dw, bins: bins.dw };
  return {
    forward({ kernels, rows }) {
      shape.rows = rows;
      kernels.piecewiseForward(at, output.value, shape);
    },
    backward({ kernels, rows }) {
      shape.rows = rows;
      kernels.piecewiseBackward(at, output.gradient, to, shape);
    },
  };
}

function periodicPart(
  placed: PlacedLayer,
  count: number,
  shape: MutableShape,
  input: Signal,
  output: Signal,
  room: EmbeddingRoom,
): Part {
  const [frequencies, phases] = [blockOf(placed, 'frequencies'), blockOf(placed, 'phases')];
  const [mix, offsets] = [blockOf(placed, 'mixes'), blockOf(placed, 'offsets')];
  const at = {
    x: input.value,
    count,
    frequencies: frequencies.w,
    phases: phases.w,
    mix: mix.w,
    offsets: offsets.w,
    scratch: room.table(2, count),
  };
  const to = {
    frequencies: frequencies.dw,
    phases: phases.dw,
    mix: mix.dw,
    offsets: offsets.dw,
  };
  return {
    forward({ kernels, rows }) {
      shape.rows = rows;
      kernels.periodicForward(at, output.value, shape);
    },
    backward({ kernels, rows }) {
      shape.rows = rows;
      kernels.periodicBackward(at, output.gradient, to, shape);
    },
  };
}

function levelsPart(
  placed: PlacedLayer,
  cardinalities: readonly number[],
  shape: MutableShape,
  input: Signal,
  output: Signal,
  room: EmbeddingRoom,
): Part {
  const levels = blockOf(placed, 'levels');
  let first = 0;
  const firsts = cardinalities.map((count) => {
    first += count;
    return first - count;
  });
  const at = {
    x: input.value,
    firsts: room.constant([firsts]),
    levels: levels.w,
    allLevels: levels.rows,
  };
  return {
    forward({ kernels, rows }) {
      shape.rows = rows;
      kernels.levelsForward(at, output.value, shape);
    },
    backward({ kernels, rows }) {
      shape.rows = rows;
      kernels.levelsBackward(at, output.gradient, levels.dw, shape);
    },
  };
}

function copiedPart(shape: MutableShape, input: Signal, output: Signal): Part {
  return {
    forward({ kernels, rows }) {
      shape.rows = rows;
      kernels.copyColumns(input.value, output.value, shape);
    },
    backward() {
      return;
    },
  };
}

/**
 * Numbers as vectors, linear between edges: e(x) = w x + c + Σ_t V_t · PLE_t(x), where PLE_t is the share of bin t
 * that lies below x, beyond 1 above the last edge and below 0 under the first one. V starts at 0, so that training
 * begins with a linear embedding (version B of piecewise-linear embeddings; Gorishniy et al. 2022 and 2024).
 */
export interface PiecewiseEmbedding {
  readonly kind: 'piecewise-linear';
  /** Ascending, two or more for each column. */
  readonly edges: readonly (readonly number[])[];
  /** Of each column's vector; a multiple of 4. */
  readonly width: number;
}

/**
 * Numbers as vectors of waves: e(x) = [V cos(2π f x + p) + b, x], with frequencies f, phases p and a matrix V for
 * each column (PBLD; Holzmüller et al. 2024).
 */
export interface PeriodicEmbedding {
  readonly kind: 'periodic';
  readonly columns: number;
  /** Waves of each column; a multiple of 8. */
  readonly frequencies: number;
  /** Of each column's vector, x included; a multiple of 4. */
  readonly width: number;
  /** The standard deviation of the frequencies at the start. */
  readonly sigma: number;
}

/** Codes of levels as vectors that are learned, a table for each column. */
export interface LevelEmbedding {
  readonly cardinalities: readonly number[];
  /** Of each level's vector; a multiple of 4. */
  readonly width: number;
  /** The standard deviation of the vectors at the start. */
  readonly sigma: number;
}

/** The first columns are numbers, then come codes of levels; columns after them pass unchanged. */
export interface EmbeddingLayer {
  readonly kind: 'embedding';
  readonly numbers: PiecewiseEmbedding | PeriodicEmbedding | null;
  readonly levels: LevelEmbedding | null;
}

/** An embedding of the columns of the data; the first layer of its network. */
export function embedding(
  numbers: EmbeddingLayer['numbers'],
  levels: EmbeddingLayer['levels'] = null,
): EmbeddingLayer {
  return { kind: 'embedding', numbers, levels };
}

/** Columns that become vectors. */
export function embeddedNumbers({ numbers }: EmbeddingLayer): number {
  if (!numbers) return 0;
  return numbers.kind === 'periodic' ? numbers.columns : numbers.edges.length;
}

/** Widths of what each of so many input columns becomes, in their order. */
export function embeddedWidths(layer: EmbeddingLayer, inputs: number): readonly number[] {
  const { numbers, levels } = layer;
  const vectors = [
    ...Array.from({ length: embeddedNumbers(layer) }, () => numbers?.width ?? 0),
    ...(levels?.cardinalities ?? []).map(() => levels?.width ?? 0),
  ];
  return [...vectors, ...Array.from({ length: inputs - vectors.length }, () => 1)];
}

/** What is wrong with an embedding; undefined when nothing is. */
export function embeddingFault({ numbers, levels }: EmbeddingLayer): string | undefined {
  return (
    (numbers ? numbersFault(numbers) : undefined) ?? (levels ? levelsFault(levels) : undefined)
  );
}

function numbersFault(numbers: PiecewiseEmbedding | PeriodicEmbedding): string | undefined {
  const { kind, width } = numbers;
  if (kind !== 'periodic' && kind !== 'piecewise-linear')
    return 'numbers are embedded as piecewise-linear or periodic ones';
  if (!isMultiple(width, 4)) return `width ${width} is no multiple of 4`;
  if (kind === 'piecewise-linear') return edgesFault(numbers.edges);
  const { frequencies, columns, sigma } = numbers;
  if (!isMultiple(frequencies, 8)) return `${frequencies} frequencies are no multiple of 8`;
  if (!(Number.isInteger(columns) && columns >= 0)) return `${columns} columns`;
  return sigmaFault(sigma);
}

/** Callers without types may give anything. */
function edgesFault(edges: PiecewiseEmbedding['edges']): string | undefined {
  if (!isList(edges)) return 'there are no `edges`, a list for each column';
  const odd = edges.findIndex((own) => !(isList(own) && isAscending(own)));
  return odd < 0 ? undefined : `the edges of column ${odd + 1} are not two or more that ascend`;
}

function levelsFault({ cardinalities, width, sigma }: LevelEmbedding): string | undefined {
  if (!isMultiple(width, 4)) return `width ${width} is no multiple of 4`;
  if (!isList(cardinalities)) return 'there are no `cardinalities`, one for each column';
  const empty = cardinalities.findIndex((count) => !(Number.isInteger(count) && count > 0));
  return empty < 0 ? sigmaFault(sigma) : `column ${empty + 1} of codes has no levels`;
}

/** Of numbers also as typed ones. */
function isList(given: unknown): boolean {
  return Array.isArray(given) || ArrayBuffer.isView(given);
}

function sigmaFault(sigma: number): string | undefined {
  return Number.isFinite(sigma) ? undefined : `a sigma of ${sigma}`;
}

function isMultiple(value: number, of: number): boolean {
  return Number.isInteger(value / of) && value > 0;
}

/** In float32, where edges that are too close fall together. */
function isAscending(edges: readonly number[]): boolean {
  return (
    edges.length > 1 &&
    edges.every(
      (edge, i) =>
        Number.isFinite(edge) && (i === 0 || Math.fround(edge) > Math.fround(edges[i - 1] ?? 0)),
    )
  );
}

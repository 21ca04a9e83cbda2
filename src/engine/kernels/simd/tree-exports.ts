/** What assembly/trees.ts exports. */
export interface TreeExports {
  readonly memory: WebAssembly.Memory;
  gatherPairs(pairs: number, order: number, count: number, to: number): void;
  buildHistogram(
    column: number,
    order: number,
    count: number,
    pairs: number,
    histogram: number,
  ): void;
  subtractHistogram(whole: number, part: number, out: number, bytes: number): void;
  sumProducts(pairs: number, order: number, count: number, out: number): void;
  partitionRows(
    order: number,
    count: number,
    column: number,
    table: number,
    scratch: number,
  ): number;
  scanBins(
    sums: number,
    bins: number,
    g0: number,
    h0: number,
    g: number,
    h: number,
    lambda: number,
    minChildWeight: number,
    out: number,
  ): number;
  addGains(
    sums: number,
    bins: number,
    g0: number,
    h0: number,
    g: number,
    h: number,
    lambda: number,
    minChildWeight: number,
    gains: number,
  ): void;
  gatherRows(numbers: number, order: number, count: number, pairs: number, to: number): void;
  buildWideHistogram(
    column: number,
    order: number,
    count: number,
    numbers: number,
    pairs: number,
    histogram: number,
  ): void;
  scanWideBins(
    sums: number,
    bins: number,
    pairs: number,
    left: number,
    total: number,
    whole: number,
    lambda: number,
    minChildWeight: number,
    out: number,
  ): number;
}

/** What assembly/walks.ts exports. */
export interface WalkExports {
  readonly memory: WebAssembly.Memory;
  codeColumn(
    kind: number,
    values: number,
    stride: number,
    rows: number,
    edges: number,
    count: number,
    codes: number,
  ): void;
  codesBelow(codes: number, out: number, rows: number): void;
  walkNumbers(root: number, rows: number, leaves: number): void;
  walkTree(root: number, rows: number, leaves: number): void;
  addAnswers(leaves: number, rows: number, answers: number, sums: number): void;
}

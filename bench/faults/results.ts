import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** How runs ended that a kind of fault struck. */
export interface KindResult {
  readonly kind: string;
  readonly how: string;
  readonly tried: number;
  readonly survived: number;
  readonly seed: number;
  /** Seconds for which things stopped. */
  readonly pause: number;
  readonly commit: string;
  /** What did not hold, with the number of the run. */
  readonly faults: readonly string[];
}

export function readResults(path: string): readonly KindResult[] {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as KindResult[]) : [];
}

/** Takes the place of what is there of the kind. */
export function writeResult(path: string, result: KindResult): void {
  const others = readResults(path).filter(({ kind }) => kind !== result.kind);
  const all = [...others, result].toSorted((a, b) => (a.kind < b.kind ? -1 : 1));
  const lines = all.map((own) => JSON.stringify(own)).join(',\n');
  writeFileSync(`${path}.new`, `[\n${lines}\n]\n`);
  renameSync(`${path}.new`, path);
}

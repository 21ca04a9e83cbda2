import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** One contender on one data set with one seed. */
export interface Result {
  readonly contender: string;
  readonly set: string;
  readonly seed: number;
  /** On the test rows, and by validation. */
  readonly test: number;
  readonly validation: number | null;
  /** Standard errors that the ensemble gains on the test rows over its best member; null without an ensemble. */
  readonly againstBest?: number | null;
  readonly seconds: number;
  /** Of the most demanding process, in MB. */
  readonly peakMemory: number;
  readonly commit: string;
}

/** Results in a JSON file, one a line, written after each. */
export interface ResultFile {
  readonly results: readonly Result[];
  find(contender: string, set: string, seed: number): Result | undefined;
  add(result: Result): void;
}

export function openResults(path: string): ResultFile {
  const results: Result[] = existsSync(path)
    ? (JSON.parse(readFileSync(path, 'utf8')) as Result[])
    : [];
  const isSame = (result: Result, contender: string, set: string, seed: number) =>
    result.contender === contender && result.set === set && result.seed === seed;
  return {
    results,
    find: (contender, set, seed) => results.find((own) => isSame(own, contender, set, seed)),
    add(result) {
      const { contender, set, seed } = result;
      const place = results.findIndex((own) => isSame(own, contender, set, seed));
      if (place >= 0) results.splice(place, 1, result);
      else results.push(result);
      const lines = results.map((own) => JSON.stringify(own)).join(',\n');
      writeFileSync(`${path}.new`, `[\n${lines}\n]\n`);
      renameSync(`${path}.new`, path);
    },
  };
}

import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** What names a score. */
export interface Scored {
  readonly contender: string;
  readonly set: string;
  readonly seed: number;
  /** Of which rows, where there are several kinds. */
  readonly split?: string;
}

/** One contender on one data set with one seed. */
export interface Result extends Scored {
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
export interface ResultFile<R extends Scored> {
  readonly results: readonly R[];
  find(named: Scored): R | undefined;
  add(result: R): void;
}

export function openResults<R extends Scored = Result>(path: string): ResultFile<R> {
  const results: R[] = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as R[]) : [];
  const isSame = (a: Scored, b: Scored) =>
    a.contender === b.contender && a.set === b.set && a.seed === b.seed && a.split === b.split;
  return {
    results,
    find: (named) => results.find((own) => isSame(own, named)),
    add(result) {
      const place = results.findIndex((own) => isSame(own, result));
      if (place >= 0) results.splice(place, 1, result);
      else results.push(result);
      const lines = results.map((own) => JSON.stringify(own)).join(',\n');
      writeFileSync(`${path}.new`, `[\n${lines}\n]\n`);
      renameSync(`${path}.new`, path);
    },
  };
}

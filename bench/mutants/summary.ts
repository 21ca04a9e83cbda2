import { readFileSync } from 'node:fs';
import Table from 'cli-table3';
import type { Mutant } from './find-mutants.js';

/** What became of a mutant: the first test file that failed on it, if any. */
export interface Fate {
  readonly mutant: Mutant;
  readonly killedBy: string | null;
  readonly isTimeout: boolean;
}

/** A word on a survivor: found again by its file, its line's text and column, and what is replaced by what. */
interface Word {
  readonly file: string;
  readonly text: string;
  readonly column: number;
  readonly from: string;
  readonly to: string;
  readonly isEquivalent: boolean;
  readonly why: string;
}

interface Survivor {
  readonly place: string;
  readonly text: string;
  readonly column: number;
  readonly from: string;
  readonly to: string;
  readonly isEquivalent: boolean;
  readonly why: string;
}

interface Folder {
  readonly folder: string;
  readonly mutants: number;
  readonly killed: number;
  readonly equivalent: number;
}

/** What a run has found. */
export interface Report {
  /** That there are in all, of which a sample was run. */
  readonly candidates: number;
  readonly mutants: number;
  readonly killed: number;
  /** Of those killed: by not ending, or by ending the process. */
  readonly timeouts: number;
  readonly equivalent: number;
  readonly minutes: number;
  readonly folders: readonly Folder[];
  readonly survivors: readonly Survivor[];
  /** Mutants that a test kills, and that a word calls equivalent. */
  readonly stale: readonly string[];
}

export function reportOf(fates: readonly Fate[], candidates: number, seconds: number): Report {
  const url = new URL('./words.json', import.meta.url);
  const words: readonly Word[] = JSON.parse(readFileSync(url, 'utf8'));
  const wordOn = (mutant: Mutant) =>
    words.find((word) => word.file === mutant.file && isAlike(word, mutant));
  const survived = ({ killedBy }: Fate) => killedBy === null;
  const isEquivalent = (fate: Fate) => survived(fate) && !!wordOn(fate.mutant)?.isEquivalent;
  const countsOf = (own: readonly Fate[]) => ({
    mutants: own.length,
    killed: own.filter((fate) => !survived(fate)).length,
    equivalent: own.filter(isEquivalent).length,
  });
  const folderOf = ({ mutant }: Fate) => mutant.file.split('/').slice(0, 2).join('/');
  return {
    candidates,
    ...countsOf(fates),
    timeouts: fates.filter(({ isTimeout }) => isTimeout).length,
    minutes: seconds / 60,
    folders: [...new Set(fates.map(folderOf))].sort().map((folder) => ({
      folder,
      ...countsOf(fates.filter((fate) => folderOf(fate) === folder)),
    })),
    survivors: fates
      .filter(survived)
      .map(({ mutant }) => mutant)
      .sort((a, b) => (a.file === b.file ? a.start - b.start : a.file < b.file ? -1 : 1))
      .map((mutant) => ({
        place: `${mutant.file}:${mutant.line}`,
        text: mutant.text,
        column: mutant.column,
        from: mutant.from,
        to: mutant.to,
        isEquivalent: wordOn(mutant)?.isEquivalent ?? false,
        why: wordOn(mutant)?.why ?? '',
      })),
    stale: fates
      .filter((fate) => !survived(fate) && wordOn(fate.mutant)?.isEquivalent)
      .map(({ mutant }) => `${mutant.file}:${mutant.line}: ${mutant.from} → ${mutant.to}`),
  };
}

type Change = Pick<Mutant, 'text' | 'column' | 'from' | 'to'>;

/** Whether two mutants of a file say the same. */
export function isAlike(a: Change, b: Change): boolean {
  return a.text === b.text && a.column === b.column && a.from === b.from && a.to === b.to;
}

export function summaryOf(report: Report): string {
  const { mutants, killed, equivalent, timeouts, candidates, minutes } = report;
  const share = (part: number, of: number) => `${((100 * part) / of).toFixed(1)} %`;
  return [
    tableOf(
      ['folder', 'mutants', 'killed', 'equivalent'],
      report.folders.map((own) => [own.folder, own.mutants, own.killed, own.equivalent]),
    ),
    tableOf(
      ['survivor', 'mutation', 'word'],
      report.survivors.map(({ place, from, to, isEquivalent, why }) => [
        place,
        `${from} → ${to}`,
        isEquivalent ? `equivalent: ${why}` : why || '(none yet)',
      ]),
    ),
    ...report.stale.map((mutant) => `said to be equivalent, and killed: ${mutant}`),
    `${killed} of ${mutants} killed (${share(killed, mutants)}; ${timeouts} did not end); ${equivalent} are equivalent, so ` +
      `${share(killed, mutants - equivalent)} of those that count; ${candidates} candidates; ${minutes.toFixed(1)} min`,
  ].join('\n\n');
}

function tableOf(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const table = new Table({ head: [...head], style: { head: [], border: [], compact: true } });
  table.push(...rows.map((row) => [...row]));
  return table.toString();
}

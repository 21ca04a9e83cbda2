import { unpredictedNote } from '../predictor/answer-values.js';
import type { BlockFinding } from '../schema/judge-block.js';
import {
  addDrifts,
  type ColumnDrifts,
  checkDrifts,
  describeDrifts,
} from '../schema/judge-drift.js';
import { extraColumns } from '../schema/parse-table.js';
import type { Schema } from '../schema/schema.js';
import { spellingsNote } from '../schema/settle-levels.js';
import type { SettledSchema } from '../schema/settle-schema.js';
import type { BatchAnswer } from './batch-block.js';

/** What the blocks of a table show together. */
export interface BatchTotals {
  /** Takes the answers in the order of the blocks, each with the name of its rows and the names of its columns. */
  add(answer: BatchAnswer, place: string, columns: readonly string[]): void;
  rows(): number;
  /** The notes that the table as a whole would have. Throws an AutofitError where most of a column cannot be read. */
  notes(ofReader: readonly string[]): readonly string[];
}

export function createBatchTotals(
  { schema, notes: settledNotes }: SettledSchema,
  trained: Schema,
  source: string,
  force: boolean,
): BatchTotals {
  let [rows, unpredicted] = [0, 0];
  let drifts: ColumnDrifts | undefined;
  const names = new Set<string>();
  const findings = createFindings(schema, trained, settledNotes);
  return {
    add(answer, place, columns) {
      rows += answer.rows;
      unpredicted += answer.unpredicted;
      drifts = drifts ? addDrifts(drifts, answer.drifts) : answer.drifts;
      for (const name of columns) names.add(name);
      for (const found of answer.found) findings.add(found, place);
    },
    rows: () => rows,
    notes(ofReader) {
      if (drifts && !force) checkDrifts(schema, drifts, source);
      const columns = [...names].map((name) => ({ name }));
      return [
        ...ofReader,
        ...findings.notes(),
        ...extraColumns(columns, schema),
        ...(drifts ? describeDrifts(schema, drifts, columns) : []),
        ...unpredictedNote(unpredicted),
      ];
    },
  };
}

/** Notes on how cells are read: spellings of all blocks in one, of others those of the first block that has any. */
function createFindings(schema: Schema, trained: Schema, settledNotes: readonly string[]) {
  const spellings = new Map(
    schema.columns.flatMap(({ name, parser }, i): [string, Map<string, string>][] => {
      if (parser?.kind !== 'categorical') return [];
      const before = trained.columns[i]?.parser;
      const known = before?.kind === 'categorical' ? (before.spellings ?? {}) : {};
      const own = Object.entries(parser.spellings ?? {});
      return [[name, new Map(own.filter(([cell]) => !Object.hasOwn(known, cell)))]];
    }),
  );
  const first = new Map([...spellings].map(([name, own]) => [spellingsNote(name, own), name]));
  const later = new Map<string, string[]>();
  return {
    add({ name, spellings: more, notes }: BlockFinding, place: string): void {
      for (const [cell, level] of more) spellings.get(name)?.set(cell, level);
      const isKnown = settledNotes.some((note) => note.startsWith(`column "${name}"`));
      if (notes.length > 0 && !isKnown && !later.has(name)) {
        later.set(
          name,
          notes.map((note) => `${place}: ${note}`),
        );
      }
    },
    notes(): readonly string[] {
      const told = settledNotes.map((note) => {
        const name = first.get(note);
        return name === undefined ? note : spellingsNote(name, spellings.get(name) ?? new Map());
      });
      const isTold = new Set(settledNotes.map((note) => first.get(note)));
      const found = [...spellings].filter(([name, own]) => own.size > 0 && !isTold.has(name));
      return [
        ...told,
        ...found.map(([name, own]) => spellingsNote(name, own)),
        ...[...later.values()].flat(),
      ];
    },
  };
}

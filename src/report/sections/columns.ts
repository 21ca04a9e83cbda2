import type { Cell, Section } from '../block.js';
import type { ColumnFacts } from '../facts/column-facts.js';
import { percent } from '../facts/in-words.js';
import type { ReportFacts } from '../facts/report-facts.js';

/** What each column is taken for, and why. */
export function columns({ columns: all, asked }: ReportFacts): readonly Section[] {
  const rows = all.map((column): readonly Cell[] => [
    column.name,
    roleOf(column),
    column.missing > 0 ? percent(column.missing / Math.max(1, asked.rows)) : '',
    column.distinct,
    column.reason,
  ]);
  const caption = `${all.length.toLocaleString('en-US')} columns`;
  const head = ['column', 'taken for', 'missing', 'distinct', 'why'];
  return [{ id: 'data', title: 'The data', blocks: [{ kind: 'table', caption, head, rows }] }];
}

function roleOf({ kind, role, isDoubtful }: ColumnFacts): string {
  if (role !== 'feature') return kind === 'ignored' ? role : `${role}, ${kind}`;
  if (kind === 'ignored') return 'not used';
  return isDoubtful ? `${kind}, where it tells something` : kind;
}

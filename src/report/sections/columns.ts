import { formatNumber } from '../../util/format-number.js';
import type { Block, Cell, Section } from '../block.js';
import { timeText } from '../charts/date-labels.js';
import { sparkline } from '../charts/sparkline.js';
import type { ColumnFacts } from '../facts/column-facts.js';
import { percent } from '../facts/in-words.js';
import type { ReportFacts } from '../facts/report-facts.js';
import { html } from '../html.js';

/** Columns that are shown. */
const SHOWN = 300;
/** The furthest that a Date reaches. */
const LAST_MOMENT = 8.64e15;

/** What each column is taken for, and why. */
export function columns({ columns: all, asked, told }: ReportFacts): readonly Section[] {
  const rows = all
    .slice(0, SHOWN)
    .map((column): readonly Cell[] => [
      column.name,
      column.spread ? spark(column.spread) : '',
      roleOf(column),
      column.missing ? percent(column.missing / asked.rows) : '',
      column.distinct,
      column.reason,
    ]);
  const rest = all.length > SHOWN ? `; the first ${SHOWN}, all stand in report.json` : '';
  const caption = `${all.length.toLocaleString('en-US')} columns${rest}`;
  const head = ['column', 'values', 'taken for', 'missing', 'distinct', 'why'];
  const table: Block = { kind: 'table', caption, head, rows };
  const notes: Block = {
    kind: 'fold',
    title: 'What was told while fitting',
    blocks: [{ kind: 'list', items: told.map(({ message }) => message) }],
  };
  const blocks = told.length > 0 ? [table, notes] : [table];
  return [{ id: 'data', title: 'The data', blocks }];
}

/** What is drawn in a page stands elsewhere as its range, or its commonest level. */
function spark(spread: NonNullable<ColumnFacts['spread']>): Cell {
  return { html: sparkline(spread) ?? html``, text: rangeText(spread) };
}

function rangeText(spread: NonNullable<ColumnFacts['spread']>): string {
  if (spread.kind === 'levels') return spread.levels[0]?.[0] ?? '';
  const ends = [spread.quantiles[0] ?? 0, spread.quantiles.at(-1) ?? 0];
  const text = { numbers: formatNumber, dates: dayText, times: timeText }[spread.kind];
  return ends.map(text).join(' to ');
}

function dayText(moment: number): string {
  return Math.abs(moment) <= LAST_MOMENT ? new Date(moment).toISOString().slice(0, 10) : '';
}

function roleOf({ kind, role, isDoubtful }: ColumnFacts): string {
  if (role !== 'feature') return kind === 'ignored' ? role : `${role}, ${kind}`;
  if (kind === 'ignored') return 'not used';
  return isDoubtful ? `${kind}, where it tells something` : kind;
}

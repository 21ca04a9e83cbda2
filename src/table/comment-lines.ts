import type { SampleRecord } from './sample-records.js';

type Cells = readonly string[];

const COMMENT = /^[#%]/;

/** How many of the first records are comments: they begin with #. The last of them may be the header. */
export function commentLines(records: readonly SampleRecord[]): number {
  const first = records.findIndex(({ cells }) => !COMMENT.test(cells[0] ?? ''));
  if (first < 1) return 0;
  const [header = [], row = []] = [records[first - 1]?.cells, records[first]?.cells];
  const names = withoutSign(header, row);
  return names.length > 1 && names.length === row.length ? first - 1 : first;
}

/** Names without the sign that stands before them as a word of its own, as numpy writes `# x y z`; the row tells it from a column called #. */
export function withoutSign(names: Cells, row: Cells | undefined): Cells {
  return names[0] === '#' && names.length === (row?.length ?? 0) + 1 ? names.slice(1) : names;
}

import type { ColumnProfile } from './column-profile.js';

/** Rows that a rule about keys needs. */
const ENOUGH_ROWS = 20;
const KEY_WORD = /(?:^|[\s_.-])(?:id|key|uuid|guid|rownum|row_?number)$/i;
/** As in `PassengerId`, but not in `paid`. */
const KEY_ENDING = /[a-z](?:Id|ID)$/;
/** What readers and writers of tables call a column without a name. */
const NAMELESS = /^(?:column_1|row_names|unnamed:? ?0|\.\.\.1)$/i;
/** Names that keys have, and other columns too. */
const MAYBE_KEY =
  /(?:^|[\s_.-])(?:index|idx|order|no|nr|num|nbr|number|pid|sid|rid|ref|code|serial|account|record|case|ticket)$|(?:^|[a-z\s_.-])(?:PID|SID)$/i;

/** Why whole numbers, each in one row, are keys: by their name, or because they count the rows. */
export function keyReason(profile: ColumnProfile): string | undefined {
  const values = ownNumbers(profile);
  if (!values) return undefined;
  const { name } = profile;
  if (KEY_WORD.test(name) || KEY_ENDING.test(name))
    return 'a key, by its name and as every row has another one';
  if (NAMELESS.test(name)) return 'a count of the rows without a name';
  const start = values[0];
  const counts = values.every((value, row) => row === 0 || value - (values[row - 1] ?? 0) === 1);
  return counts && (start === 0 || start === 1) ? 'a count of the rows' : undefined;
}

/** Whether whole numbers, each in one row, may be keys by their name. */
export function mayBeKey(profile: ColumnProfile): boolean {
  return MAYBE_KEY.test(profile.name) && ownNumbers(profile) !== undefined;
}

/** What to say of what may be a key. */
export function doubtKey({ name }: ColumnProfile): string {
  const option = `\`ignore: ${JSON.stringify(name)}\``;
  return `column "${name}" may be a key: it is used where it tells something of the training rows; ${option} leaves it out`;
}

/** The numbers in the order of rows, of which each is in one; undefined unless all are digits alone. */
function ownNumbers(profile: ColumnProfile): Float64Array | undefined {
  const { rows, plain } = profile;
  if (rows < ENOUGH_ROWS || (plain && !(plain.integers && plain.low >= 0))) return undefined;
  if (!profile.isUnique()) return undefined;
  if (plain) return plain.values;
  const { cells } = profile.counts;
  return cells.every((cell) => /^\d+$/.test(cell)) ? Float64Array.from(cells, Number) : undefined;
}

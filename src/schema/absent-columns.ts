import { looksLikeData } from '../table/header.js';
import { IMAGE_COLUMN, LABEL_COLUMN } from '../table/picture-columns.js';
import type { RawTable } from '../table/raw-table.js';
import { AutofitError } from '../util/errors.js';
import { nearestName } from '../util/nearest-name.js';
import { namesBelow } from './names-below.js';
import type { Schema } from './schema.js';

/** What may stand between fields. */
const MARKS = /[,;\t|^:~/#]/;

/** A mistake: columns that a schema needs and a table has not, with what it may have instead. */
export function absentColumns(
  raw: RawTable,
  schema: Schema,
  needed: readonly string[],
  absent: readonly string[],
): AutofitError {
  const { source, columns, isPictureFolder, isInMemory } = raw;
  const names = columns.map(({ name }) => name);
  const strange = names.filter((name) => !needed.includes(name));
  const suggestion = isPictureFolder
    ? inFolder(absent)
    : ((isInMemory
        ? undefined
        : (namesBelow(raw, absent) ?? otherReading(names, schema, needed, absent))) ??
      nearNames(absent, strange) ??
      '');
  const list = absent.map((name) => `"${name}"`).join(', ');
  return new AutofitError('NO_COLUMN', `${source} lacks the column(s) ${list}.`, {
    file: source,
    hint: `${suggestion}The model was fitted with them; this data has${names.length === 0 ? ' none' : `: ${names.join(', ')}`}.`,
  });
}

/** What a folder of pictures may have besides. */
function inFolder(absent: readonly string[]): string {
  if (absent.every((name) => name === LABEL_COLUMN))
    return 'The label of a picture is the folder that it lies in: put those of each class into one of its name. ';
  return `Of a folder there are "${IMAGE_COLUMN}" and "${LABEL_COLUMN}" alone: name a table that has the others. `;
}

/** How the file may have been misread. */
function otherReading(
  names: readonly string[],
  { header }: Schema,
  needed: readonly string[],
  absent: readonly string[],
): string | undefined {
  const joined = names.find((name) => {
    const parts = new Set(name.split(MARKS).map((part) => part.trim()));
    const held = absent.filter((own) => parts.has(own)).length;
    return held > 1 || (held > 0 && names.length === 1);
  });
  const delimiter = 'what stands between fields is told by `delimiter`. ';
  if (joined !== undefined) return `"${joined}" looks like several columns: ${delimiter}`;
  if (names.length === 1 && needed.length > 1) return `It was read as one column: ${delimiter}`;
  if (!header)
    return 'The model was fitted without a header: columns are c1, c2, … by their places. ';
  if (!looksLikeData(names)) return undefined;
  return 'Its first line looks like data: write the names of the columns above it. ';
}

/** Which other columns may be meant. */
function nearNames(absent: readonly string[], strange: readonly string[]): string | undefined {
  const near = absent.flatMap((name) => {
    // Parts of an object are not what the object was.
    const parts = strange.filter((own) => own.startsWith(`${name}.`));
    if (parts.length > 0) return [`in this data "${name}" is an object of ${parts.join(', ')}. `];
    const found = nearestName(name, strange);
    return found === undefined ? [] : [`is "${found}" meant for "${name}"? `];
  });
  return near.length === 0 ? undefined : near.slice(0, 3).join('').replace(/^i/, 'I');
}

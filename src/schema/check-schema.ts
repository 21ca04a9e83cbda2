import {
  both,
  fieldsOf,
  isAmong,
  isFlag,
  isNumber,
  isSide,
  isText,
  listOf,
  ofKind,
  optional,
  orNull,
  recordOf,
  type Shape,
  withFields,
} from '../util/shapes.js';
import { CODE_PARTS } from './code-part.js';
import { LIST_SEPARATORS } from './list-items.js';
import { COLUMN_KINDS, featureColumns, type Schema, type Task } from './schema.js';

/** What makes a reader of cells; what only people read is not looked at. */
const isParser = ofKind({
  numeric: withFields({
    ...{ decimal: isAmong(['.', ',']), currency: isText, thousands: isFlag, percent: isFlag },
    ...{
      accounting: isFlag,
      unit: isText,
      refused: optional(isText),
      parts: optional(listOf(isText)),
    },
    ...{ family: optional(isText), form: optional(isText) },
  }),
  categorical: withFields({
    ...{ levels: listOf(isText), part: optional(isAmong(CODE_PARTS)) },
    spellings: optional(recordOf(isText)),
  }),
  boolean: withFields({ yes: isText, no: isText }),
  datetime: withFields({
    ...{ order: isText, also: optional(listOf(isText)), format: optional(isText) },
    since: optional(isNumber),
  }),
  text: withFields({}),
  list: withFields({ separator: isAmong(LIST_SEPARATORS), items: listOf(isText) }),
  image: withFields({ side: isSide }),
});

const isColumn = withFields({
  ...{ name: isText, kind: isAmong(COLUMN_KINDS), parser: orNull(isParser) },
  role: isAmong(['feature', 'label', 'weight', 'group']),
  missing: optional(
    withFields({
      ...{ missing: optional(listOf(isText)), keep: optional(listOf(isText)) },
      areNumbers: optional(isFlag),
    }),
  ),
  range: optional(withFields({ low: isNumber, high: isNumber })),
  clock: optional(
    withFields({ zones: optional(isAmong(['all', 'none'])), times: optional(isAmong(['all'])) }),
  ),
  evidence: withFields({
    ...{ reason: isText, missing: isNumber, distinct: isNumber },
    ...{ unread: optional(isNumber), doubt: optional(isText) },
  }),
});

const isTask = withFields({
  ...{ kind: isText, reason: isText, classes: listOf(isText), positive: orNull(isText) },
  ...{ quantiles: optional(listOf(isNumber)), isOrdered: optional(isFlag) },
});

const isSchema: Shape = both(
  withFields({ label: isText, task: isTask, columns: listOf(isColumn) }),
  withFields({ time: orNull(withFields({ name: isText, parser: isParser })) }),
);

/** Throws where what a file holds is not what reads the cells of a table. */
export function checkSchema(stored: unknown): void {
  isSchema(stored, 'the schema');
  const schema = fieldsOf(stored, 'the schema') as unknown as Schema;
  const names = schema.columns.map(({ name }) => name);
  if (new Set(names).size < names.length) throw new Error('two columns have one name');
  const unread = featureColumns(schema).find(({ parser }) => !parser);
  if (unread) throw new Error(`column "${unread.name}" has no parser`);
  checkTask(schema.task);
}

function checkTask({ kind, classes, positive, quantiles = [] }: Task): void {
  const hasClasses = kind === 'binary' || kind === 'multiclass';
  const fits = !hasClasses
    ? classes.length === 0
    : kind === 'binary'
      ? classes.length === 2 && classes.includes(positive ?? '')
      : classes.length > 0;
  if (!fits || new Set(classes).size < classes.length)
    throw new Error(`its classes are not those of a ${kind} task`);
  const rise = quantiles.every((q, i) => q > (quantiles[i - 1] ?? 0) && q < 1);
  if (!rise || (kind === 'quantile') !== quantiles.length > 0)
    throw new Error('its quantiles do not rise from 0 to 1');
}

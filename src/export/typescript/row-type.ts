import type { ColumnSpread } from '../../predictor/column-spreads.js';
import type { PredictorState } from '../../predictor/predictor-state.js';
import { PART_NAMES } from '../../schema/code-part.js';
import { momentText } from '../../schema/moment-text.js';
import { endsOf, hasEnds } from '../../schema/number-parts.js';
import { type ColumnSchema, featureColumns, type Parser } from '../../schema/schema.js';

/** Levels that a type lists; more are just texts. */
const MOST_LEVELS = 40;

/** The fields of a row, as lines of a TypeScript interface with what training's rows held. */
export function rowFields({ schema, spreads = [] }: PredictorState): readonly string[] {
  const spreadOf = new Map(spreads.map((spread) => [spread.name, spread]));
  return featureColumns(schema).flatMap((column) => {
    const { name, parser } = column;
    if (!parser) return [];
    const seen = commentSafe(described(column, parser, spreadOf.get(name)));
    return [`  /** ${seen} */`, `  readonly ${fieldName(name)}: ${typeOf(parser)};`];
  });
}

/** A name as it may stand in an interface. */
function fieldName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

/** Names as a union of texts. */
export function unionOf(names: readonly string[]): string {
  return names.map((name) => JSON.stringify(name)).join(' | ');
}

function typeOf(parser: Parser): string {
  switch (parser.kind) {
    case 'numeric':
      return 'number | string | null';
    case 'datetime':
      return 'Date | string | number | null';
    case 'boolean':
      return `boolean | ${unionOf([parser.yes, parser.no])} | Text | null`;
    case 'list':
      return 'string | null';
    case 'text':
      return 'string | null';
    case 'image':
      return 'Uint8Array | string | null';
    case 'categorical':
      return parser.part !== undefined ||
        parser.levels.length > MOST_LEVELS ||
        parser.levels.length === 0
        ? 'string | number | null'
        : `${unionOf(parser.levels)} | Text | number | null`;
  }
}

function described(column: ColumnSchema, parser: Parser, spread: ColumnSpread | undefined): string {
  const quantiles = spread?.kind === 'numbers' ? spread.quantiles : new Float64Array();
  const [least, greatest] = [quantiles[0], quantiles.at(-1)];
  const hasRange = least !== undefined && greatest !== undefined;
  const range = (shown: (value: number) => string) =>
    hasRange ? `, in training ${shown(least)} to ${shown(greatest)}` : '';
  switch (parser.kind) {
    case 'numeric':
      // What is known of both numbers of a cell is their mean.
      return hasEnds(parser)
        ? `two numbers in a text: ${endsOf(parser).join(' and ')}`
        : `${unitOf(parser)}${range(String)}`;
    case 'datetime':
      return parser.order === 'time'
        ? `a time of day${range((moment) => String(momentText(moment, true)))}`
        : `a date or time${range((moment) => String(momentText(moment, false)))}`;
    case 'boolean':
      return `${parser.yes} or ${parser.no}`;
    case 'list':
      return `items behind one another, with ${JSON.stringify(parser.separator)} between them`;
    case 'text':
      return 'a text';
    case 'image':
      return 'a picture: the bytes of its file, also as base64';
    case 'categorical':
      if (parser.part !== undefined)
        return `a whole code, of which ${PART_NAMES[parser.part]} counts`;
      return `one of ${parser.levels.length} levels${column.isDoubtful ? ', which may be keys' : ''}`;
  }
}

function unitOf({ unit, currency, percent, shares }: Parser & { kind: 'numeric' }): string {
  const sign = unit || currency || (percent ? (shares ? '%, told as a share' : '%') : '');
  return sign === '' ? 'a number' : `a number (${sign})`;
}

/** Text that no comment ends in. */
export function commentSafe(text: string): string {
  return text.replaceAll('*/', '*\\/').replace(/[\r\n\u2028\u2029]+/g, ' ');
}

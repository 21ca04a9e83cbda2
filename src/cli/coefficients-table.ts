import type { Coefficient, Coefficients } from '../index.js';
import { formatNumber } from '../util/format-number.js';
import { plainText } from '../util/plain-text.js';

/** Levels and terms that are shown of a column that has more than twice as many; --json has all. */
const SHOWN_OF_COLUMN = 6;
/** Lines that are shown. */
const SHOWN = 60;
/** Where lines are endless. */
const MOST_WIDTH = 100;
const GAP = '  ';
/** Words that are cut to less say nothing. */
const SHORTEST = 8;

/** What a line shows: a feature and its coefficient in each output. */
interface Line {
  readonly name: string;
  readonly values: readonly string[];
  readonly per: string;
}

/** The coefficients as text: a line for each feature, a column for each output. */
export function coefficientsTable(
  { label, predicts, outputs }: Coefficients,
  width: number,
): string {
  const names = outputs.map((output) => plainText(output.class ?? 'coefficient'));
  const intercept = outputs.map((output) => signed(output.intercept));
  const lines = [{ name: 'intercept', values: intercept, per: '' }, ...featureLines(outputs)];
  const shown = lines.slice(0, SHOWN);
  const head = { name: '', values: outputs.length > 1 ? names : ['coefficient'], per: 'per' };
  const table = drawn([head, ...shown], Math.min(MOST_WIDTH, width));
  const plain = plainText(label);
  const what = {
    label: plain,
    'log-odds': `log-odds of ${names.join()}`,
    'log-probability': `log-probability of each ${plain}, but for a number that all share,`,
  }[predicts];
  const rest = lines.length - shown.length;
  return [
    `${what} = intercept + sum of coefficient × value`,
    ...table,
    ...(rest > 0 ? [`and ${rest} lines more, with --json`] : []),
  ].join('\n');
}

function featureLines(outputs: Coefficients['outputs']): Line[] {
  const terms = outputs[0]?.terms ?? [];
  const sizes = terms.map((_, i) =>
    Math.max(...outputs.map((output) => Math.abs(output.terms[i]?.coefficient ?? 0))),
  );
  const lines: Line[] = [];
  for (const places of byColumn(terms)) {
    const shown = largest(places, sizes);
    for (const place of shown) {
      const { feature = '', per = '' } = terms[place] ?? {};
      const values = outputs.map((output) => signed(output.terms[place]?.coefficient ?? 0));
      lines.push({ name: plainText(feature), values, per: plainText(per) });
    }
    const rest = places.length - shown.length;
    const column = terms[places[0] ?? 0]?.column ?? '';
    if (rest > 0)
      lines.push({ name: `… ${rest} more of ${plainText(column)}`, values: [], per: '' });
  }
  return lines;
}

/** Places of each column's terms, columns in the order of their first. */
function byColumn(terms: readonly Coefficient[]): readonly (readonly number[])[] {
  const places = new Map<string, number[]>();
  for (const [place, { column }] of terms.entries()) {
    places.set(column, [...(places.get(column) ?? []), place]);
  }
  return [...places.values()];
}

/** All of few; of many those with the largest coefficients, in their order. */
function largest(places: readonly number[], sizes: readonly number[]): readonly number[] {
  if (places.length <= 2 * SHOWN_OF_COLUMN) return places;
  const ranked = places.toSorted((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0) || a - b);
  return ranked.slice(0, SHOWN_OF_COLUMN).toSorted((a, b) => a - b);
}

function signed(value: number): string {
  return value > 0 ? `+${formatNumber(value)}` : formatNumber(value);
}

/** Lines that fit: first the words are cut, then outputs are left out. */
function drawn(lines: readonly Line[], width: number): string[] {
  const longest = Math.max(...lines.map(({ name }) => name.length));
  const nameWidth = Math.min(longest, Math.max(12, Math.floor(width / 2.5)));
  const columns = (lines[0]?.values ?? []).map((_, i) =>
    Math.max(...lines.map(({ values }) => values[i]?.length ?? 0)),
  );
  let used = nameWidth;
  const fitting = columns.filter((own) => {
    used += GAP.length + own;
    return used <= width;
  });
  const left = width - nameWidth - fitting.reduce((sum, own) => sum + GAP.length + own, 0);
  const drawnLines = lines.map(({ name, values, per }) => {
    const cells = fitting.map((own, i) => (values[i] ?? '').padStart(own));
    const words = left > GAP.length + SHORTEST ? [cut(per, left - GAP.length)] : [];
    return [cut(name, nameWidth).padEnd(nameWidth), ...cells, ...words].join(GAP).trimEnd();
  });
  const rest = columns.length - fitting.length;
  return rest > 0 ? [...drawnLines, `and ${rest} classes more, with --json`] : drawnLines;
}

function cut(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text;
}

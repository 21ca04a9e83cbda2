import type { DetailedRow } from '../index.js';
import { formatNumber } from '../util/format-number.js';
import { plainText } from '../util/plain-text.js';
import { sparkline } from './sparkline.js';

/** What was tried under each name: a line of hyper-parameters, and the course of training where it is known. */
export function detailsText(rows: readonly DetailedRow[]): string {
  return rows
    .flatMap(({ name, params, curve }) =>
      params ? [plainText(`${name}: ${paramsText(params)}`), ...curveLine(curve)] : [],
    )
    .join('\n');
}

function paramsText(params: NonNullable<DetailedRow['params']>): string {
  const pairs = Object.entries(params).map(
    ([name, value]) => `${name} ${typeof value === 'number' ? formatNumber(value) : value}`,
  );
  return pairs.length > 0 ? pairs.join(', ') : 'nothing to choose';
}

/** Marks that a curve is drawn with. */
const MARKS = 24;

function curveLine(curve: DetailedRow['curve']): readonly string[] {
  if (!curve) return [];
  const { metric, lengths, scores } = curve;
  const points = scores.map((value, i) => ({ at: lengths[i] ?? 0, value }));
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return [];
  const drawn = sparkline(points, last.at, MARKS);
  const course = `${formatNumber(first.value)} to ${formatNumber(last.value)}`;
  return [`  ${metric} ${drawn} ${course} after ${last.at}`];
}

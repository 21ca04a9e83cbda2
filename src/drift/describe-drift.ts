import { DAY } from '../schema/calendar.js';
import { momentText } from '../schema/moment-text.js';
import { checkHas } from '../util/check-arguments.js';
import { countOf } from '../util/count-of.js';
import { formatNumber } from '../util/format-number.js';
import { shortened } from '../util/shortened.js';
import type { ColumnDrift } from './drift.js';

const MOST_LETTERS = 20;
/** Shares that differ by less are not worth a word. */
const LEAST = 0.005;
const LEAST_DISTANCE = 0.05;

/** What of a column has moved, in words; why it is not judged, where it is not. */
export function describeDrift(column: ColumnDrift): string {
  checkHas('describeDrift', column, 'verdict', 'a column of what `drift` returns');
  const { missing, newLevels, beyond, verdict, reason } = column;
  if (verdict === 'unjudged') return reason ?? '';
  const parts: string[] = [];
  if (Math.abs(missing.now - missing.trained) >= LEAST) {
    parts.push(`missing ${percent(missing.trained)} → ${percent(missing.now)}`);
  }
  if (newLevels) {
    const [first] = newLevels.commonest;
    const example = first ? ` ("${shortened(first.name, MOST_LETTERS)}")` : '';
    const levels = countOf(newLevels.levels, 'new level');
    parts.push(`${countOf(newLevels.rows, 'row')} of ${levels}${example}`);
  }
  if (beyond && beyond.below > 0) parts.push(beyondText(beyond.below, 'below', beyond.low, column));
  if (beyond && beyond.above > 0)
    parts.push(beyondText(beyond.above, 'above', beyond.high, column));
  const main = mainText(column, parts.length > 0);
  return [...(main === '' ? [] : [main]), ...parts].join(', ');
}

/** Of numbers how their middle moved, if it did or nothing else is to be told; of others the bin that did most. */
function mainText(column: ColumnDrift, isTold: boolean): string {
  const { bins, medians, verdict, ks } = column;
  if (medians?.trained != null && medians.now != null) {
    const [from, to] = textsOf([medians.trained, medians.now], column);
    const isApart = ks !== undefined && verdict !== 'steady' && ks.distance >= LEAST_DISTANCE;
    const apart = isApart ? `, KS ${ks.distance.toFixed(2)}` : '';
    if (from === to && apart === '' && isTold) return '';
    return from === to ? `median ${from}${apart}` : `median ${from} → ${to}${apart}`;
  }
  const inside = bins.filter(({ name }) => name !== 'missing' && name !== 'new levels');
  const change = (own: ColumnDrift['bins'][number]) => Math.abs(own.now - own.trained);
  const [most] = inside.toSorted((a, b) => change(b) - change(a));
  if (!most || change(most) < LEAST) return '';
  const name = shortened(most.name, MOST_LETTERS);
  return `"${name}" ${percent(most.trained)} → ${percent(most.now)}`;
}

function beyondText(count: number, side: string, end: number, column: ColumnDrift): string {
  return `${count.toLocaleString('en-US')} ${side} ${textsOf([end], column).join('')}`;
}

function textsOf(values: readonly number[], { kind, scale }: ColumnDrift): readonly string[] {
  if (kind !== 'datetime') return values.map(formatNumber);
  if (scale !== 'times') return dateTexts(values);
  return values.map((moment) => momentText(moment, true) ?? formatNumber(moment));
}

function dayText(moment: number): string {
  return Math.abs(moment) < 8.64e15
    ? new Date(moment).toISOString().slice(0, 10)
    : formatNumber(moment);
}

/** Days; of moments of one day when they are. */
function dateTexts(moments: readonly number[]): readonly string[] {
  const [day = Number.NaN, ...others] = moments.map((moment) => Math.floor(moment / DAY));
  const isOneDay = others.every((other) => other === day);
  if (!isOneDay || new Set(moments).size === 1) return moments.map(dayText);
  return moments.map((moment) => momentText(moment, false) ?? formatNumber(moment));
}

function percent(share: number): string {
  const value = 100 * share;
  return `${value > 0 && value < 10 ? value.toFixed(1) : Math.round(value)} %`;
}

import { cellWidth, cutToWidth } from './cell-width.js';
import { progressBar } from './progress-bar.js';

/** Cells before what a line tells. */
export const LABEL_WIDTH = 11;
const WIDEST_BAR = 30;
const LEAST_BAR = 5;

/** A line: what it is about, and behind it as many of the parts as fit, the first at least in part. */
export function labelled(label: string, parts: readonly string[], width: number): string {
  const room = width - LABEL_WIDTH;
  const [first = '', ...others] = parts.filter((part) => part !== '');
  let text = cutToWidth(first, room);
  for (const part of others) {
    if (cellWidth(text) + 3 + cellWidth(part) > room) break;
    text += ` · ${part}`;
  }
  return `${label.padEnd(LABEL_WIDTH)}${text}`;
}

/** A line with a bar before its parts, where there is room for one. */
export function labelledBar(
  label: string,
  share: number,
  parts: readonly string[],
  width: number,
): string {
  const text = parts.filter((part) => part !== '').join(' · ');
  const room = Math.min(WIDEST_BAR, width - LABEL_WIDTH - 2 - cellWidth(text));
  if (room < LEAST_BAR) return labelled(label, parts, width);
  return `${label.padEnd(LABEL_WIDTH)}${progressBar(share, room)}  ${text}`;
}

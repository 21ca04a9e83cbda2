import { clockText } from '../../schema/moment-text.js';

/** A day, a time of day, or both, in UTC. */
export function momentText(moment: number, input: 'date' | 'datetime-local' | 'time'): string {
  const text = new Date(moment).toISOString();
  const [day = '', time = ''] = text
    .slice(0, -1)
    .replace(/\.000$/, '')
    .split('T');
  if (input === 'date') return day;
  return input === 'time' ? clockText(time, moment) : `${day} ${time}`;
}

import type { DataValues } from './read-values.js';

/** A path (`-` is standard input), or data that is already in memory. */
export type DataSource = string | DataValues;

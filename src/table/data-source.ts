import type { DataValues } from './read-values.js';

/**
 * A path, or data that is already in memory. A folder, or a pattern such as `sales/*.csv`, is the table of its files; `-` is
 * standard input.
 */
export type DataSource = string | DataValues;

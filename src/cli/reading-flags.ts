import type { Command } from 'commander';
import type { PredictOptions } from '../index.js';
import { collect, orders } from './option-values.js';

/** What the argument of a command that reads a table may be. */
export const DATA_FORMS =
  'CSV, JSON, Parquet or Excel, also packed; a folder, also of pictures, or a quoted pattern of files; "-" is standard input';

export interface ReadingFlags {
  readonly delimiter?: string;
  readonly quote?: string;
  readonly sheet?: string;
  readonly images?: string;
}

export interface DataFlags extends ReadingFlags {
  readonly force?: boolean;
}

/** Adds how data behind a model is read. */
export function addPredictFlags(command: Command): Command {
  return addReadingFlags(command).option(
    '--force',
    'read cells as in training, although they look otherwise',
  );
}

/** What the flags say of it. */
export function readingOf({
  force,
  delimiter,
  quote,
  sheet,
  images,
}: DataFlags): Omit<PredictOptions, 'onProgress'> {
  return { force, delimiter, quote, sheet, images };
}

export interface JudgingFlags extends ReadingFlags {
  readonly header: boolean;
  readonly skipBadRows?: boolean;
  readonly missing?: readonly string[];
  readonly keep?: readonly string[];
  readonly order?: Readonly<Record<string, readonly string[]>>;
}

/** Adds how files are read. */
export function addReadingFlags(command: Command): Command {
  return command
    .option('--delimiter <character>', 'what stands between fields; tab or \\t for a tab', tabOf)
    .option('--quote <character>', 'what stands around fields that hold a delimiter')
    .option('--sheet <name>', 'the sheet of a workbook: its name, or its place from 1')
    .option('--images <folder>', 'where paths of pictures start (default: the folder of the data)');
}

/** Adds how files are read whose columns are judged. */
export function addJudgingFlags(command: Command): Command {
  return addReadingFlags(
    command
      .option('--no-header', 'the first line is data: columns are named c1, c2, …')
      .option('--skip-bad-rows', 'leave out rows of a wrong length; fit keeps them in bad-rows.csv')
      .option('--missing <token>', 'a cell that is missing, as -999 or price=-999', collect)
      .option('--keep <token>', 'a cell that is a value, as NA or country=NA', collect)
      .option(
        '--order <column=levels>',
        'levels or classes from the least to the most, as size=S,M,L',
        orders,
      ),
  );
}

function tabOf(text: string): string {
  return text === '\\t' || text.toLowerCase() === 'tab' ? '\t' : text;
}

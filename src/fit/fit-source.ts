import type { FitOptions } from '../options/fit-options.js';
import type { DataSource } from '../table/data-source.js';
import { LABEL_COLUMN } from '../table/picture-columns.js';
import { hasClasses, isPictureFolder } from '../table/picture-folder.js';
import { pictureSplits } from '../table/picture-splits.js';
import { optionsIn } from '../util/check-arguments.js';
import { AutofitError } from '../util/errors.js';
import { Stopped } from '../util/stopped.js';

/** What is fitted to, and what follows from where it lies. */
export interface FitSource<Source> {
  readonly source: Source | string;
  readonly options: FitOptions;
  /** What the user should know. */
  readonly notes: readonly string[];
}

/** Of a folder of pictures the label is the name of the sub-folder, and its parts are taken for what they are called. */
export async function fitSource<Source>(
  source: Source | DataSource,
  options: FitOptions = {},
): Promise<FitSource<Source | DataSource>> {
  optionsIn(options);
  if (typeof source !== 'string') return { source, options, notes: [] };
  try {
    return await placedSource(source, options);
  } catch (thrown) {
    if (!(thrown instanceof Stopped)) throw thrown;
    throw new AutofitError('TIME_UP', `Stopped before the folder ${source} was looked through.`);
  }
}

async function placedSource(source: string, options: FitOptions): Promise<FitSource<string>> {
  if (!(await isPictureFolder(source, options.signal))) return { source, options, notes: [] };
  const labelled = { ...options, label: options.label ?? LABEL_COLUMN };
  const splits = await pictureSplits(source, options.label !== undefined, options.signal);
  if (!splits) {
    if (options.label === undefined && !(await hasClasses(source, options.signal))) {
      throw withoutClasses(source);
    }
    return { source, options: labelled, notes: [] };
  }
  const { train } = splits;
  const test = options.test ?? (options.honest ? undefined : splits.test);
  const isJudged = [options.folds, options.holdout, options.group, options.timeColumn].some(
    (own) => own !== undefined,
  );
  const validation = options.validation ?? (isJudged ? undefined : splits.validation);
  const parts = [
    `${train} is learned from`,
    ...(validation === splits.validation && validation ? [`${validation} judges`] : []),
    ...(test === splits.test && test ? [`${test} is scored at the end`] : []),
  ];
  const notes = [parts.join(', '), ...splits.notes];
  return { source: train, options: { ...labelled, test, validation }, notes };
}

function withoutClasses(file: string): AutofitError {
  return new AutofitError(
    'NO_CLASSES',
    `The pictures of ${file} are in no folder for each class.`,
    {
      file,
      hint: 'Put those of each class into a folder of its name, or name a table with their paths and labels.',
    },
  );
}

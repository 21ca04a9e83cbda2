import type { core, ZodType } from 'zod';
import { optionsIn, unknownOption } from '../util/check-arguments.js';
import { AutofitError } from '../util/errors.js';
import { shown } from '../util/shown.js';

/** The kind of value of each option, by its name. */
export type OptionKinds = Readonly<Record<string, ZodType>>;

/**
 * Throws an AutofitError for an option that there is not, or one of the wrong kind; those that are undefined count as not
 * given.
 */
export function checkOptions(given: unknown, kinds: OptionKinds): void {
  for (const [name, value] of optionsIn(given)) {
    if (value === undefined) continue;
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (!kind) throw unknownOption(name, Object.keys(kinds));
    const checked = kind.safeParse(value);
    if (checked.success) continue;
    const [issue] = checked.error.issues;
    const place = [name, ...(issue?.path ?? [])].join('.');
    throw new AutofitError(
      'BAD_OPTION',
      `\`${place}\` cannot be ${shown(valueAt(value, issue))}.`,
      {
        hint: issue ? `It takes ${expectedBy(issue)}.` : '',
      },
    );
  }
}

/** The part of a value that an issue is about. */
function valueAt(value: unknown, issue: core.$ZodIssue | undefined): unknown {
  let part = value;
  for (const key of issue?.path ?? []) part = (part as Record<PropertyKey, unknown>)[key];
  return part;
}

const WORDS: Readonly<Record<string, string>> = {
  array: 'a list',
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
};

/** What would be right, in words. */
function expectedBy(issue: core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    return `an object without ${issue.keys.map((key) => `"${key}"`).join(', ')}`;
  }
  if (issue.code === 'too_small') return `a number of at least ${issue.minimum}`;
  if (issue.code === 'invalid_type') return WORDS[issue.expected] ?? `an ${issue.expected}`;
  if (issue.code !== 'invalid_union') return issue.message;
  return issue.errors.flatMap((errors) => errors.slice(0, 1).map(expectedBy)).join(' or ');
}

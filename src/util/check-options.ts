import type { core, ZodType } from 'zod';
import { optionsIn, unknownOption } from './check-arguments.js';
import { AutofitError } from './errors.js';
import { shown } from './shown.js';

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
    const issue = innermost(checked.error.issues[0]);
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

/** Of what may be of several kinds and is of one, but for a part of it, the issue of that part. */
function innermost(issue: core.$ZodIssue | undefined): core.$ZodIssue | undefined {
  if (issue?.code !== 'invalid_union') return issue;
  const part = innermost(issue.errors.flat().find(({ path }) => path.length > 0));
  return part ? { ...part, path: [...issue.path, ...part.path] } : issue;
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
  if (issue.code === 'too_small') {
    return issue.origin === 'string'
      ? 'one that is not empty'
      : `a number of at least ${issue.minimum}`;
  }
  if (issue.code === 'invalid_value') return `one of: ${issue.values.join(', ')}`;
  if (issue.code === 'invalid_type') return WORDS[issue.expected] ?? `an ${issue.expected}`;
  if (issue.code !== 'invalid_union') return issue.message;
  return issue.errors.flatMap((errors) => errors.slice(0, 1).map(expectedBy)).join(' or ');
}

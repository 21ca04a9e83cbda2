import type { Command } from 'commander';
import { AutofitError } from '../util/errors.js';

/** Throws an AutofitError for an argument or a flag that is given and says nothing. */
export function refuseEmpty(command: Command): void {
  const args = command.args.map((value, place) => {
    const own = command.registeredArguments;
    return { name: `<${(own[place] ?? own.at(-1))?.name()}>`, value };
  });
  const flags = command.options.map((option) => ({
    name: option.long ?? option.flags,
    value: command.getOptionValue(option.attributeName()),
  }));
  const empty = [...args, ...flags].find(({ value }) => isEmpty(value));
  if (!empty) return;
  throw new AutofitError('BAD_OPTION', `${empty.name} is empty.`, {
    hint: 'It may stand for a variable that is not set: give it a value, or leave it out.',
  });
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0 || value.some(isEmpty);
  return value === '';
}

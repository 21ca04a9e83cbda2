import type { Command } from 'commander';
import { begins } from '../util/nearest-name.js';
import { plainText } from '../util/plain-text.js';
import { shortened } from '../util/shortened.js';
import { commandMeant } from './command-meant.js';
import { shellQuoted } from './shell-quoted.js';

/** What commander says of a mistake, with what to do about it. */
export function withAdvice(command: Command, text: string): string {
  const advice = text.includes('too many arguments')
    ? [surplus(command)]
    : [...missing(command, text), ...unspecified(command, text)];
  return [withBegun(command, text.trimEnd()), ...advice].join('\n');
}

/** With the options that begin with an unknown one, in place of those that are spelt like it. */
function withBegun(command: Command, text: string): string {
  const [, unknown = ''] = /^error: unknown option '(--\w[^'=]*)/.exec(text) ?? [];
  const names = command
    .createHelp()
    .visibleOptions(command)
    .flatMap(({ long }) => (long && begins(long, unknown) ? [long] : []));
  if (names.length === 0) return text;
  const meant = names.length > 1 ? `one of ${names.join(', ')}` : names[0];
  return `${text.split('\n')[0]}\n(Did you mean ${meant}?)`;
}

/** `fit` may be left out, so that a command that is not known is taken for its data. */
function surplus(command: Command): string {
  const { args, registeredArguments } = command;
  const meant = command.name() === 'fit' ? commandMeant(command, args[0]) : undefined;
  if (meant !== undefined) return `Did you mean ${meant}?`;
  const first = shortened(plainText(args[registeredArguments.length] ?? ''), MOST_LETTERS);
  return `The first that has no place is "${first}": names with blanks need quotes, and so do patterns of files.`;
}

const MOST_LETTERS = 60;

/** What an argument is that is missing, and how the command is called. */
function missing(command: Command, text: string): readonly string[] {
  const [, name] = /missing required argument '(.+)'/.exec(text) ?? [];
  const own = command.registeredArguments;
  const argument = own.find((argument) => argument.name() === name);
  if (!argument) return [];
  const left = own.filter(({ required }) => required).slice(command.args.length);
  const called = [
    ...[command.parent, command].map((part) => part?.name()),
    ...command.args.map(shellQuoted),
    ...left.map((argument) => `<${argument.name()}>`),
  ];
  const greedy = command.options
    .filter((own) => own.variadic && command.getOptionValue(own.attributeName()) !== undefined)
    .map(({ long }) => `${long} takes all words behind it: put commas between them, or it last.`);
  return [`<${name}>: ${argument.description}`, `Usage: ${called.join(' ')}`, ...greedy];
}

function unspecified(command: Command, text: string): readonly string[] {
  const option = command.options.find(({ flags }) => text.includes(`option '${flags}' not`));
  return option?.argChoices ? [`It takes one of: ${option.argChoices.join(', ')}.`] : [];
}

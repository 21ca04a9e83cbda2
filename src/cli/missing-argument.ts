import type { Command } from 'commander';
import { shellQuoted } from './shell-quoted.js';

/** What commander says of an argument that is missing, with what it is and how the command is called. */
export function withArgument(command: Command, text: string): string {
  const [, name] = /missing required argument '(.+)'/.exec(text) ?? [];
  const own = command.registeredArguments;
  const missing = own.find((argument) => argument.name() === name);
  if (!missing) return text;
  const left = own.filter(({ required }) => required).slice(command.args.length);
  const called = [
    ...[command.parent, command].map((part) => part?.name()),
    ...command.args.map(shellQuoted),
    ...left.map((argument) => `<${argument.name()}>`),
  ];
  return `${text.trimEnd()}\n<${name}>: ${missing.description}\nUsage: ${called.join(' ')}`;
}

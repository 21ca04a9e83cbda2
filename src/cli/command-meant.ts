import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { AutofitError } from '../util/errors.js';
import { nearestName } from '../util/nearest-name.js';

/** The command that a word was meant for, as it is typed; undefined for what is a file, and where none is near. */
export function commandMeant({ parent }: Command, word = ''): string | undefined {
  if (!parent || existsSync(word)) return undefined;
  const names = [...parent.commands.map((command) => command.name()), '--help'];
  const nearest = nearestName(word, names);
  return nearest === undefined ? undefined : `${parent.name()} ${nearest}`;
}

/** Throws an AutofitError where `fit`, which may be left out, was given a word that no label is told of and a command is near to. */
export function refuseCommand(command: Command): void {
  const [word = ''] = command.args;
  const meant = command.opts().label === undefined ? commandMeant(command, word) : undefined;
  if (meant === undefined) return;
  throw new AutofitError('NO_FILE', `There is no file and no command "${word}".`, {
    hint: `Did you mean ${meant}?`,
  });
}

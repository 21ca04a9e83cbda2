import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { FitOptions } from '../index.js';
import { AutofitError, errorMessage } from '../util/errors.js';
import { isRecord } from '../util/is-record.js';
import { parseJson } from '../util/parse-json.js';

/** Adds the flag by which rows of some classes count more. */
export function addClassWeightsFlag(command: Command): Command {
  return command.option(
    '--class-weights <what>',
    'how much rows of a class count in training: balanced, or a JSON file as {"yes": 10}',
  );
}

/** `balanced`, or what a JSON file says of classes. Throws an AutofitError for a file that holds no object. */
export function readClassWeights(told: string | undefined): FitOptions['classWeights'] {
  if (told === undefined || told === 'balanced') return told;
  const weights = parsed(told);
  if (isRecord(weights)) return weights as Record<string, number>;
  throw wrong(told, 'it holds no object');
}

function parsed(file: string): unknown {
  try {
    return parseJson(readFileSync(file, 'utf8'));
  } catch (thrown) {
    throw wrong(file, errorMessage(thrown));
  }
}

function wrong(file: string, reason: string): AutofitError {
  return new AutofitError('BAD_OPTION', `--class-weights ${file} cannot be read: ${reason}.`, {
    file,
    hint: 'It takes balanced, or a JSON file of classes and how much their rows count: {"yes": 10}.',
  });
}

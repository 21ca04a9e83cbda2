import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatNumber } from '../../src/util/format-number.js';
import { hashOf } from '../../test/fixtures/halved-run.js';
import type { Command } from './command.js';
import type { Scene } from './scene.js';

/** What a run had written when a fault struck. */
export interface Before {
  readonly journal: string;
}

/** Looks at a run as a fault strikes. */
export function lookAt(run: string): Before {
  return { journal: whole(journalOf(run)) };
}

/** What a run, with all commands that worked at it, has not of what is promised; undefined where it has all. */
export async function faultOf(
  scene: Scene,
  run: string,
  before: Before,
  commands: readonly Command[],
): Promise<string | undefined> {
  const loss = await lossOf(run, before, commands);
  if (loss !== undefined) return loss;
  const trials = trialsOf(journalOf(run));
  if (trials.length !== scene.stretches) {
    return `${trials.length} stretches rather than ${scene.stretches}`;
  }
  const failed = trials.find(({ line }) => line.endsWith(': failed'));
  if (failed) return failed.line;
  return hashOf(run) === scene.hash ? undefined : 'the model is another one';
}

/** What a run that may be another one has lost, or that it did not end well; undefined where it has and did. */
export async function lossOf(
  run: string,
  before: Before,
  commands: readonly Command[],
): Promise<string | undefined> {
  const codes = await Promise.all(commands.map(({ ended }) => ended));
  const told = commands.map((command) => command.told());
  if (codes.at(-1) !== 0) return `it ended with ${codes.at(-1)}: ${told.at(-1)?.slice(-400)}`;
  const journal = journalOf(run);
  const trials = trialsOf(journal);
  const names = new Set(trials.map(({ line }) => line));
  const lost = told.flatMap(announced).find((line) => !names.has(line));
  if (lost !== undefined) return `"${lost}" was announced and is not in the journal`;
  const stretches = trials.map(({ stretch }) => stretch);
  if (new Set(stretches).size < stretches.length) return 'a result counted twice';
  return journal.startsWith(before.journal) ? undefined : 'the journal has lost lines';
}

/** The lines that `--verbose` prints of trials, without their times. */
function announced(told: string): readonly string[] {
  const lines = told.split('\n').slice(0, -1);
  return lines.flatMap((line) => {
    const [, name, score] =
      /^((?:[a-z-]+-\d+|constant): )(failed|-?[\d.,e+-]+ in )/.exec(line) ?? [];
    return name === undefined ? [] : [`${name}${score?.replace(' in ', '')}`];
  });
}

function trialsOf(journal: string) {
  // What stands there twice is the same result, not one more.
  return [...new Set(journal.split('\n'))].flatMap((line) => {
    if (!line.startsWith('{"kind":"trial"')) return [];
    const { stretch, trial } = JSON.parse(line) as {
      readonly stretch: number;
      readonly trial: { readonly name: string; readonly score: number | null };
    };
    const score = trial.score === null ? 'failed' : formatNumber(trial.score);
    return [{ stretch, line: `${trial.name}: ${score}` }];
  });
}

function journalOf(run: string): string {
  const path = join(run, 'journal.jsonl');
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

/** Without what is not written to its end. */
function whole(text: string): string {
  return text.slice(0, text.lastIndexOf('\n') + 1);
}

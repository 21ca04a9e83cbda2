import type { Command, Option } from 'commander';
import type { LeaderboardRow } from '../index.js';
import { isRecord } from '../util/is-record.js';
import { shellQuoted } from './shell-quoted.js';

/** What the library puts in backticks: a name, a name with its value, or a call with one text; texts in quotes may hold some. */
const CODE = /(?<!")`([A-Za-z]+)(?:: ((?:"(?:[^"\\]|\\.)*"|[^`"])*)|\(("(?:[^"\\]|\\.)*")\))?`/g;

/** Options that are called otherwise here, by the commands that take them. */
const RENAMED: Readonly<Record<string, ReadonlyMap<string, string>>> = {
  fit: new Map([
    ['types', 'type'],
    ['ensemble', 'calibrate'],
  ]),
  inspect: new Map([['types', 'type']]),
  evaluate: new Map([['metrics', 'metric']]),
  explain: new Map([
    ['rows', 'row'],
    ['columns', 'column'],
    ['metrics', 'metric'],
  ]),
};

/** Options that are split at commas. */
const LISTS: ReadonlySet<string> = new Set(['ignore', 'models', 'excludeModels']);

/** Calls that are a command of another name here. */
const COMMANDS: ReadonlyMap<string, string> = new Map([['resumeDetector', 'resume']]);

/** Words of the library as they are typed here: `skipBadRows: true` as --skip-bad-rows, `evaluate` as autofit evaluate. */
export type InFlags = (text: string) => string;

/** By the options and arguments of the command at hand, then by the options of the others, which it may tell of; what none has stays as it is. */
export function inFlags(command: Command): InFlags {
  const program = rootOf(command);
  const own = namedOptions(command);
  const others = program.commands.filter((other) => other !== command).flatMap(namedOptions);
  const isCommand = (name: string) => program.commands.some((own) => own.name() === name);
  return (text) =>
    text.replace(CODE, (code, called: string, value?: string, argument?: string) => {
      const name = COMMANDS.get(called) ?? called;
      const given = argument === undefined ? [] : [toldBy(argument)];
      if (!isCommand(name) || value !== undefined) {
        if (argument !== undefined) return code;
        const here = flagOf(own, name, value) ?? argumentOf(command, name, value);
        return here ?? flagOf(others, name, value) ?? code;
      }
      if (!given.every((text) => typeof text === 'string')) return code;
      return [program.name(), name, ...given.map(shellQuoted)].join(' ');
    });
}

/** Rows of a leaderboard with their reasons so. */
export function rowsInFlags(
  rows: readonly LeaderboardRow[],
  said: InFlags,
): readonly LeaderboardRow[] {
  return rows.map((row) => (row.reason === undefined ? row : { ...row, reason: said(row.reason) }));
}

function rootOf(command: Command): Command {
  return command.parent ? rootOf(command.parent) : command;
}

/** An option of a command, and what the library calls it. */
interface NamedOption {
  readonly option: Option;
  readonly name: string;
}

function namedOptions(command: Command): readonly NamedOption[] {
  const names = [...(RENAMED[command.name()] ?? [])];
  return command.options.map((option) => {
    const attribute = option.attributeName();
    return { option, name: names.find(([, flag]) => flag === attribute)?.[0] ?? attribute };
  });
}

function argumentOf(command: Command, name: string, value?: string): string | undefined {
  const own = command.registeredArguments.some((argument) => argument.name() === name);
  return own && value === undefined ? `<${name}>` : undefined;
}

function flagOf(options: readonly NamedOption[], name: string, value?: string): string | undefined {
  const isOff = value === 'false';
  const own = options.find(
    ({ name: own, option }) =>
      (own === name || option.attributeName() === name) &&
      (option.negate === isOff || value === undefined),
  )?.option;
  if (!own?.long) return undefined;
  if (value === undefined || value === 'true' || isOff) return own.long;
  const said = toldBy(value);
  if (isRecord(said)) return pairsOf(own.long, said);
  if (typeof said !== 'string') return undefined;
  // What is a list here needs quotes around a comma.
  const isListed = LISTS.has(name) && /[",]/.test(said);
  return `${own.long} ${shellQuoted(isListed ? `"${said.replaceAll('"', '""')}"` : said)}`;
}

/** A record as it is typed: the flag again for each name and value. */
function pairsOf(flag: string, record: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(record);
  return pairs.map(([name, value]) => `${flag} ${shellQuoted(`${name}=${value}`)}`).join(' ');
}

/** A value without the quotes of code; undefined for what only looks like JSON, as words of the user's may. */
function toldBy(value: string): unknown {
  if (!/^["{]/.test(value)) return value.replace(/^'(.*)'$/, '$1');
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

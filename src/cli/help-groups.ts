import { type Command, Option } from 'commander';

/** Headings of a help, each with the flags below it. */
type FlagGroups = Readonly<Record<string, readonly string[]>>;

const READING = ['--delimiter', '--quote', '--sheet', '--images'];

/** Those of `fit`; what none of them names stands by itself. */
export const FIT_GROUPS: FlagGroups = {
  'Data:': [
    ...[
      '--label',
      '--task',
      '--positive',
      '--loss',
      '--quantiles',
      '--monotone',
      '--type',
      '--ignore',
      '--weight',
      '--class-weights',
      '--group',
    ],
    ...['--time-column', '--no-header', '--skip-bad-rows', '--missing', '--keep', '--order'],
    ...READING,
  ],
  'Time and search:': ['--time-limit', '--trials', '--preset', '--enqueue', '--seed'],
  'Models:': [
    '--models',
    '--exclude-models',
    '--backbone',
    '--max-features',
    '--refit',
    '--calibrate',
    '--infer-limit',
  ],
  'Judging:': [
    ...[
      '--metric',
      '--costs',
      '--intervals',
      '--test',
      '--honest',
      '--validation',
      '--force',
      '--folds',
      '--holdout',
    ],
  ],
  'Machines:': ['--workers', '--memory', '--kernels', '--redis', '--local-workers', '--lag'],
  'Output:': ['--out', '--no-report', '--tidy', '--json', '--quiet', '--verbose', '--help'],
};

/** Those of commands that read data. */
export const DATA_GROUPS: FlagGroups = { 'Reading data:': READING };

/** Commands in the help of the program. */
const COMMAND_GROUPS: FlagGroups = {
  'Fitting:': ['fit', 'resume', 'ui', 'worker', 'distill'],
  'Using a model:': ['predict', 'evaluate', 'drift', 'serve', 'export'],
  'Looking at results:': ['leaderboard', 'explain', 'report', 'compare', 'runs'],
  'Looking ahead:': ['inspect', 'doctor', 'presets', 'datasets', 'lecture'],
};

/** Puts the options of a command below headings. */
export function groupOptions(command: Command, groups: FlagGroups): Command {
  const [help] = Object.entries(groups).filter(([, flags]) => flags.includes('--help'));
  if (help) {
    command.addHelpOption(new Option('-h, --help', 'display help for command').helpGroup(help[0]));
  }
  for (const option of command.options) {
    const heading = headingOf(groups, option.long ?? '');
    if (heading !== undefined) option.helpGroup(heading);
  }
  return command;
}

/** Puts a command below its heading. */
export function groupCommand(command: Command): void {
  const heading = headingOf(COMMAND_GROUPS, command.name());
  if (heading !== undefined) command.helpGroup(heading);
}

function headingOf(groups: FlagGroups, name: string): string | undefined {
  return Object.entries(groups).find(([, names]) => names.includes(name))?.[0];
}

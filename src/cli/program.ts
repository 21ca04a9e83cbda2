import { Command } from 'commander';
import { VERSION } from '../util/version.js';
import { compareCommand } from './compare.js';
import { datasetsCommand } from './datasets.js';
import { distillCommand } from './distill.js';
import { doctorCommand } from './doctor.js';
import { driftCommand } from './drift.js';
import { evaluateCommand } from './evaluate.js';
import { explainCommand } from './explain.js';
import { exportCommand } from './export.js';
import { fitCommand } from './fit.js';
import { DATA_GROUPS, groupCommand, groupOptions } from './help-groups.js';
import { inspectCommand } from './inspect.js';
import { leaderboardCommand } from './leaderboard.js';
import { lectureCommand } from './lecture.js';
import { predictCommand } from './predict.js';
import { presetsCommand } from './presets.js';
import { reportCommand } from './report.js';
import { resumeCommand } from './resume.js';
import { runsCommand } from './runs.js';
import { serveCommand } from './serve.js';
import { uiCommand } from './ui.js';
import { withAdvice } from './with-advice.js';
import { workerCommand } from './worker.js';

const EXAMPLES = `
Examples:
  autofit train.csv --label price                  fit for a minute
  autofit train.csv --label price --test test.csv  and score on other rows
  autofit predict autofit-runs/<run> new.csv       predictions as CSV
`;

/** The whole command line. Commands load the library only when they run. */
export function createProgram(): Command {
  const program = new Command('autofit')
    .description(
      'Turns a table with a label column into the best predictor that the given time can buy.',
    )
    .version(VERSION, '-V, --version')
    .helpCommand(false)
    .configureHelp({ subcommandTerm: (own) => `${own.name()} ${own.usage()}` })
    .showSuggestionAfterError()
    .addHelpText('after', EXAMPLES);
  const commands = [
    fitCommand(),
    resumeCommand(),
    predictCommand(),
    evaluateCommand(),
    driftCommand(),
    leaderboardCommand(),
    serveCommand(),
    uiCommand(),
    workerCommand(),
    exportCommand(),
    distillCommand(),
    explainCommand(),
    reportCommand(),
    compareCommand(),
    runsCommand(),
    inspectCommand(),
    doctorCommand(),
    presetsCommand(),
    datasetsCommand(),
    lectureCommand(),
  ];
  for (const command of commands) {
    groupCommand(command);
    if (command.name() !== 'fit') groupOptions(command, DATA_GROUPS);
    program.addCommand(command, { isDefault: command.name() === 'fit' });
  }
  for (const command of [program, ...commands]) {
    command.exitOverride();
    command.configureOutput({
      outputError: (text, write) => write(`${withAdvice(command, text)}\n`),
    });
  }
  return program;
}

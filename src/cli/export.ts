import { writeFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { checkFilePlace } from '../util/check-file-place.js';
import { checkNotInput } from './check-not-input.js';

interface ExportFlags {
  readonly format: 'optuna' | 'html';
  readonly out?: string;
  readonly withRows?: boolean;
}

export function exportCommand(): Command {
  return new Command('export')
    .description('a model as a page that answers, or the trials of a run for other tools')
    .argument('<model|run>', 'model file or run folder; for optuna a run folder, finished or not')
    .addOption(
      new Option(
        '--format <name>',
        'html: a page with the model in it, which asks for nothing; optuna: a journal that its JournalStorage and dashboard read',
      )
        .choices(['html', 'optuna'])
        .makeOptionMandatory(),
    )
    .option('-o, --out <file>', 'where to write (default: standard output)')
    .option('--with-rows', 'html: put rows of the training data in, to compare answers with')
    .option('-v, --verbose', 'stack traces of errors')
    .action(runExport);
}

async function runExport(model: string, { format, out, withRows }: ExportFlags): Promise<void> {
  if (out !== undefined) {
    checkFilePlace(out);
    await checkNotInput(out, model);
  }
  const { AutofitError, exportPage, exportStudy } = await import('../index.js');
  if (format === 'optuna' && withRows) {
    throw new AutofitError('BAD_OPTION', 'Only pages have rows: leave out --with-rows.');
  }
  const text = await (format === 'html' ? exportPage(model, { withRows }) : exportStudy(model));
  if (out === undefined) {
    process.stdout.write(text);
    return;
  }
  try {
    await writeFile(out, text);
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new AutofitError('CANNOT_WRITE', `${out} cannot be written: ${reason}.`, { file: out });
  }
}

import { writeFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { checkFilePlace } from './check-file-place.js';

interface ExportFlags {
  readonly format: 'optuna';
  readonly out?: string;
}

export function exportCommand(): Command {
  return new Command('export')
    .description('the trials of a run for other tools')
    .argument('<run>', 'the run folder, finished or not')
    .addOption(
      new Option('--format <name>', 'optuna: a journal that its JournalStorage and dashboard read')
        .choices(['optuna'])
        .makeOptionMandatory(),
    )
    .option('-o, --out <file>', 'where to write (default: standard output)')
    .option('-v, --verbose', 'stack traces of errors')
    .action(runExport);
}

async function runExport(run: string, { out }: ExportFlags): Promise<void> {
  if (out !== undefined) checkFilePlace(out);
  const { AutofitError, exportStudy } = await import('../index.js');
  const text = await exportStudy(run);
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

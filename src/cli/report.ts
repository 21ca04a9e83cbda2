import { Command } from 'commander';
import { plainText } from '../util/plain-text.js';
import { lists, numberOption } from './option-values.js';
import { addReadingFlags, DATA_FORMS, type ReadingFlags } from './reading-flags.js';
import { stopOnInterrupt } from './stop-on-interrupt.js';
import { startWork } from './with-progress.js';

interface ReportFlags extends ReadingFlags {
  readonly data?: string;
  readonly by?: readonly string[];
  readonly out?: string;
  readonly rows: boolean;
  readonly workers?: number;
  readonly json?: boolean;
  readonly verbose?: boolean;
}

export function reportCommand(): Command {
  const command = new Command('report')
    .description('what a run found, as a page, as Markdown and as JSON, explained in full')
    .argument('<run>', 'run folder')
    .option('--data <file>', `rows with labels that it is judged by besides: ${DATA_FORMS}`)
    .option('--by <columns>', 'columns by whose values it is judged, separated by commas', lists)
    .option('-o, --out <file>', 'the page (default: report.html in the run folder)')
    .option('--no-rows', 'show no rows of the training data')
    .option('-j, --workers <n>', 'threads (default: the processors available)', numberOption)
    .option('--json', 'print its facts as one JSON document')
    .option('-v, --verbose', 'stack traces of errors')
    .action(runReport);
  return addReadingFlags(command);
}

async function runReport(run: string, { json, verbose: _, ...flags }: ReportFlags): Promise<void> {
  const { progress, onProgress } = startWork({});
  const stop = stopOnInterrupt(progress.say, 'nothing is written');
  try {
    const { report } = await import('../index.js');
    const written = await report(run, { ...flags, signal: stop.signal, onProgress });
    progress.close();
    if (json) console.log(JSON.stringify(written.facts, null, 2));
    else
      console.log(plainText(`Written to ${written.page}, ${written.markdown} and ${written.json}`));
  } finally {
    progress.close();
    stop.close();
  }
}

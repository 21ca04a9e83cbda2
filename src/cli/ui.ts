import { once } from 'node:events';
import { Command } from 'commander';
import { plainText } from '../util/plain-text.js';
import { exitOnInterrupt } from './exit-on-interrupt.js';
import { inFlags } from './in-flags.js';
import { numberOption } from './option-values.js';
import { stopOnInterrupt } from './stop-on-interrupt.js';

interface UiFlags {
  readonly port?: number;
  readonly runs?: string;
  readonly workers?: number;
  readonly inPage?: boolean;
  readonly verbose?: boolean;
}

export function uiCommand(): Command {
  return new Command('ui')
    .description('the whole job in a page of this machine: look, fit, report, predict')
    .argument('[data]', 'a table, or a folder, that the page offers first')
    .option(
      '-p, --port <n>',
      'where to listen, on this machine alone (default: a port that is free)',
      numberOption,
    )
    .option('--runs <folder>', 'the folder that holds runs (default: autofit-runs)')
    .option('-j, --workers <n>', 'worker threads (default: the processors)', numberOption)
    .option('--in-page', 'let the page do all itself: this server gives it its files alone')
    .option('-v, --verbose', 'stack traces of errors')
    .action(runUi);
}

async function runUi(data: string | undefined, flags: UiFlags, command: Command): Promise<void> {
  const { verbose: _, ...options } = flags;
  const said = inFlags(command);
  const { serveStudio } = await import('../studio/server/serve-studio.js');
  const onMessage = (text: string) => console.error(plainText(said(text)));
  const service = await exitOnInterrupt(() => serveStudio({ ...options, data, onMessage }));
  const { signal } = stopOnInterrupt((text) => console.error(text));
  console.log(service.url);
  console.error('open this address in a browser; Ctrl-C ends it');
  await once(signal, 'abort');
  await service.close();
}

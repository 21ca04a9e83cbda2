import { Command } from 'commander';
import { plainText } from '../util/plain-text.js';
import { inFlags } from './in-flags.js';
import { numberOption } from './option-values.js';
import { printError } from './print-error.js';
import { printNotes } from './print-notes.js';

interface ServeFlags {
  readonly port?: number;
  readonly host?: string;
  readonly token?: string;
  readonly cors?: string;
  readonly maxBody?: number;
  readonly workers?: number;
  readonly queue?: number;
  readonly timeout?: number;
}

export function serveCommand(): Command {
  return new Command('serve')
    .description('answer rows over HTTP: predictions, what the model takes, figures, a page')
    .argument('<model>', 'model file or run folder')
    .option(
      '-p, --port <n>',
      'where to listen; 0 takes a port that is free (default: 8080)',
      numberOption,
    )
    .option('--host <address>', 'the address to listen at (default: 127.0.0.1, this machine alone)')
    .option('--token <text>', 'what requests must bring; better by the variable AUTOFIT_TOKEN')
    .option('--cors <origin>', 'the origin whose pages may ask (default: none)')
    .option('--max-body <bytes>', 'bytes of a request at most (default: 10000000)', numberOption)
    .option(
      '-j, --workers <n>',
      'threads that predict (default: the processors but one)',
      numberOption,
    )
    .option('--queue <n>', 'requests that wait at most (default: 1000)', numberOption)
    .option(
      '--timeout <seconds>',
      'for a request to arrive, to wait its turn, and to be predicted (default: 30)',
      numberOption,
    )
    .option('-v, --verbose', 'stack traces of errors')
    .action(runServe);
}

async function runServe(
  model: string,
  flags: ServeFlags & { verbose?: boolean },
  command: Command,
) {
  // One that is empty is refused: it was meant to be one.
  const { verbose, token = process.env.AUTOFIT_TOKEN, ...options } = flags;
  const said = inFlags(command);
  const onMessage = (text: string) => console.error(plainText(said(text)));
  const start = async () => {
    const { serve } = await import('../serve/index.js');
    return serve(model, { ...options, token, onMessage });
  };
  const starting = start();
  const onFailure = (thrown: unknown) => {
    printError(thrown, said, verbose);
    console.error('the model that was there goes on answering');
  };
  // While it starts as well: the file may have been replaced behind its reading. Where it cannot start, that is told below.
  process.on('SIGHUP', () => {
    starting.then(
      (service) => service.reload().catch(onFailure),
      () => {},
    );
  });
  const service = await starting;
  printNotes(service.notes, said);
  const stopped = new Promise<void>((resolve) => {
    const onStop = () => {
      for (const name of STOPS) process.on(name, () => process.exit(130)).off(name, onStop);
      resolve();
    };
    for (const name of STOPS) process.on(name, onStop);
  });
  // Whoever waits for it may stop it at once.
  console.log(service.url);
  await stopped;
  console.error('stopping: what has come is answered (Ctrl-C again ends at once)');
  await service.close();
}

/** What a terminal and a supervisor send. */
const STOPS = ['SIGINT', 'SIGTERM'] as const;

import { Command, Option } from 'commander';
import { checkFilePlace } from '../util/check-file-place.js';
import { checkNotInput } from '../util/check-not-input.js';
import { AutofitError } from '../util/errors.js';
import { writeFileSafely } from '../util/write-file-safely.js';
import { inFlags } from './in-flags.js';
import { printNotes } from './print-notes.js';
import { writtenText } from './written-export.js';

/** What can be written of a model or a run, and for whom. */
const FORMATS = {
  html: 'a page with the model in it, which asks for nothing',
  ts: 'a TypeScript module that imports nothing, with a typed row',
  python: 'a Python file that needs numpy alone',
  onnx: 'a file for ONNX runtimes, from columns to predictions',
  oof: 'the out-of-fold predictions of a run as CSV, with the true labels',
  optuna: 'a journal that its JournalStorage and dashboard read',
} as const;
type Format = keyof typeof FORMATS;
const NAMES = Object.keys(FORMATS) as Format[];

interface ExportFlags {
  readonly format: Format;
  readonly out?: string;
  readonly withRows?: boolean;
  readonly weights?: 'inlined' | 'beside';
  readonly quiet?: boolean;
}

/** What is written, the file beside it, and what whoever uses it should know. */
interface Exported {
  readonly content: string | Uint8Array;
  readonly notes?: readonly string[];
  readonly beside?: { readonly path: string; readonly content: Uint8Array } | undefined;
}

export function exportCommand(): Command {
  return new Command('export')
    .description('a model for other programs, or the trials of a run for other tools')
    .argument(
      '<model|run>',
      'model file or run folder; for oof a run folder, for optuna one that need not be finished',
    )
    .addOption(
      new Option('--format <name>', NAMES.map((name) => `${name}: ${FORMATS[name]}`).join('; '))
        .choices(NAMES)
        .makeOptionMandatory(),
    )
    .option('-o, --out <file>', 'where to write (default: standard output)')
    .option('--with-rows', 'html: put rows of the training data in, to compare answers with')
    .addOption(
      new Option(
        '--weights <where>',
        'ts: in the module (inlined), or in a .safetensors file beside it',
      ).choices(['inlined', 'beside']),
    )
    .option('-q, --quiet', 'no notes, and no word of what was written')
    .option('-v, --verbose', 'stack traces of errors')
    .action(runExport);
}

async function runExport(model: string, flags: ExportFlags, command: Command): Promise<void> {
  const said = inFlags(command);
  const { out } = flags;
  checkFlags(flags);
  const places = out === undefined ? [] : [out, ...weightsPlace(flags)];
  for (const place of places) {
    checkFilePlace(place);
    await checkNotInput(place, { model });
  }
  if (out === undefined && flags.format === 'onnx' && process.stdout.isTTY) throw noTerminal();
  const { content, beside, notes = [] } = await exported(model, flags);
  if (!flags.quiet) printNotes(notes, said);
  if (out === undefined) {
    process.stdout.write(content);
    return;
  }
  if (beside) await writeFileSafely(beside.path, beside.content);
  await writeFileSafely(out, content);
  if (flags.quiet) return;
  const more = beside && { path: beside.path, bytes: beside.content.length };
  const written = { path: out, bytes: Buffer.byteLength(content), beside: more };
  console.error(writtenText(flags.format, written));
}

function checkFlags({ format, out, withRows, weights }: ExportFlags): void {
  if (format !== 'html' && withRows) {
    throw new AutofitError('BAD_OPTION', 'Only pages have rows: leave out --with-rows.');
  }
  if (format !== 'ts' && weights !== undefined) {
    throw new AutofitError('BAD_OPTION', 'Only modules have weights: leave out --weights.');
  }
  if (weights === 'beside' && out === undefined) {
    throw new AutofitError('BAD_OPTION', 'Weights beside a module need a name: give --out.');
  }
}

/** The file of the weights: that of the module with another ending. */
function weightsPlace({ out = '', weights }: ExportFlags): readonly string[] {
  return weights === 'beside' ? [`${out.replace(/\.[mc]?ts$/, '')}.safetensors`] : [];
}

async function exported(model: string, flags: ExportFlags): Promise<Exported> {
  const { exportOnnx, exportOutOfFold, exportPage, exportPython, exportStudy, exportTypeScript } =
    await import('../index.js');
  switch (flags.format) {
    case 'html':
      return { content: await exportPage(model, { withRows: flags.withRows }) };
    case 'oof':
      return { content: await exportOutOfFold(model) };
    case 'optuna':
      return { content: await exportStudy(model) };
    case 'python':
      return { content: await exportPython(model) };
    case 'onnx': {
      const { bytes, notes } = await exportOnnx(model);
      return { content: bytes, notes };
    }
    case 'ts': {
      const { text, weights } = await exportTypeScript(model, { weights: flags.weights });
      const [path = ''] = weightsPlace(flags);
      return { content: text, beside: weights && { path, content: weights } };
    }
  }
}

function noTerminal(): AutofitError {
  return new AutofitError('CANNOT_WRITE', 'An ONNX file is nothing to be read on a terminal.', {
    hint: 'Write it to a file with `out`.',
  });
}

import type { CsvOptions } from './csv-records.js';
import type { ReadingOptions } from './reading-options.js';

/** What is told of how a table is written. */
export type FormOption = Exclude<keyof ReadingOptions, 'images'> | 'header';

const WHY: Readonly<Record<FormOption, string>> = {
  delimiter: 'only fields of a CSV have delimiters between them',
  quote: 'only fields of a CSV have quotes around them',
  sheet: 'only Excel workbooks have sheets',
  header: 'its columns have names by themselves',
};

/** Notes on options that are told and say nothing of a table in this form. */
export function unusedOptions(
  form: string,
  used: readonly FormOption[],
  { delimiter, quote, sheet, header = true }: ReadingOptions & Pick<CsvOptions, 'header'>,
): string[] {
  const told: Readonly<Record<FormOption, boolean>> = {
    delimiter: delimiter !== undefined,
    quote: quote !== undefined,
    sheet: sheet !== undefined,
    header: !header,
  };
  return (Object.keys(WHY) as FormOption[])
    .filter((option) => told[option] && !used.includes(option))
    .map((option) => {
      const code = option === 'header' ? 'header: false' : option;
      return `\`${code}\` is not used for ${form}: ${WHY[option]}`;
    });
}

import { CROATIAN, monthWords, plainWord } from './month-words.js';
import type { DatetimeParser } from './schema.js';

/** Months as they are named in English, German, French, Spanish, Italian, Portuguese and Dutch, without accents. */
const LANGUAGES: readonly string[] = [
  'january february march april may june july august september october november december',
  'januar februar marz april mai juni juli august september oktober november dezember',
  'janner feber maerz april mai juni juli august september oktober november dezember',
  'janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre',
  'enero febrero marzo abril mayo junio julio agosto setiembre octubre noviembre diciembre',
  'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre',
  'janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro',
  'januari februari maart april mei juni juli augustus september oktober november december',
  // Short forms that do not start as the name does.
  '- - mrz - - - - - - - - -',
  '- - mrt - - - - - - - - -',
];
/** So many letters tell a month in all of them but French, where June and July share three. */
const FEW = 3;
const MORE = 4;

/** Months by the letters with which their names start. */
export const MONTH_STARTS: ReadonlyMap<string, number> = monthsByStart();
/** Months by whole words. */
export const MONTH_WORDS: ReadonlyMap<string, number> = monthWords();

/** The month of a name or a short form by its first letters, in any case and with accents or without: 1 to 12, else NaN. */
export function monthNamed(name: string, months?: DatetimeParser['months']): number {
  const plain = plainWord(name);
  return (
    (months && CROATIAN.get(plain)) ??
    MONTH_WORDS.get(plain) ??
    MONTH_STARTS.get(plain.slice(0, FEW)) ??
    MONTH_STARTS.get(plain.slice(0, MORE)) ??
    Number.NaN
  );
}

function monthsByStart(): ReadonlyMap<string, number> {
  const names = LANGUAGES.flatMap((language) =>
    language.split(' ').map((name, i): [string, number] => [name, i + 1]),
  );
  const found = new Map<string, number>();
  for (const letters of [FEW, MORE]) {
    for (const [name, month] of names) {
      const start = name.slice(0, letters);
      const others = names.some(([other, its]) => other.startsWith(start) && its !== month);
      if (start.length === letters && !others) found.set(start, month);
    }
  }
  return found;
}

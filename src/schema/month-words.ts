import { byShape } from './by-shape.js';

/** Croatian, as far as no other language means another month. */
const CROATIAN_ALONE =
  'sijecanj,sijecnja,sij veljaca,veljace,velj ozujak,ozujka,ozu travanj,travnja,tra svibanj,svibnja,svi lipanj,lipnja srpanj,srpnja kolovoz,kolovoza,kol rujan,rujna,ruj - studeni,studenoga,studenog,stu prosinac,prosinca';
/**
 * Whole words for months, January first, of languages whose months do not start alike or change their ends, without accents.
 */
const LANGUAGES: readonly string[] = [
  // Swedish, Danish and Norwegian where others do not know them.
  '- - - - maj - - - - - - desember,des',
  // Polish, as one names months and as one dates by them.
  'styczen,stycznia,sty luty,lutego,lut marzec,marca kwiecien,kwietnia,kwi maja czerwiec,czerwca,cze lipiec,lipca,lip sierpien,sierpnia,sie wrzesien,wrzesnia,wrz pazdziernik,pazdziernika,paz listopad,listopada,lis grudzien,grudnia,gru',
  // Czech.
  'leden,ledna,led unor,unora,uno brezen,brezna,bre duben,dubna,dub kveten,kvetna,kve cerven,cervna,cvn cervenec,cervence,cvc srpen,srpna,srp zari,zar rijen,rijna,rij - prosinec,prosince,pro',
  // Russian.
  'январь,января,янв февраль,февраля,фев,февр март,марта,мар апрель,апреля,апр май,мая июнь,июня,июн июль,июля,июл август,августа,авг сентябрь,сентября,сен,сент октябрь,октября,окт ноябрь,ноября,ноя,нояб декабрь,декабря,дек',
  // Turkish, with i for ı.
  'ocak,oca subat,sub mart nisan,nis mayis haziran,haz temmuz,tem agustos,agu eylul,eyl ekim,eki kasim,kas aralik,ara',
  // Finnish.
  'tammikuu,tammi helmikuu,helmi maaliskuu,maalis huhtikuu,huhti toukokuu,touko kesakuu,kesa heinakuu,heina elokuu,elo syyskuu,syys lokakuu,loka marraskuu,marras joulukuu,joulu',
  CROATIAN_ALONE,
];
/** What is November, July and August in Polish or Czech. */
export const CROATIAN: ReadonlyMap<string, number> = new Map([
  ['listopad', 10],
  ['listopada', 10],
  ['lis', 10],
  ['lip', 6],
  ['srp', 7],
]);

const ONLY_CROATIAN: ReadonlySet<string> = new Set(CROATIAN_ALONE.split(/[ ,]/));

/** Whether some cells name months as only Croatian does. */
export function areCroatian(cells: readonly string[]): boolean {
  const isCroatian = byShape((cell) =>
    wordsOf(cell).some((word) => ONLY_CROATIAN.has(plainWord(word))),
  );
  return cells.some(isCroatian);
}

/** As Finns date by a month: `5. tammikuuta`. */
const FINNISH = /kuu$/;

/** The month of a whole word: 1 to 12. */
export function monthWords(): ReadonlyMap<string, number> {
  return new Map(
    LANGUAGES.flatMap((language) =>
      language.split(' ').flatMap((words, i) =>
        words
          .split(',')
          .flatMap((word) => (FINNISH.test(word) ? [word, `${word}ta`] : [word]))
          .map((word): [string, number] => [plainWord(word), i + 1]),
      ),
    ),
  );
}

/** A word in small letters without accents. */
export function plainWord(word: string): string {
  return word.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ı', 'i');
}

function wordsOf(cell: string): readonly string[] {
  return cell.match(/\p{L}{3,}/gu) ?? [];
}

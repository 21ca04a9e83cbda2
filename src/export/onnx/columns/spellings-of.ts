/** Longer words are listed in three spellings alone. */
const MOST_LETTERS = 6;

/** A word in all ways to write its letters large or small; a long one in small letters, in large ones, and with a large one first. */
export function spellingsOf(word: string): readonly string[] {
  const small = word.toLowerCase();
  const letters = [...small];
  if (letters.length > MOST_LETTERS) {
    const [first = '', ...rest] = letters;
    const all = [small, small.toUpperCase(), first.toUpperCase() + rest.join(''), word];
    return [...new Set(all)];
  }
  return letters.reduce<readonly string[]>(
    (heads, letter) => [
      ...new Set(heads.flatMap((head) => [head + letter, head + letter.toUpperCase()])),
    ],
    [''],
  );
}

/**
 * The text without the letters at both ends that are marks. (A pattern for a run of marks up to the end looks at each run in the middle
 * from each of its letters: that takes the square of its length.)
 */
export function withoutOuter(text: string, mark: RegExp): string {
  let start = 0;
  while (start < text.length && mark.test(text[start] as string)) start++;
  const end = endWithout(text, mark);
  return end <= start ? '' : text.slice(start, end);
}

/** Where the marks at the end of a text begin. */
export function endWithout(text: string, mark: RegExp): number {
  let end = text.length;
  while (end > 0 && mark.test(text[end - 1] as string)) end--;
  return end;
}

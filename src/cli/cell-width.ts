import stringWidth from 'string-width';

const graphemes = new Intl.Segmenter();

/** Columns of a terminal that a text takes: those of Chinese, Japanese and Korean letters and of emoji are two. */
export function cellWidth(text: string): number {
  return stringWidth(text);
}

/** The text, or as much of it as fits with an ellipsis behind. */
export function cutToWidth(text: string, width: number): string {
  if (cellWidth(text) <= width) return text;
  let cut = '';
  let used = 1;
  for (const { segment } of graphemes.segment(text)) {
    used += cellWidth(segment);
    if (used > width) break;
    cut += segment;
  }
  return width < 1 ? '' : `${cut}…`;
}

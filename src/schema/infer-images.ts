import { countOf } from '../util/count-of.js';
import type { PictureFinding } from './find-pictures.js';
import type { Judgement } from './judgement.js';
import type { ImageParser } from './schema.js';

/** The share of pictures that can be opened from which on a column is one of pictures. */
const MOST_OPENED = 0.5;

/** A column of pictures, where most of those that were looked at could be opened. */
export function inferImages(finding: PictureFinding): Judgement | undefined {
  const { tried, opened, isWritten, several } = finding;
  if (opened === 0 || opened < MOST_OPENED * tried) return undefined;
  const what = isWritten ? 'pictures themselves' : 'paths of pictures';
  const manner = several ? ', several in a cell' : '';
  const of = opened === tried ? `all ${tried}` : `${opened} of ${tried}`;
  const reason = `${what}${manner}: ${of} that were looked at could be opened`;
  return { kind: 'image', parser: imageParser(finding), reason };
}

export function imageParser({ side, several, backbone }: PictureFinding): ImageParser {
  return { kind: 'image', side, ...(several && { several }), ...(backbone && { backbone }) };
}

/** What may be meant of a column whose cells are written as pictures that are not found. */
export function doubtImages(name: string, { tried, opened, fault }: PictureFinding): string {
  const told = `\`types: ${JSON.stringify({ [name]: 'image' })}\``;
  const many = opened === 0 ? 'none' : `only ${opened}`;
  const found = `${many} of ${countOf(tried, 'picture')} that its cells name could be opened (${fault})`;
  return `column "${name}": ${found}: \`images\` names the folder that paths start from, ${told} takes it for pictures`;
}

import type { ColumnProfile } from './column-profile.js';
import type { PictureFinding } from './find-pictures.js';
import { toldBooleans } from './infer-booleans.js';
import { imageParser } from './infer-images.js';
import { toldLists } from './infer-lists.js';
import { judgeDates } from './judge-dates.js';
import { categorical } from './judge-text.js';
import { ignored, type Judgement, type JudgeOptions } from './judgement.js';
import type { ToldKind } from './schema.js';
import { toldDates } from './told-dates.js';
import { toldDecimal, toldNumbers } from './told-numbers.js';

/** What a column is told to be, with levels in the order that is told. */
export function toldKind(
  profile: ColumnProfile,
  kind: ToldKind,
  {
    decimal,
    latest,
    pictures,
  }: Pick<JudgeOptions, 'decimal' | 'latest'> & { readonly pictures?: PictureFinding | undefined },
  order?: readonly string[],
): Judgement {
  const reason = 'as told';
  if (kind === 'ignored') return ignored(reason);
  if (kind === 'categorical') return categorical(profile, reason, order);
  if (kind === 'boolean') return { kind, parser: toldBooleans(profile), reason };
  if (kind === 'text') return { kind, parser: { kind }, reason };
  if (kind === 'list') return { kind, parser: toldLists(profile), reason };
  if (kind === 'image') {
    if (!pictures) throw new Error(`nobody looked at the pictures of ${profile.name}`);
    return { kind, parser: imageParser(pictures), reason };
  }
  if (kind !== 'numeric' && toldDecimal(kind) === undefined) {
    return judgeDates(profile, toldDates(profile, kind, latest));
  }
  return { kind: 'numeric', ...toldNumbers(profile, kind, decimal) };
}

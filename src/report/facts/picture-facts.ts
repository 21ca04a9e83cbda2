import type { Asked } from '../../explain/contributions.js';
import { stateOfFold } from '../../explain/explained-importance.js';
import { GRID, occlusionMap } from '../../explain/occlusion.js';
import { encodePng } from '../../image/encode-png.js';
import { resizePicture } from '../../image/resize-picture.js';
import type { Background, OutOfFold } from '../../predictor/kept-rows.js';
import { featureColumns } from '../../schema/schema.js';
import { pictureBytes } from '../../table/image-column.js';
import type { ImageColumn } from '../../table/table.js';
import { base64 } from '../../util/base64.js';
import { permutation, randomStream } from '../../util/random.js';
import { isOfNumbers } from '../../util/task-kind.js';
import { type JudgedPicture, judgedPictures } from './judged-pictures.js';

/** Pictures of validation rows, with what was said of them. */
export interface PictureFacts {
  readonly column: string;
  /** Validation rows that right and unsure ones were chosen from. */
  readonly from: number;
  readonly right: readonly ShownPicture[];
  /** The most wrong first. */
  readonly wrong: readonly ShownPicture[];
  /** Those whose two likeliest classes are nearest, first; none of numbers. */
  readonly unsure: readonly ShownPicture[];
  /** Where the answer lies in some of them. */
  readonly covered: readonly CoveredPicture[];
}

export interface ShownPicture {
  /** Where its row stood in the data, from 1; null in a validation file. */
  readonly row: number | null;
  readonly truth: string;
  /** The class that it was taken for, with its chance; or the number. */
  readonly predicted: string;
  /** A PNG in base64. */
  readonly png: string;
}

/** A picture with what covering its parts does to the answer. */
export interface CoveredPicture extends ShownPicture {
  /** What is asked: a class, or the label. */
  readonly of: string;
  /** Whether the answer is the chance of a class. */
  readonly isChance: boolean;
  /** While nothing is covered. */
  readonly answer: number;
  /** Places along a side. */
  readonly grid: number;
  /** What the answer loses where a patch has its middle there, row after row. */
  readonly losses: readonly number[];
}

export interface PictureEffort {
  /** Pictures of each kind. */
  readonly pictures: number;
  /** Of those of each kind, how many are covered; each asks for GRID · GRID + 1 rows. */
  readonly covered: number;
}

/** Columns of pictures that are shown. */
const MOST_COLUMNS = 2;
/** Pixels along a side of what is shown, at most. */
const MOST_SIDE = 64;

/** What pictures of validation rows were taken for, and where the answers lie. */
export async function pictureFacts(
  asked: Asked,
  outOfFold: OutOfFold,
  background: Background,
  effort: PictureEffort,
): Promise<readonly PictureFacts[]> {
  if (effort.pictures === 0) return [];
  const names = featureColumns(asked.state.schema)
    .filter(({ kind }) => kind === 'image')
    .map(({ name }) => name)
    .slice(0, MOST_COLUMNS);
  const facts: PictureFacts[] = [];
  for (const name of names)
    facts.push(await columnFacts(asked, outOfFold, background, name, effort));
  return facts;
}

async function columnFacts(
  asked: Asked,
  outOfFold: OutOfFold,
  background: Background,
  name: string,
  { pictures, covered }: PictureEffort,
): Promise<PictureFacts> {
  const drawn = judgedPictures(asked.state, outOfFold, background, name);
  const worst = judgedPictures(asked.state, outOfFold, background.worst, name);
  const isNumber = isOfNumbers(asked.state.schema.task);
  const order = permutation(randomStream(asked.state.seed, 'pictures', name), drawn.length);
  const nearest = drawn.toSorted((a, b) => a.distance - b.distance);
  const right = isNumber
    ? nearest
    : [...order].flatMap((i) => drawn[i] ?? []).filter((own) => own.isRight);
  const kinds = {
    right: right.slice(0, pictures),
    wrong: worst.filter((own) => !own.isRight).slice(0, pictures),
    unsure: isNumber ? [] : nearest.slice(0, pictures),
  };
  const first = [kinds.wrong, kinds.unsure, kinds.right].flatMap((own) => own.slice(0, covered));
  // One may be both wrong and unsure.
  const asCovered = new Map(first.map((own) => [own.kept.places[own.at], own]));
  const maps: CoveredPicture[] = [];
  for (const own of asCovered.values()) maps.push(...(await coveredPicture(asked, own)));
  return {
    column: name,
    from: drawn.length,
    right: await Promise.all(kinds.right.map(shownPicture)),
    wrong: await Promise.all(kinds.wrong.map(shownPicture)),
    unsure: await Promise.all(kinds.unsure.map(shownPicture)),
    covered: maps,
  };
}

async function coveredPicture(asked: Asked, own: JudgedPicture): Promise<CoveredPicture[]> {
  const { kept, at, column } = own;
  const state = stateOfFold(asked.state, kept.folds[at] ?? -1) ?? asked.state;
  const found = await occlusionMap({ ...asked, state }, kept.table, at, column.name);
  if (!found) return [];
  const { output, answer, losses } = found;
  const of = state.schema.task.classes[output] ?? state.schema.label;
  return [
    {
      ...(await shownPicture(own)),
      of,
      isChance: output >= 0,
      answer,
      grid: GRID,
      losses: [...losses],
    },
  ];
}

async function shownPicture({
  kept,
  at,
  column,
  picture,
  truth,
  predicted,
}: JudgedPicture): Promise<ShownPicture> {
  const row = kept.rows[at] ?? -1;
  return { row: row < 0 ? null : row + 1, truth, predicted, png: await pngOf(column, picture) };
}

async function pngOf({ side, pixels }: ImageColumn, picture: number): Promise<string> {
  const bytes = pictureBytes(side);
  const own = pixels.subarray(picture * bytes, (picture + 1) * bytes);
  const shown = Math.min(side, MOST_SIDE);
  const small = resizePicture({ width: side, height: side, pixels: own }, shown, shown);
  return base64(await encodePng(small));
}

import { countOf } from '../util/count-of.js';

/** What of the training data a page holds. */
export interface Contained {
  /** Rows that are told as most wrong. */
  readonly worst: number;
  /** Rows whose true and predicted values are drawn. */
  readonly drawn: number;
  /** Pictures of rows that are shown. @default none */
  readonly pictures?: number | undefined;
  /** Rows that answers are compared with. */
  readonly compared: number;
  /** Whether those rows have pictures. @default false */
  readonly comparesPictures?: boolean | undefined;
  readonly hasModel: boolean;
  /** Whether the model has rows in it, as neighbours do. */
  readonly modelHoldsRows: boolean;
}

/** The same in words, for whom the page is sent to. */
export function containsText({
  worst,
  drawn,
  pictures = 0,
  compared,
  comparesPictures = false,
  hasModel,
  modelHoldsRows,
}: Contained): string {
  const rows = [
    worst > 0 && `${countOf(worst, 'row')} of the training data that it gets most wrong`,
    drawn > 0 && `true and predicted values of ${countOf(drawn, 'row')}`,
    pictures > 0 && `${countOf(pictures, 'picture')} of the training data`,
    compared > 0 &&
      `${countOf(compared, 'row')} of the training data${comparesPictures ? ', with their pictures,' : ''} that answers are compared with`,
  ].filter((part) => part !== false);
  const start = rows.length > 0 ? `${rows.join(', ')},` : 'no row of the training data, but';
  const columns = 'quantiles or level counts of its columns';
  const whole = `This page contains ${start} ${columns}${hasModel ? ' and the model' : ''}.`;
  if (!modelHoldsRows) return whole;
  const where = hasModel ? '' : ', so it is not in the page';
  return `${whole} A member of the model, neighbours, keeps rows that it was fitted to${where}.`;
}

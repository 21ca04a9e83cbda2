import type { AskedBackbone } from '../image/asked-picture.js';
import { type Backbone, backboneValues } from '../image/backbone.js';
import type { PictureDecoder, PictureProgress } from '../image/read-pictures.js';
import { type PictureSource, picturesAt } from '../table/picture-cells.js';
import { codedCells } from '../table/raw-cells.js';
import type { CellFault, CellPictures, CodedCells, RawTable } from '../table/raw-table.js';
import type { Allocate } from '../table/table.js';
import type { StopSignal } from '../util/stop-signal.js';
import { missingUnder } from './missing-tokens.js';
import { type ColumnSchema, featureColumns, type ImageParser, type Schema } from './schema.js';

export interface PictureReading {
  readonly source: PictureSource;
  /** Memory for the pictures. */
  readonly allocate: Allocate;
  /** On which kernels backbones are asked as pictures are read. @default later, by whoever needs their answers */
  readonly kernels?: AskedBackbone['kernels'];
  /** Where they are decoded; with the backbone's answers where it is asked at once. @default here, one after another */
  readonly decoder?: PictureDecoder | undefined;
  /** Throws Stopped behind an abort. @default never */
  readonly signal?: StopSignal | undefined;
  /** @default nobody hears of it */
  readonly onProgress?: ((event: PictureProgress) => void) | undefined;
}

/**
 * The table with the pictures of its image columns, each decoded once and averaged to the column's square, so that it can be parsed
 * at once. Those that cannot be read are told by their cells.
 */
export async function withPictures(
  raw: RawTable,
  schema: Schema,
  reading: PictureReading,
): Promise<RawTable> {
  const images = new Map(imageColumns(schema).map((own) => [own.column.name, own]));
  if (images.size === 0) return raw;
  const columns = [];
  for (const column of raw.columns) {
    const own = images.get(column.name);
    if (!own) columns.push(column);
    else {
      const cells = codedCells(column);
      columns.push({ ...cells, pictures: await read(cells, own, reading) });
    }
  }
  return { ...raw, columns };
}

/** A feature of pictures, and how it is read. */
export interface ImageSchema {
  readonly column: ColumnSchema;
  readonly parser: ImageParser;
}

export function imageColumns(schema: Schema): readonly ImageSchema[] {
  return featureColumns(schema).flatMap((column) =>
    column.parser?.kind === 'image' ? [{ column, parser: column.parser }] : [],
  );
}

/** The backbone of a column, by its name. */
export function backbonesOf(schema: Schema): (column: string) => Backbone | undefined {
  const images = imageColumns(schema).map(
    ({ column, parser }) => [column.name, parser.backbone] as const,
  );
  const byName = new Map(images);
  return (column) => byName.get(column);
}

async function read(
  { codes, values }: CodedCells,
  { column, parser: { side, backbone } }: ImageSchema,
  { source, kernels, ...options }: PictureReading,
): Promise<CellPictures> {
  const { readPictures } = await import('../image/read-pictures.js');
  const isMissing = missingUnder(column.missing);
  const used = new Set(codes);
  const named: string[][] = [];
  for (const [code, value] of values.entries()) {
    const isNamed = used.has(code) && !isMissing(value.trim());
    named.push(isNamed ? await picturesAt(value, source) : []);
  }
  const all = [...new Set(named.flat())];
  const asked = kernels && backbone && { backbone, kernels };
  const own = asked ? { ...options, ...(await asking(asked, options.decoder)) } : options;
  const found = await readPictures(all, source.bytesOf, { side, ...own });
  const { pixels, sizes, deep, broken } = found;
  const reasons = new Map(broken.map(({ cell, reason }) => [cell, reason]));
  const placeOf = new Map(all.map((picture, place) => [picture, place]));
  const places = named.map((own) => own.flatMap((picture) => placeOf.get(picture) ?? []));
  return {
    side,
    pixels,
    sizes,
    ...(deep && { deep }),
    lists: places.map((own) => own.filter((place) => !reasons.has(place))),
    broken: new Map(
      places.flatMap((own, code): [number, CellFault][] => {
        const place = own.find((one) => reasons.has(one));
        const reason = reasons.get(place ?? -1);
        return reason === undefined ? [] : [[code, { picture: all[place ?? 0] ?? '', reason }]];
      }),
    ),
  };
}

/** How many values a picture has then, and where they come from. */
async function asking(
  asked: AskedBackbone,
  decoder: PictureDecoder | undefined,
): Promise<{ readonly head: number; readonly decoder: PictureDecoder }> {
  const head = backboneValues(asked.backbone);
  if (decoder) return { head, decoder };
  const { createDecoder } = await import('../image/read-pictures.js');
  const { askedPicture } = await import('../image/asked-picture.js');
  return { head, decoder: createDecoder((bytes, side) => askedPicture(bytes, side, asked)) };
}

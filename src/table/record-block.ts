/** Records of equally many fields: field i of record r reaches in `bytes` from starts[r · width + i] to ends[r · width + i]. */
export interface RecordBlock {
  readonly bytes: Buffer;
  readonly width: number;
  readonly records: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** On which line each record ended. */
  readonly lines: Int32Array;
}

/** The texts of a record. */
export function fieldTexts({ bytes, width, starts, ends }: RecordBlock, record: number): string[] {
  return Array.from({ length: width }, (_, i) => {
    const field = record * width + i;
    return bytes.toString('utf8', starts[field] ?? 0, ends[field] ?? 0);
  });
}

/** The same records but the first. */
export function withoutFirst(block: RecordBlock): RecordBlock {
  const { width, records, starts, ends, lines } = block;
  const rest = { starts: starts.subarray(width), ends: ends.subarray(width) };
  return { ...block, ...rest, records: records - 1, lines: lines.subarray(1) };
}

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

/** The same records but the first, or the first ones. */
export function withoutFirst(block: RecordBlock, count = 1): RecordBlock {
  const { width, records, starts, ends, lines } = block;
  const fields = count * width;
  const rest = { starts: starts.subarray(fields), ends: ends.subarray(fields) };
  return { ...block, ...rest, records: records - count, lines: lines.subarray(count) };
}

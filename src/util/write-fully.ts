/** What can be written to at a place, such as the handle of a file. */
export interface Writable {
  write(
    bytes: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ readonly bytesWritten: number }>;
}

/** Writes all bytes: a call may write fewer than it is asked for, as where the disk is almost full. */
export async function writeFully(
  file: Writable,
  bytes: Uint8Array,
  position: number,
): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    if (bytesWritten === 0) throw new Error('nothing more can be written');
    done += bytesWritten;
  }
}

/** Something small that becomes large, or takes long, where it is believed. */
export interface Bomb {
  readonly name: string;
  /** Makes it in an empty folder, and gives the file that is read. */
  write(folder: string): Promise<string>;
  /** Reads it as programs do. @default as a table, within 256 MB of cells */
  read?(file: string): Promise<void>;
}

/** A picture of the lecture: what was run, drawn as text, with the figures that it shows. */
export interface Chapter {
  readonly title: string;
  readonly lines: readonly string[];
  readonly facts: Readonly<Record<string, number>>;
}

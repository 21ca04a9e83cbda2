/** What a run is called: the name of its folder. */
export function nameOfRun(folder: string): string {
  return folder.slice(folder.lastIndexOf('/') + 1);
}

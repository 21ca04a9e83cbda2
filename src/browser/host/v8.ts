/** Stands for `node:v8` in a page, whose browser has no flags for it. */
export function setFlagsFromString(): void {}

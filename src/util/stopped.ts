/** Thrown by work that was told to stop before its end. */
export class Stopped extends Error {}

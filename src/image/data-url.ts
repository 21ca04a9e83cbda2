/** The head of a data URL, up to the comma before its data; values in quotes may have commas too. */
export const DATA_URL = /^data:[^,"]*(?:"[^"]*"[^,"]*)*(?:"[^",]*)?,/i;

export type { EntryDob, EntryDocument, EntryName, ListEntry, NameType } from "./entry.ts";

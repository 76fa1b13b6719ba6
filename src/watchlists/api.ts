export type { EntryDob, EntryDocument, EntryName, ListEntry, NameType } from "./entry.ts";
export { comparedHash, contentHash, foldText } from "./entry-content.ts";
export {
  activeEntriesById,
  differingEntries,
  entriesAsOf,
  entriesOfVersion,
  type ChangedEntry,
  type StoredEntry,
} from "./entry-store.ts";
export { activeVersions, holdActiveVersions, madeEntry, type ActiveVersion } from "./store.ts";
export type {
  ListFormat,
  ListRead,
  ListReading,
  ListRefusal,
  RowNote,
  RowNoteCode,
} from "./formats/reading.ts";
export { readList } from "./formats/read-list.ts";

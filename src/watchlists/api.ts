export type {
  EntryDob,
  EntryDocument,
  EntryKey,
  EntryKeyKind,
  EntryName,
  ListEntry,
  NameType,
} from "./entry.ts";
export { isMoreAdverse, isProtective, personCategories, type PersonCategory } from "./person-category.ts";
export { comparedHash, contentHash } from "./entry-content.ts";
export {
  activeEntriesById,
  differingTexts,
  entriesAsOf,
  entryTexts,
  hasKeyedEntries,
  keyedEntries,
  type ChangedEntry,
  type StoredEntry,
} from "./entry-store.ts";
export {
  addExpected,
  beginForecast,
  noteForecast,
  type ExpectedAlert,
  type ForecastChange,
} from "./forecast-store.ts";
export { usualLimits, type SourceLimits } from "./fetch-source.ts";
export type { FetchServices } from "./fetching.ts";
export { watchlistJobs, type WatchlistJobServices } from "./jobs.ts";
export { readListFile } from "./list-files.ts";
export { addLinks, joinedEntries, type FoundLink } from "./link-store.ts";
export { watchlistRoutes } from "./routes.ts";
export {
  activeVersions,
  askToRescreen,
  categoriesNow,
  holdActiveVersions,
  interpolLists,
  listOwners,
  keptVersion,
  listTitle,
  madeEntry,
  versionMarks,
  type ActiveVersion,
} from "./store.ts";
export {
  activeThresholds,
  noteTrial,
  thresholdsOf,
  type SetThresholds,
  type TrialCount,
} from "./threshold-store.ts";
export { thresholdRoutes } from "./threshold-routes.ts";
export type { ListFile, ListReader } from "./version-rules.ts";
export type {
  ListFormat,
  ListRead,
  ListReading,
  ListRefusal,
  RowNote,
  RowNoteCode,
} from "./formats/reading.ts";
export { listFilesTogether, readList, type ReadingOptions } from "./formats/read-list.ts";
export { rawFilesSealed } from "./raw-file-store.ts";
export { watchlistsExpiring } from "./expiring.ts";

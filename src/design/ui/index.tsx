// The shared pieces of all screens. They know no word of the field beyond purpose and severity.
export {
  ApiProblem,
  get,
  onSignedOut,
  onStepUpNeeded,
  request,
  requestFile,
  serverNow,
  withQuery,
} from "./api-client.ts";
export { unattendedFor, watchAttendance } from "./attendance.ts";
export { Columns } from "./columns.tsx";
export { Choices, type ChoiceOffered } from "./choices.tsx";
export { Code, Fact, Facts, FromTo, PersonName } from "./code.tsx";
export { Country, useCountryNames } from "./country.tsx";
export { CopyButton } from "./copy.tsx";
export { DataTable, nextPage, type Column } from "./data-table.tsx";
export { Dialog } from "./dialog.tsx";
export { Figure, Figures } from "./figures.tsx";
export { FilterField } from "./filter-field.tsx";
export {
  clockParts,
  formatDay,
  formatMonth,
  formatNumber,
  formatPartialDate,
  formatRate,
  formatScore,
  formatShare,
  formatWeekday,
  instantIn,
  zoneOffset,
} from "./format.ts";
export {
  ErrorSummary,
  problemAt,
  RefusalNotice,
  TextForm,
  useSubmitKeys,
  type FieldProblem,
} from "./form.tsx";
export { FieldsForm, type Field, type FieldsFormOf, type Given } from "./fields-form.tsx";
export { Icon, type IconName } from "./icons.tsx";
export {
  KeyboardProvider,
  keyNames,
  useShortcutList,
  useShortcuts,
  useSingleKeys,
  type Shortcut,
} from "./keyboard.tsx";
export { liveFeed, type LiveFeed } from "./live-feed.ts";
export { connectQueries, LiveContext, useLiveState, useSettledRows, type LiveTopics } from "./live.tsx";
export { Page, Panel, type Crumb } from "./page.tsx";
export {
  PurposeChip,
  PurposeGate,
  PurposeProvider,
  PurposeQuestion,
  useGroundOf,
  usePurpose,
} from "./purpose.tsx";
export {
  isSeverity,
  NoneShown,
  SeverityCounts,
  SeverityMark,
  SeverityShape,
  type FindingSeverity,
  Strength,
  type Severity,
} from "./severity.tsx";
export { Answer, EmptyList, ForThoseWhoMay, Loading, Notice, ProblemNotice, StaleLine } from "./states.tsx";
export {
  SurroundingsProvider,
  useDesignTexts,
  useMay,
  useMe,
  useSurroundings,
  useTexts,
  type Surroundings,
} from "./surroundings.tsx";
export {
  defineTexts,
  directionOf,
  isLanguage,
  languages,
  type Catalogue,
  type Complete,
  type Language,
  type Partly,
  type Texts,
  type Translate,
  type TranslateOf,
} from "./texts.ts";
export { Lead, OutsidePage, type Outside } from "./outside-page.tsx";
export { defineSentences, Sentence, sentenceOf, type Said } from "./sentences.tsx";
export { TabBar, type Tab } from "./tab-bar.tsx";
export { problemText } from "./problem-text.ts";
export { ReasonDialog } from "./reason-dialog.tsx";
export { say } from "./toast.ts";
export { useTicking } from "./ticking.ts";
export { At, Countdown, PartialDate, spanText } from "./time.tsx";
export { CompareMark, Why, WhyHint, type EvidenceLine } from "./why.tsx";
export { saveTable } from "./save-table.ts";
export { Offence, useOffenceCodes, useOffenceNames } from "./offence.tsx";

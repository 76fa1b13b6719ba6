export type { PushAcknowledgement } from "./ackres/acknowledgement.ts";
export { writeAckres } from "./ackres/write.ts";
export type { PushOutcome } from "./ackres/write.ts";
export { messageCodes, type CodeEntry, type MessageCode } from "./codes.ts";
export { partedFrom, withParted } from "./parted-codes.ts";
export { syntaxReports } from "./contrl/from-explanations.ts";
export type { ReportOptions, ReportToSend } from "./contrl/from-explanations.ts";
export type { SyntaxReport } from "./contrl/report.ts";
export { writeContrl } from "./contrl/write.ts";
export type { ReportEnvelope } from "./contrl/write.ts";
export { unknownMessageOf } from "./documents/unknown.ts";
export { findingOf, type GivenValues } from "./findings.ts";
export { phrases, type Phrase, type Phrases } from "./phrases.ts";
export type { Booking, BookedTraveller, ItinerarySegment, Payment, ReportedFlight } from "./booking.ts";
export { checkAgainst } from "./context/check-against.ts";
export type { MessageContext, SendingTime } from "./context/check-against.ts";
export { AUTHORITIES, DEFAULT_OUTBOUND, DIRECTIVES, NOTICES, readDirective } from "./cusres/directives.ts";
export { RESUBMIT_TEXT } from "./cusres/directives.ts";
export type { Authority, Directive, Notice, OutboundCode, OutboundMap } from "./cusres/directives.ts";
export { answerErrors } from "./cusres/errors.ts";
export type { AnswerError, AnswerErrorEntry, ToldError } from "./cusres/errors.ts";
export type { Response, ResponseLeg, ResponseResult } from "./cusres/response.ts";
export {
  answeredTo,
  changedAnswer,
  resubmitIn,
  unsolicited,
  type MeantTraveller,
  type SaidNow,
} from "./cusres/again.ts";
export { answerHead, outboundText, writeAnswer, writeCusres } from "./cusres/write.ts";
export type { AnswerHead, AnswerKind, AnswerOptions, TravellerAnswer } from "./cusres/write.ts";
export { envelopeFindings } from "./edifact/received.ts";
export type { Reception } from "./edifact/received.ts";
export { DEFAULT_CHARACTERS } from "./edifact/service-characters.ts";
export type { ServiceCharacters } from "./edifact/service-characters.ts";
export { writeInterchange } from "./edifact/write.ts";
export type { InterchangeToWrite, SegmentToWrite, WriteOptions } from "./edifact/write.ts";
export type { PushRequest } from "./govreq/request.ts";
export { writeGovreq } from "./govreq/write.ts";
export type { RequestEnvelope } from "./govreq/write.ts";
export { grammarSentences, segmentPurposes } from "./grammar/purposes.ts";
export type { TaggedSegment } from "./grammar/purposes.ts";
export { EXPLAIN_LIMITS, explainBytes } from "./grammar/explain.ts";
export type {
  ExplainedElement,
  ExplainedSegment,
  ExplainedValue,
  ExplainLimits,
  Explanation,
  Explanations,
} from "./grammar/explanation.ts";
export type { Control, Cut, CutReason, Envelope, MessageKind, ReadMessage } from "./message.ts";
export { CUT_MARK } from "./edifact/cut-mark.ts";
export { bookingFields, listFields } from "./minimise/admitted-fields.ts";
export type { Basis, Leaf } from "./minimise/admitted-fields.ts";
export { closedMessage } from "./minimise/closed-list.ts";
export { cutsOfSource } from "./minimise/closed-source.ts";
export { redact } from "./minimise/redact.ts";
export type { RedactedSource, RedactionMark } from "./minimise/redact.ts";
export type {
  Carriage,
  ListedFlight,
  ListedLeg,
  ListedTraveller,
  ListFunction,
  PassengerList,
  PostalAddress,
  Sex,
  TravelDocument,
  TravellerRole,
} from "./passenger-list.ts";
export { writePaxlst, writePaxlstParts } from "./paxlst/write.ts";
export type { PaxlstOptions } from "./paxlst/write.ts";
export { writePnrgov, writePnrgovParts } from "./pnrgov/write.ts";
export type { PnrgovOptions, PushToWrite } from "./pnrgov/write.ts";
export { readBytes, readMessages, readTransmission } from "./read.ts";
export type { Transmission } from "./read.ts";
export { MODES, type Mode } from "./manifest/columns.ts";
export {
  manifestCells,
  reportOnManifest,
  type ManifestCells,
  type ManifestReport,
} from "./manifest/report.ts";
export { manifestTemplate, type TemplateFormat } from "./manifest/template.ts";
export { Element, elementTree } from "./xml/xml-tree.ts";
export { isClosed, joinTelegramParts, readTelegramPart, unbroken } from "./wrappers/telegram-part.ts";
export type { PartName, TelegramPart } from "./wrappers/telegram-part.ts";
export { readHostHeader, readTypeBHeader } from "./wrappers/type-b.ts";
export type { HostHeader, TypeBHeader } from "./wrappers/type-b.ts";
export { hasSensitiveTerm } from "./minimise/text.ts";
export type { ReplyForm } from "./reply.ts";
export { plainForLine, writeTypeBParts } from "./wrappers/type-b-write.ts";
export { ebcdicDecoder } from "./wrappers/encodings.ts";

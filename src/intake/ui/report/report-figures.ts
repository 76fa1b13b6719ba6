// Figures of the monthly report as they are written: shares, thousands, months, instants; and the report as a table. Pure.
import type { CarrierReport } from "../../report-contract.ts";
import { formatMonth, formatNumber, formatRate, formatShare, type Language } from "#design/ui";

export type Figures = {
  readonly share: (value: number | null) => string | null;
  readonly number: (value: number) => string;
  readonly oneDigit: (value: number | null) => string | null;
  readonly month: (month: string, width?: "long" | "short") => string;
};

/** How figures are written in a language. */
export function figuresIn(language: Language): Figures {
  return {
    share: (value) => (value === null ? null : formatShare(value, language)),
    number: (value) => formatNumber(value, language),
    oneDigit: (value) => (value === null ? null : formatRate(value, language)),
    month: (month, width = "long") => formatMonth(month, language, width === "short"),
  };
}

/** `2026-10-03 14:05`, in UTC: the same for every reader. */
export function utcText(instant: string): string {
  return instant.slice(0, 16).replace("T", " ");
}

/** Pushes in time of those owed; null where none was. */
export function inTimeShare(
  owed: readonly { readonly expected: number; readonly inTime: number }[],
): number | null {
  const expected = owed.reduce((sum, one) => sum + one.expected, 0);
  return expected === 0 ? null : owed.reduce((sum, one) => sum + one.inTime, 0) / expected;
}

/** The whole report as a table for programs: part, what, figure, value. Names no traveller. */
export function reportTable(report: CarrierReport): readonly (readonly (string | number)[])[] {
  const { scorecard, worst, months, unmet, evidence } = report;
  const figures = (part: string, what: string, values: Readonly<Record<string, number | string | null>>) =>
    Object.entries(values).map(([name, value]) => [part, what, name, value ?? ""]);
  return [
    ["part", "item", "figure", "value"],
    ...figures("report", report.carrier.code, {
      month: report.month,
      made_at: report.madeAt,
      is_over: report.isOver ? "yes" : "no",
      legal_profile: report.profile,
    }),
    ...figures("month", report.month, scorecard.totals),
    ...figures("month_before", "", scorecard.before),
    ...scorecard.timeliness.flatMap(({ kind, ...values }) => figures("timeliness", kind, values)),
    ...scorecard.rules.flatMap(({ code, severity, findings, messages, findingsBefore, text }) =>
      figures("rule", code, { severity, findings, messages, findings_before: findingsBefore, text }),
    ),
    ...worst.flatMap(({ code, example }) =>
      example === null
        ? []
        : figures("example", code, {
            received_at: example.receivedAt,
            flight: example.flight,
            flight_date: example.flightDate,
            interchange: example.interchange,
            message: example.message,
            segment: example.segment,
            tag: example.tag,
            byte: example.offset,
          }),
    ),
    ...months.flatMap(({ month, ...values }) => figures("trend", month, values)),
    ...unmet.pushes.flatMap(({ flight, flightDate, kind, receipt, dueAt, cameAt, askedAt, outcome }) =>
      figures("push_not_met", `${flight} ${flightDate} ${kind}`, {
        outcome,
        due_at: dueAt,
        came_at: cameAt,
        asked_at: askedAt,
        interchange: receipt?.interchange ?? null,
        sha256: receipt?.sha256 ?? null,
      }),
    ),
    ...evidence.receipts.flatMap(
      ({ receiptId, receivedAt, kind, state, flight, flightDate, sha256, codes }) =>
        figures("evidence", receiptId, {
          received_at: receivedAt,
          kind,
          state,
          flight,
          flight_date: flightDate,
          sha256,
          codes: codes.join(" "),
        }),
    ),
  ];
}

/** A table as CSV (RFC 4180, with the mark spreadsheets need for UTF-8); nothing in it is taken for a formula. */
export function csvOf(table: readonly (readonly (string | number)[])[]): string {
  const cell = (value: string | number): string =>
    `"${String(value)
      .replace(/^[=+\-@\t\r]/, "'$&")
      .replaceAll('"', '""')}"`;
  return `\uFEFF${table.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

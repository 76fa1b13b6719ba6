// The report's words where there was nothing to count: it says so, and praises nobody for it.
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { EvidenceList, Rules, Unmet } from "./ReportParts.tsx";

afterEach(cleanup);

const owed = (expected: number) => [
  { kind: "pnr", expected, inTime: expected, late: 0, incomplete: 0, missing: 0 },
];
const unmet = { isWhole: true, pushes: [] };
const evidence = { from: "2026-10-01", to: "2026-10-31", isWhole: true, receipts: [] };

test.each([
  [[], "No push was owed, or none has ended yet."],
  [owed(0), "No push was owed, or none has ended yet."],
  [owed(2), "Every push that was owed came in time and whole."],
])("that every push came in time is said only where one was owed", (timeliness, words) => {
  render(<Unmet unmet={unmet} timeliness={timeliness} />);
  expect(screen.getByText(words)).toBeTruthy();
});

test.each([
  [0, "No message came in this month.", "No message came in this month."],
  [3, "Every message was taken and had no error.", "No rule was broken."],
])("of %i messages", (messages, ofEvidence, ofRules) => {
  render(<EvidenceList evidence={evidence} messages={messages} />);
  expect(screen.getByText(ofEvidence)).toBeTruthy();
  cleanup();
  render(<Rules worst={[]} rules={[]} messages={messages} />);
  expect(screen.getByText(ofRules)).toBeTruthy();
});

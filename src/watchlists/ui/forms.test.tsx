// The forms of the watchlists: what is missing is said above and in place, nothing typed is lost, two persons are needed.
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from "@tanstack/react-router";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, expect, test, vi } from "vitest";
import type { Proposal, Watchlist } from "../contract.ts";
import { KeyboardProvider, SurroundingsProvider } from "#design/ui";
import { EntryForm } from "./EntryForm.tsx";
import { ImportForm } from "./ImportDialog.tsx";
import { ProposalDecisionPanel } from "./ProposalDecision.tsx";

const proposer = "01a20000-0000-7000-8000-000000000001";
const second = "01a20000-0000-7000-8000-000000000002";
const proposal: Proposal = {
  id: "01a20000-0000-7000-8000-00000000000a",
  listId: "01a20000-0000-7000-8000-00000000000b",
  listCode: "OWN",
  act: "add",
  entryId: "OWN-000001",
  content: {
    names: [{ full: "Rashad Aliyev", type: "primary" }],
    dobs: [],
    sex: null,
    nationalities: [],
    birthCountries: [],
    documents: [],
  },
  current: null,
  reason: "grounds",
  state: "waiting",
  proposedBy: { id: proposer, name: "Tural N." },
  proposedAt: "2026-11-20T12:00:00Z",
  decidedBy: null,
  decidedAt: null,
  decisionReason: null,
  emergencyUntil: null,
};
const list: Watchlist = {
  id: proposal.listId,
  code: "UN",
  title: "Synthetic list",
  authority: "Unit",
  alertBasis: "persons-sought",
  persons: "wanted",
  byWord: [],
  personsWanted: null,
  legalBasis: "Tests only",
  kind: "imported",
  format: "un-xml",
  mapping: null,
  owner: null,
  purposes: [],
  grade: null,
  classification: null,
  retentionDays: null,
  expiresOn: null,
  reviewOn: null,
  address: null,
  fetchEveryHours: null,
  lastFetch: null,
  active: null,
  waitingProposals: 0,
  draft: null,
};

async function show(content: ReactNode, me: string): Promise<void> {
  const root = createRootRoute({ component: () => content });
  const router = createRouter({ routeTree: root, history: createMemoryHistory() });
  const surroundings = {
    language: "en" as const,
    zone: "UTC",
    rowHeight: 38,
    may: new Set(["decide-proposal"]),
    me,
  };
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MantineProvider>
        <SurroundingsProvider value={surroundings}>
          <KeyboardProvider singleKeys>
            <RouterProvider router={router as never} />
          </KeyboardProvider>
        </SurroundingsProvider>
      </MantineProvider>
    </QueryClientProvider>,
  );
  await screen.findAllByRole("button");
}

/** The server answers once with this; returns what it was asked. */
function answers(status: number, body: object) {
  const asked = vi.fn<typeof fetch>().mockResolvedValue(Response.json(body, { status }));
  vi.stubGlobal("fetch", asked);
  return asked;
}

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test("who proposed is told that another person decides, and may take it back", async () => {
  await show(<ProposalDecisionPanel proposal={proposal} />, proposer);
  expect(screen.getByText("You proposed this: another person decides.")).toBeTruthy();
  expect(screen.queryByText("Approve")).toBeNull();
  expect(screen.getByRole("button", { name: "Take it back" })).toBeTruthy();
});

test("a decision needs a choice and a reason; the summary takes the focus and leads to the fields", async () => {
  const asked = answers(200, {});
  await show(<ProposalDecisionPanel proposal={proposal} />, second);
  fireEvent.click(screen.getByRole("button", { name: "Record the decision" }));
  const summary = screen.getByRole("alert");
  expect(document.activeElement).toBe(summary);
  const reason = screen.getByLabelText("Your reason");
  fireEvent.click(screen.getByRole("link", { name: "Write your reason: at least three letters" }));
  expect(document.activeElement).toBe(reason);
  expect(reason.getAttribute("aria-invalid")).toBe("true");
  expect(asked).not.toHaveBeenCalled();
});

test("1 and a reason approve; a conflict keeps what was written and offers the present state", async () => {
  const asked = answers(409, { code: "proposal-decided", detail: "This proposal is already refused." });
  await show(<ProposalDecisionPanel proposal={proposal} />, second);
  fireEvent.keyDown(document.body, { code: "Digit1", key: "1" });
  const reason = screen.getByLabelText("Your reason");
  fireEvent.change(reason, { target: { value: "Warrant seen." } });
  fireEvent.click(screen.getByRole("button", { name: "Record the decision" }));
  expect(await screen.findByText("Someone else acted meanwhile")).toBeTruthy();
  expect(asked.mock.calls[0]?.[1]?.body).toBe(JSON.stringify({ approve: true, reason: "Warrant seen." }));
  expect(screen.getByText("This proposal was decided or taken back meanwhile.")).toBeTruthy();
  expect(screen.getByDisplayValue("Warrant seen.")).toBeTruthy();
});

test("an entry without name and grounds is not sent; a wrong year is said at the year", async () => {
  const asked = answers(201, {});
  await show(<EntryForm listId={proposal.listId} entryId={null} content={null} />, proposer);
  fireEvent.change(screen.getByLabelText("Year"), { target: { value: "84" } });
  fireEvent.click(screen.getByRole("button", { name: "Send for decision" }));
  const links = screen.getAllByRole("link").map((link) => link.textContent);
  expect(links).toEqual([
    "Write the name in full, or give a document or something of a booking",
    "Write the year with four digits, for example 1984",
    "Choose who the person is",
    "Write the grounds for it: at least three letters",
  ]);
  const year = screen.getByLabelText("Year");
  const said = (year.getAttribute("aria-describedby") ?? "")
    .split(" ")
    .map((id) => document.getElementById(id));
  expect(said.map((element) => element?.textContent).join("")).toBe(
    "Write the year with four digits, for example 1984",
  );
  expect(asked).not.toHaveBeenCalled();
});

test("a file that removes too much is sent again only with the removals accepted", async () => {
  const asked = answers(422, {
    code: "too-many-removed",
    detail: "It would remove 180 of 240 entries.",
  });
  await show(<ImportForm list={list} onClose={() => undefined} />, proposer);
  const send = screen.getByRole("button", { name: "Read and compare" });
  fireEvent.click(send);
  expect(screen.getAllByText("Choose the file of the list")).toHaveLength(2);
  const file = new File(["<CONSOLIDATED_LIST/>"], "list.xml");
  fireEvent.change(screen.getByLabelText("File of the list"), { target: { files: [file] } });
  fireEvent.click(send);
  const accept = await screen.findByLabelText(/The removals are right/);
  asked.mockResolvedValue(Response.json({ code: "file-refused", detail: "again" }, { status: 422 }));
  fireEvent.click(accept);
  fireEvent.click(screen.getByRole("button", { name: "Read and compare" }));
  await waitFor(() => expect(asked).toHaveBeenCalledTimes(2));
  const at = `/api/watchlists/${list.id}/import`;
  expect(asked.mock.calls.map(([address]) => address)).toEqual([at, `${at}?removals=accepted`]);
});

// An erasure on request that waits for its second person, as tests of what becomes of it need one. The desk has the routes of rights.
import type { Answer, DisclosureDesk, Person } from "./disclosure-desk.ts";

/** A traveller of tomorrow whose erasure was asked for and granted by the officer, ready for the supervisor's hand; `persons` numbers them. */
export async function grantedErasure(
  desk: DisclosureDesk,
  people: { readonly officer: Person; readonly supervisor: Person },
  persons: number,
): Promise<{ readonly surname: string; readonly act: () => Promise<Answer> }> {
  const number = `E${String(persons).padStart(8, "0")}`;
  const surname = "ERASURE" + "ABCDEFGHIJ"[persons % 10] + "ABCDEFGHIJ"[Math.floor(persons / 10) % 10];
  const documents = [{ type: "P", number, issuer: "AZE", expires: "2031-01-01" }];
  await desk.fly([{ surname, given: "ILK", birthDate: "1980-05-17", documents }]);
  const asked = await desk.server.inject({
    method: "POST",
    url: "/api/public/requests",
    remoteAddress: `192.0.2.${persons % 250}`,
    payload: {
      kind: "erasure",
      language: "en",
      name: `ILK ${surname}`,
      birthDate: "1980-05-17",
      document: { number, issuer: "AZE" },
      contact: "me@post.example",
      representative: null,
      text: "Please.",
    },
  });
  const { reference } = asked.json<{ reference: string }>();
  const { requests } = await desk.well<{ requests: { id: string; reference: string }[] }>(
    people.officer,
    "GET",
    "/api/rights/requests",
  );
  const id = requests.find((row) => row.reference === reference)?.id ?? "";
  await desk.ask(people.officer, "POST", `/api/rights/requests/${id}/identity`, {
    version: 1,
    confirmed: true,
    how: "passport shown",
  });
  const { records } = await desk.well<{ records: { key: string }[] }>(
    people.officer,
    "GET",
    `/api/rights/requests/${id}/records`,
  );
  await desk.ask(people.officer, "POST", `/api/rights/requests/${id}/executions`, {
    version: 2,
    kind: "erasure",
    basis: "unlawful",
    reason: "The flight is none of an area that is selected.",
    corrections: [],
    record: records[0]?.key,
  });
  const { executions } = await desk.well<{ executions: { id: string; requestId: string }[] }>(
    people.supervisor,
    "GET",
    "/api/rights/executions",
  );
  const execution = executions.find(({ requestId }) => requestId === id)?.id ?? "";
  return {
    surname,
    act: () =>
      desk.ask(people.supervisor, "POST", `/api/rights/requests/${id}/executions/${execution}/decision`, {
        carriedOut: true,
        why: null,
      }),
  };
}

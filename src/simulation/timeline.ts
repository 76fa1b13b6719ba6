// The messages of a flight and when each is sent, from the first push days ahead to the close-out after the doors shut.
import { apiSteps } from "./api-steps.ts";
import { chooseDefect, damaged, deliveryDefects } from "./defects.ts";
import type { ExpectedAnswer, MessageDefect, Purpose, SimulatedMessage } from "./message.ts";
import { pushSteps } from "./pnr-steps.ts";
import { randomOf } from "./random.ts";
import type { Roster } from "./roster.ts";
import type { Step } from "./steps.ts";
import type { World } from "./trips.ts";
import { bytesOf } from "./write/draft.ts";

const MINUTE = 60_000;

/** A message to come: when, and how to make it. Nothing is written before `render` is called. */
export type Planned = {
  readonly id: string;
  readonly at: number;
  readonly purpose: Purpose;
  /** The messages (several when the list is split), all sent at `at`. `full` makes an update push a full one. */
  readonly render: (roster: Roster, options?: { readonly full?: boolean }) => SimulatedMessage[];
};

function rendered(
  world: World,
  step: Step,
  roster: Roster,
  name: string | null,
  full: boolean,
): SimulatedMessage[] {
  const made = step.make(roster, full);
  return made.map(({ draft, expected }, index) => {
    const hurt = damaged(draft, index === 0 ? name : null, randomOf(world.seed, "damage", step.id));
    return {
      id: made.length === 1 ? step.id : `${step.id}#${index + 1}`,
      at: step.at,
      kind: draft.type[0] === "PNRGOV" ? "PNRGOV" : "PAXLST",
      purpose: step.purpose,
      carrier: draft.carrier.code,
      channel: draft.channel,
      flight: roster.flight.key,
      part: index + 1,
      parts: made.length,
      bytes: bytesOf(hurt.draft, hurt.alter),
      expected: { ...expected, answer: hurt.resubmit ? firstResubmits(expected.answer) : expected.answer },
      defect: hurt.defect ?? deliveryDefectOf(name),
    };
  });
}

function deliveryDefectOf(name: string | null): MessageDefect | null {
  if (name !== "late") return null;
  return { defect: "late", ...deliveryDefects.late };
}

function firstResubmits(answer: ExpectedAnswer): ExpectedAnswer {
  if (answer.kind !== "response") return answer;
  return {
    kind: "response",
    travellers: answer.travellers.map((one, index) =>
      index === 0 ? { ...one, directive: "RESUBMIT" } : one,
    ),
  };
}

function planned(world: World, step: Step): Planned[] {
  const random = randomOf(world.seed, "defect", step.id);
  const name = chooseDefect(step.purpose, world.defectRate, random);
  const at = name === "late" ? step.at + random.int(75, 200) * MINUTE : step.at;
  const first: Planned = {
    id: step.id,
    at,
    purpose: step.purpose,
    render: (roster, options) => rendered(world, { ...step, at }, roster, name, options?.full ?? false),
  };
  if (name !== "duplicate") return [first];
  const defect = { defect: "duplicate", ...deliveryDefects.duplicate };
  const again = at + random.int(2, 30) * MINUTE;
  return [
    first,
    {
      id: `${step.id}/again`,
      at: again,
      purpose: step.purpose,
      render: (roster, options) =>
        rendered(world, step, roster, null, options?.full ?? false).map((message) => ({
          ...message,
          id: `${message.id}/again`,
          at: again,
          defect,
        })),
    },
  ];
}

/** All messages of a flight in the order of sending, planned but not written. */
export function planOf(world: World, roster: Roster): Planned[] {
  return [...apiSteps(world, roster), ...pushSteps(world, roster)]
    .flatMap((step) => planned(world, step))
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

// The page of people: who is on watch, every account and what lets it act, requests for accounts.
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import {
  Answer,
  DataTable,
  Dialog,
  Page,
  Panel,
  serverNow,
  useMay,
  useTexts,
  type Column,
  type TranslateOf,
} from "#design/ui";
import type { PersonWithStanding } from "../../standing-contract.ts";
import { accessTexts } from "../access-texts.ts";
import { Day } from "./Day.tsx";
import { EmergencyList } from "./EmergencyList.tsx";
import { AskForAccount, RequestList } from "./Requests.tsx";
import { PersonFile } from "./PersonFile.tsx";
import { peopleTexts } from "./people-texts.ts";
import styles from "./people.module.css";
import { peopleQuery } from "./queries.ts";
import { ShiftList } from "./ShiftList.tsx";

export function PeopleScreen() {
  const t = useTexts(peopleTexts);
  const query = useQuery(peopleQuery);
  const mayAsk = useMay("ask-for-account");
  const [asking, setAsking] = useState(false);
  const [shown, setShown] = useState<string | null>(null);
  return (
    <Page
      title={t("people.title")}
      actions={
        mayAsk ? (
          <Button size="xs" onClick={() => setAsking(true)}>
            {t("request.ask")}
          </Button>
        ) : undefined
      }
    >
      <Answer query={query}>
        {({ people }) => {
          const opened = people.find(({ id }) => id === shown);
          return (
            <div className={styles["stack"]}>
              <Panel title={t("shift.title")}>
                <ShiftList people={people} />
              </Panel>
              <Panel title={t("emergency.title")}>
                <EmergencyList />
              </Panel>
              <Accounts people={people} onOpen={setShown} />
              <Panel title={t("request.title")}>
                <RequestList people={people} />
              </Panel>
              <Dialog title={t("request.ask")} opened={asking} onClose={() => setAsking(false)}>
                <AskForAccount onDone={() => setAsking(false)} />
              </Dialog>
              <Dialog
                title={t("file.title", { name: opened?.name ?? "" })}
                opened={opened !== undefined}
                onClose={() => setShown(null)}
              >
                {opened === undefined ? null : <PersonFile person={opened} />}
              </Dialog>
            </div>
          );
        }}
      </Answer>
    </Page>
  );
}

/** When the first of the certificates that somebody needs runs out; undefined where none is there. */
function trainedUntil(person: PersonWithStanding): string | undefined {
  const needed = person.certificates.filter(
    ({ course }) => course === "human-rights" || person.roles.some((role) => role === course),
  );
  return needed.map(({ expiresAt }) => expiresAt).toSorted()[0];
}

function Accounts({
  people,
  onOpen,
}: {
  people: readonly PersonWithStanding[];
  onOpen: (id: string) => void;
}) {
  const t = useTexts(peopleTexts);
  const now = new Date(serverNow()).toISOString();
  const until = (instant: string | undefined) =>
    instant === undefined ? (
      <span className={styles["dim"]}>{t("people.never")}</span>
    ) : (
      <>
        <Day instant={instant} />
        {instant <= now ? <span className={styles["lacks"]}>{t("people.overdue")}</span> : null}
      </>
    );
  const columns: readonly Column<PersonWithStanding>[] = [
    {
      id: "name",
      header: t("people.name"),
      names: true,
      least: 170,
      sortBy: ({ name }) => name,
      cell: (row) => (
        <button type="button" className={styles["open"]} onClick={() => onOpen(row.id)}>
          <bdi>{row.name}</bdi>
        </button>
      ),
    },
    { id: "roles", header: t("people.roles"), least: 260, cell: (row) => <Roles person={row} /> },
    {
      id: "tenant",
      header: t("people.tenant"),
      width: 180,
      sortBy: ({ tenant }) => tenant,
      cell: ({ tenant, secondment }) => (
        <bdi>
          {secondment === null || secondment.endedAt !== null
            ? organisation(tenant, t)
            : `${organisation(tenant, t)} ← ${organisation(secondment.home, t)}`}
        </bdi>
      ),
    },
    {
      id: "vetting",
      header: t("people.vetting"),
      width: 150,
      sortBy: ({ vetting }) => vetting?.expiresAt ?? null,
      cell: ({ vetting }) => until(vetting?.expiresAt),
    },
    {
      id: "training",
      header: t("people.training"),
      width: 150,
      sortBy: (row) => trainedUntil(row) ?? null,
      cell: (row) => until(trainedUntil(row)),
    },
    {
      id: "review",
      header: t("people.review"),
      width: 150,
      sortBy: ({ reviewDueAt }) => reviewDueAt,
      cell: ({ reviewDueAt }) => until(reviewDueAt ?? undefined),
    },
    {
      id: "state",
      header: t("people.state"),
      width: 110,
      sortBy: (row) => stateOf(row),
      cell: (row) => t(`people.state.${stateOf(row)}`),
    },
  ];
  return (
    <DataTable
      caption={t("people.caption")}
      columns={columns}
      rows={inOrder(people)}
      rowKey={({ id }) => id}
      empty={t("people.none")}
      tone={(row) => (stateOf(row) === "asleep" ? "possible" : undefined)}
    />
  );
}

/** Whoever cannot act stands first: somebody has to do something about it; accounts that are closed come last. */
function inOrder(people: readonly PersonWithStanding[]): readonly PersonWithStanding[] {
  const places = { asleep: 0, acts: 1, closed: 2 } as const;
  return people.toSorted((one, other) => places[stateOf(one)] - places[stateOf(other)]);
}

/** The unit, a body outside it by what it is, an agency by its own name. */
function organisation(tenant: string, t: TranslateOf<typeof peopleTexts>): string {
  return tenant.startsWith("agency:") ? tenant.slice("agency:".length) : t.code("tenant", tenant, tenant);
}

function stateOf(person: PersonWithStanding): "acts" | "asleep" | "closed" {
  if (person.closed) return "closed";
  return person.asleep.length > 0 ? "asleep" : "acts";
}

function Roles({ person }: { person: PersonWithStanding }) {
  const t = useTexts(peopleTexts);
  const roles = useTexts(accessTexts);
  return (
    <>
      {person.roles.map((role) => roles(`role.${role}`)).join(", ")}
      {person.asleep.map(({ role, lacks }) => (
        <span key={role} className={styles["lacks"]}>
          {lacks.map((lack) => t(`lack.${lack}`)).join(", ")}
        </span>
      ))}
    </>
  );
}

// The file of one person: vetting, certificates, secondment, the review of access; and what another person may record in it.
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { At, Fact, Facts, useMay, useMe, useTexts } from "#design/ui";
import { courses, roles as allRoles } from "../../contract.ts";
import type { PersonWithStanding } from "../../standing-contract.ts";
import { accessTexts } from "../access-texts.ts";
import { peopleTexts } from "./people-texts.ts";
import styles from "./people.module.css";
import { askForAccount, closeAccount, peopleQuery, recordOf } from "./queries.ts";
import { Day } from "./Day.tsx";
import { RecordForm, type Filled, type RecordField } from "./RecordForm.tsx";

const purposes = ["TERR", "SERIOUS", "BORDER", "CHILD_PROTECTION", "CRITERIA", "QUALITY"] as const;

export function PersonFile({ person }: { person: PersonWithStanding }) {
  const t = useTexts(peopleTexts);
  const own = useMe() === person.id;
  return (
    <div className={styles["stack"]}>
      <Standing person={person} />
      {own ? <p>{t("file.own")}</p> : <Acts person={person} />}
    </div>
  );
}

function Standing({ person }: { person: PersonWithStanding }) {
  const t = useTexts(peopleTexts);
  const roles = useTexts(accessTexts);
  const { vetting, certificates, secondment } = person;
  const course = (name: (typeof courses)[number]) =>
    name === "human-rights" ? t("course.human-rights") : roles(`role.${name}`);
  return (
    <Facts>
      <Fact label={t("file.vetting")}>
        {vetting === null ? (
          t("people.never")
        ) : (
          <>
            <bdi>{vetting.authority}</bdi>, <bdi>{vetting.reference}</bdi>; {t("people.vetting")}{" "}
            <Day instant={vetting.expiresAt} />
          </>
        )}
      </Fact>
      <Fact label={t("file.certificates")}>
        {certificates.length === 0
          ? t("people.never")
          : certificates.map((one) => (
              <span key={one.course} className={styles["line"]}>
                {course(one.course)} · <bdi>{one.issuer}</bdi> · {t("people.training")}{" "}
                <Day instant={one.expiresAt} />
              </span>
            ))}
      </Fact>
      {secondment === null ? null : (
        <Fact label={t("file.secondment")}>
          <bdi>{secondment.home}</bdi> · {secondment.purposes.join(" ")} · <Day instant={secondment.from} /> –{" "}
          <Day instant={secondment.until} />
          {secondment.endedAt === null ? null : ` · ${t("file.ended")}`}
        </Fact>
      )}
      <Fact label={t("file.review.last")}>
        {person.reviewedAt === null ? t("people.never") : <At instant={person.reviewedAt} />}
      </Fact>
      {person.asleep.length === 0 ? null : (
        <Fact label={t("people.state.asleep")}>
          {person.asleep
            .map(
              ({ role, lacks }) =>
                `${roles(`role.${role}`)}: ${lacks.map((lack) => t(`lack.${lack}`)).join(", ")}`,
            )
            .join("; ")}
        </Fact>
      )}
    </Facts>
  );
}

function Acts({ person }: { person: PersonWithStanding }) {
  const t = useTexts(peopleTexts);
  const roles = useTexts(accessTexts);
  const queries = useQueryClient();
  const record = async (what: string, body: object): Promise<void> => {
    await recordOf(person.id, what, body);
    await queries.invalidateQueries({ queryKey: peopleQuery.queryKey });
  };
  const reason: RecordField = { name: "reason", label: t("file.reason"), kind: "area" };
  const line = (name: "authority" | "reference" | "issuer"): RecordField => ({
    name,
    label: t(`file.${name}`),
    kind: "line",
  });
  const day = (name: "vettedAt" | "expiresAt" | "issuedAt" | "from" | "until"): RecordField => ({
    name,
    label: t(`file.${name}`),
    kind: "day",
  });
  const courseNames = courses.map((value) => ({
    value,
    label: value === "human-rights" ? t("course.human-rights") : roles(`role.${value}`),
  }));
  return (
    <>
      <Act action="record-vetting" title={t("file.vetting.record")}>
        <RecordForm
          submit={t("file.vetting.record")}
          fields={[line("authority"), line("reference"), day("vettedAt"), day("expiresAt")]}
          onSubmit={(filled) =>
            record("vetting", texts(filled, "authority", "reference", "vettedAt", "expiresAt"))
          }
        />
        {person.vetting === null ? null : (
          <RecordForm
            danger
            submit={t("file.vetting.withdraw")}
            fields={[reason]}
            onSubmit={(filled) => record("vetting-withdrawal", texts(filled, "reason"))}
          />
        )}
      </Act>
      <Act action="record-training" title={t("file.certificate.record")}>
        <RecordForm
          submit={t("file.certificate.record")}
          fields={[
            {
              name: "course",
              label: t("file.course"),
              kind: "choice",
              options: courseNames,
              first: "human-rights",
            },
            line("issuer"),
            line("reference"),
            day("issuedAt"),
          ]}
          onSubmit={(filled) =>
            record("certificates", texts(filled, "course", "issuer", "reference", "issuedAt"))
          }
        />
      </Act>
      <Act action="second-staff" title={t("file.secondment.record")}>
        <RecordForm
          submit={t("file.secondment.record")}
          fields={[
            { name: "home", label: t("file.home.hint"), kind: "line", first: "agency:" },
            line("reference"),
            {
              name: "purposes",
              label: t("file.purposes"),
              kind: "many",
              options: purposes.map((value) => ({ value, label: value })),
            },
            day("from"),
            day("until"),
          ]}
          onSubmit={(filled) =>
            record("secondment", {
              ...texts(filled, "home", "reference", "from", "until"),
              purposes: filled.list("purposes"),
            })
          }
        />
        {person.secondment === null || person.secondment.endedAt !== null ? null : (
          <RecordForm
            danger
            submit={t("file.secondment.end")}
            fields={[reason]}
            onSubmit={(filled) => record("secondment-ending", texts(filled, "reason"))}
          />
        )}
      </Act>
      <Act action="review-access" title={t("file.review")}>
        <RecordForm
          submit={t("file.review.record")}
          fields={[
            {
              name: "outcome",
              label: t("file.review.outcome"),
              kind: "choice",
              options: [
                { value: "keep", label: t("file.review.keep") },
                { value: "change", label: t("file.review.change") },
              ],
              first: "keep",
            },
            reason,
          ]}
          onSubmit={(filled) => record("review", texts(filled, "outcome", "reason"))}
        />
      </Act>
      <Act action="ask-for-account" title={t("request.ask.roles")}>
        <RecordForm
          submit={t("request.ask.roles")}
          fields={[
            {
              name: "roles",
              label: t("people.roles"),
              kind: "many",
              options: allRoles.map((value) => ({ value, label: roles(`role.${value}`) })),
              first: person.roles,
            },
            reason,
          ]}
          onSubmit={async (filled) => {
            await askForAccount({
              kind: "roles",
              personId: person.id,
              roles: allRoles.filter((role) => filled.list("roles").includes(role)),
              reason: filled.text("reason"),
            });
            await queries.invalidateQueries({ queryKey: peopleQuery.queryKey });
          }}
        />
      </Act>
      <Closing person={person} />
    </>
  );
}

const texts = (filled: Filled, ...names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, filled.text(name)]));

/** A part of the file for those who may do it. */
function Act({ action, title, children }: { action: string; title: string; children: ReactNode }) {
  if (!useMay(action)) return null;
  return (
    <details>
      <summary>{title}</summary>
      {children}
    </details>
  );
}

function Closing({ person }: { person: PersonWithStanding }) {
  const t = useTexts(peopleTexts);
  const queries = useQueryClient();
  if (!useMay("manage-people") || person.closed) return null;
  const close = async (): Promise<void> => {
    await closeAccount(person.id);
    await queries.invalidateQueries({ queryKey: peopleQuery.queryKey });
  };
  return (
    <details>
      <summary>{t("file.close")}</summary>
      <RecordForm danger submit={t("file.close")} fields={[]} onSubmit={close} />
    </details>
  );
}

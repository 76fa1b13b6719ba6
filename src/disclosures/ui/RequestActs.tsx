// What somebody may do next about a request: one act of its state and of their role.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { TextForm, useMay, usePurpose, useTexts } from "#design/ui";
import { refusalCodes, results, type RequestDetail } from "../contract.ts";
import { ActForm, textOf, type Field } from "./ActForm.tsx";
import { disclosureTexts } from "./disclosure-texts.ts";
import styles from "./disclosures.module.css";
import { choiceOf, gradingFields, gradingOf, packageFields } from "./package-fields.ts";
import { act, requestQuery, unmaskingsQuery } from "./queries.ts";

/** Sends a step and shows the request as it is then. */
function useStep(detail: RequestDetail) {
  const { purpose } = usePurpose();
  const queries = useQueryClient();
  const { id } = detail.request;
  return async (path: string, body: object): Promise<void> => {
    const after = await act<RequestDetail>(`/api/requests/${id}/${path}`, body, purpose);
    queries.setQueryData(requestQuery(id, purpose).queryKey, after);
    void queries.invalidateQueries({ queryKey: ["requests"] });
  };
}

export function RequestActs({ detail }: { detail: RequestDetail }) {
  const t = useTexts(disclosureTexts);
  const step = useStep(detail);
  const { state } = detail.request;
  const may = {
    triage: useMay("triage-request"),
    law: useMay("check-request"),
    approve: useMay("approve-request"),
    search: useMay("search-request"),
    draft: useMay("draft-package"),
    release: useMay("release-package"),
  };
  const codes: Field = {
    name: "code",
    label: t("act.code"),
    kind: "choice",
    options: [
      { value: "", label: t("act.code.none") },
      ...refusalCodes.map((value) => ({ value, label: value })),
    ],
  };
  const reason: Field = { name: "reason", label: t("act.reason"), kind: "area" };
  const yesNo = (name: string, label: string, yes: string, no: string): Field => ({
    name,
    label,
    kind: "choice",
    options: [
      { value: "yes", label: yes },
      { value: "no", label: no },
    ],
  });
  const codeOf = (text: string) => (text === "" ? null : text);
  const words = (submit: string, path: string) => (
    <TextForm
      key={path}
      label={t("act.reason")}
      submit={submit}
      lacking={t("act.short")}
      maxLength={2000}
      rows={2}
      onSubmit={(text) => step(path, { reason: text })}
    />
  );

  if ((state === "submitted" || state === "triage") && may.triage) {
    return (
      <ActForm
        key={state}
        submit={t("act.triage")}
        fields={[yesNo("complete", t("act.complete"), t("act.complete.yes"), t("act.complete.no")), reason]}
        onSubmit={(values) =>
          step("triage", { complete: textOf(values, "complete") === "yes", reason: textOf(values, "reason") })
        }
      />
    );
  }
  if (state === "legal-check" && may.law) {
    return (
      <ActForm
        key={state}
        submit={t("act.law")}
        fields={[yesNo("lawful", t("act.lawful"), t("act.lawful.yes"), t("act.lawful.no")), reason, codes]}
        onSubmit={(values) =>
          step("legal-check", {
            lawful: textOf(values, "lawful") === "yes",
            reason: textOf(values, "reason"),
            code: codeOf(textOf(values, "code")),
          })
        }
      />
    );
  }
  if (
    may.law &&
    detail.request.needsApproval &&
    ["approval-pending", "approved", "searching", "review", "release-check"].includes(state) &&
    detail.approval !== "asked"
  ) {
    return words(t("act.outsideAgain"), "outside-again");
  }
  if (state === "approval-pending" && (may.approve || may.triage)) {
    const outside = detail.request.needsApproval && detail.approval !== "approved";
    return (
      <div className={styles["columns"]}>
        {outside ? (
          <p>
            {t("outside.needed")}: {t(`outside.${detail.approval}`)}
          </p>
        ) : null}
        {may.approve ? (
          <ActForm
            key={state}
            submit={t("act.approve")}
            fields={[
              yesNo("approved", t("act.approve"), t("act.approve.yes"), t("act.approve.no")),
              reason,
              codes,
            ]}
            onSubmit={(values) =>
              step("approval", {
                approved: textOf(values, "approved") === "yes",
                reason: textOf(values, "reason"),
                code: codeOf(textOf(values, "code")),
              })
            }
          />
        ) : null}
        {outside && may.triage && detail.urgency === null ? words(t("act.urgency"), "urgency") : null}
        {outside && may.approve && detail.urgency !== null && detail.urgency.confirmed === null
          ? words(t("act.urgency.confirm"), "urgency-confirmation")
          : null}
      </div>
    );
  }
  if (state === "approved" && may.search) {
    return (
      <ActForm key={state} submit={t("act.search")} fields={[]} onSubmit={() => step("search", {})}>
        <p>{t("act.search.text")}</p>
      </ActForm>
    );
  }
  if (state === "review" && may.draft) return <Review detail={detail} step={step} />;
  if (state === "release-check" && may.release) {
    return (
      <ActForm
        key={state}
        submit={t("act.release.submit")}
        fields={[
          {
            name: "result",
            label: t("act.result"),
            kind: "choice",
            options: results.map((value) => ({ value, label: t(`result.${value}`) })),
          },
          reason,
          codes,
        ]}
        onSubmit={(values) =>
          step("release", {
            result: textOf(values, "result"),
            reason: textOf(values, "reason"),
            code: codeOf(textOf(values, "code")),
          })
        }
      />
    );
  }
  if (state === "urgent-released" && may.release && detail.approval === "approved")
    return words(t("act.confirm"), "confirmation");
  return <p>{t("request.nothing")}</p>;
}

/** The persons found one after the other; then the package of each who is the one; then the check. */
function Review({
  detail,
  step,
}: {
  detail: RequestDetail;
  step: (path: string, body: object) => Promise<void>;
}) {
  const t = useTexts(disclosureTexts);
  const { purpose } = usePurpose();
  const next = detail.found.find(({ reviewed }) => reviewed === null);
  const untold = detail.found.find(
    ({ key, reviewed }) =>
      reviewed === "is-the-person" &&
      !detail.packages.some(({ personKey, state }) => personKey === key && state !== "refused"),
  );
  const unmaskings = useQuery({
    ...unmaskingsQuery(untold?.key ?? "", purpose),
    enabled: untold !== undefined && purpose !== null,
  }).data;
  if (next !== undefined) {
    return (
      <ActForm
        key={next.key}
        submit={t("act.review")}
        fields={[
          {
            name: "outcome",
            label: t("act.outcome"),
            kind: "choice",
            options: (["is-the-person", "is-not", "cannot-tell"] as const).map((value) => ({
              value,
              label: t(`review.${value}`),
            })),
          },
          ...gradingFields(t),
        ]}
        onSubmit={(values) =>
          step("reviews", { person: next.key, outcome: textOf(values, "outcome"), ...gradingOf(values) })
        }
      >
        <p className={styles["line"]}>
          <strong>
            <bdi>
              {next.surname} {next.given}
            </bdi>
          </strong>
          <span>{next.birthDate}</span>
          <bdi>{next.document}</bdi>
          <bdi>{next.flight.designator}</bdi>
          <span>{next.flight.date}</span>
        </p>
      </ActForm>
    );
  }
  const masked = (unmaskings?.maskedAt ?? null) !== null;
  const grants = (unmaskings?.approvals ?? []).filter(({ may }) => may.includes("see"));
  return (
    <div className={styles["columns"]}>
      {untold === undefined ? null : (
        <ActForm
          key={untold.key}
          submit={t("act.draft")}
          fields={[
            ...packageFields(t, {
              offence: detail.request.offence,
              asked: detail.fields.elements ?? [],
              measure: "INFORM-ONLY",
              abroad: detail.request.type === "RQ-3C" || detail.request.type.startsWith("RQ-PIU"),
            }),
            ...(masked
              ? [
                  {
                    name: "unmasking",
                    label: t("act.unmasking"),
                    kind: "choice" as const,
                    options: [
                      { value: "", label: t("act.unmasking.none") },
                      ...grants.map(({ id, form }) => ({ value: id, label: form.caseReference })),
                    ],
                  },
                ]
              : []),
          ]}
          onSubmit={(values) => {
            const unmasking = textOf(values, "unmasking");
            return step("packages", {
              person: untold.key,
              ...choiceOf(values),
              ...(unmasking === "" ? {} : { unmasking }),
            });
          }}
        >
          {masked ? (
            <Link to="/p/$personKey" params={{ personKey: untold.key }}>
              {t("act.unmasking.ask")}
            </Link>
          ) : null}
          <strong>
            <bdi>
              {untold.surname} {untold.given}
            </bdi>
          </strong>
        </ActForm>
      )}
      <TextForm
        label={t("act.reason")}
        submit={t("act.toCheck")}
        lacking={t("act.short")}
        maxLength={2000}
        rows={2}
        onSubmit={(text) => step("release-check", { reason: text })}
      />
    </div>
  );
}

// The list of requests: the approver's desk, the requester's own, what a supervisor endorses, what the officer reviews.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Answer, At, Countdown, Notice, Page, useMay, useTexts, type TranslateOf } from "#design/ui";
import type { Approval } from "../contract.ts";
import styles from "./approvals.module.css";
import { approvalsTexts } from "./approvals-texts.ts";
import { JointDecisions } from "./JointDecisions.tsx";
import { approvalsQuery } from "./queries.ts";

/** The page at its address. */
export function ApprovalsScreen() {
  const t = useTexts(approvalsTexts);
  const mayView = useMay("view-approvals");
  return (
    <Page title={t("title")} prints>
      <p className={styles["lead"]}>{t("text")}</p>
      <JointDecisions />
      {mayView ? <Requests /> : null}
    </Page>
  );
}

function Requests() {
  const t = useTexts(approvalsTexts);
  const query = useQuery(approvalsQuery);
  return (
    <Answer query={query} rows={6}>
      {({ approvals }) =>
        approvals.length === 0 ? (
          <Notice title={t("none.title")}>{t("none.text")}</Notice>
        ) : (
          <ul className={styles["list"]}>
            {approvals.map((approval) => (
              <li key={approval.id} data-item={approval.id}>
                <Line approval={approval} />
              </li>
            ))}
          </ul>
        )
      }
    </Answer>
  );
}

function Line({ approval }: { approval: Approval }) {
  const t = useTexts(approvalsTexts);
  const { id, kind, masked, form, askedBy, askedAt } = approval;
  return (
    <article className={styles["line"]}>
      <h2>
        <Link to="/approvals/$approvalId" params={{ approvalId: id }}>
          {t(`kind.${kind}`)}
          {masked === null ? null : (
            <>
              {" "}
              <bdi>
                {masked.flight}, {masked.date}
              </bdi>
            </>
          )}
        </Link>
      </h2>
      <p className={styles["dim"]}>
        {t("line.by")} <bdi>{askedBy.name}</bdi>, <At instant={askedAt} /> · {t("line.case")}{" "}
        <bdi>{form.caseReference}</bdi>
      </p>
      <Standing approval={approval} />
    </article>
  );
}

/** Where it stands, with the clock that runs. */
export function Standing({ approval }: { approval: Approval }) {
  const t = useTexts(approvalsTexts);
  const { state, urgent, dueAt, overdue, grant, review } = approval;
  return (
    <p className={styles["standing"]}>
      <strong className={styles[`state-${state}`]}>{stateText(approval, t)}</strong>
      {urgent ? <span className={styles["urgent"]}>{t("urgent")}</span> : null}
      {state === "waiting" && dueAt !== null ? (
        <span className={overdue ? styles["late"] : undefined}>
          {t(overdue ? "overdue" : "due")} <Countdown to={dueAt} />
        </span>
      ) : null}
      {grant?.open === true ? (
        <span>
          {t("grant.open")} <Countdown to={grant.until} />
        </span>
      ) : null}
      {review === null ? null : review.outcome === null ? (
        <span className={review.overdue ? styles["late"] : undefined}>
          {t(review.overdue ? "review.overdue" : "review.due")} <Countdown to={review.dueAt} />
        </span>
      ) : (
        <span>{t(`review.${review.outcome}`)}</span>
      )}
    </p>
  );
}

function stateText({ state, grant }: Approval, t: TranslateOf<typeof approvalsTexts>): string {
  return state === "approved" && grant?.open === false ? t("state.over") : t(`state.${state}`);
}

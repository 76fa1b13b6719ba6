// One request: what is asked and why, the record as masked, questions and answers, and the step that its reader takes now.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Answer, At, Fact, Facts, Offence, Page, Panel, useTexts } from "#design/ui";
import type { Approval } from "../contract.ts";
import styles from "./approvals.module.css";
import { approvalsTexts } from "./approvals-texts.ts";
import { Standing } from "./Approvals.tsx";
import { approvalQuery } from "./queries.ts";
import { DecisionForm, EndorsementForm, MessageForm, ReviewForm, WithdrawalForm } from "./step-forms.tsx";
import { Unmasking } from "./Unmasking.tsx";

const here = getRouteApi("/signed-in/approvals/$approvalId");

/** The page at its address; the address names the request, never a person. */
export function ApprovalScreen() {
  const t = useTexts(approvalsTexts);
  const { approvalId } = here.useParams();
  const query = useQuery(approvalQuery(approvalId));
  return (
    <Page
      title={t("one.title")}
      trail={[{ label: t("title"), link: (label) => <Link to="/approvals">{label}</Link> }]}
    >
      <Answer query={query} rows={8}>
        {(approval) => <Shown approval={approval} />}
      </Answer>
    </Page>
  );
}

function Shown({ approval }: { approval: Approval }) {
  const t = useTexts(approvalsTexts);
  const may = new Set(approval.may);
  return (
    <div className={styles["page"]}>
      <Standing approval={approval} />
      {may.has("see") ? <Unmasking approval={approval} /> : null}
      <Asked approval={approval} />
      <Taken approval={approval} />
      {may.has("endorse") ? (
        <Panel title={t("endorse.title")}>
          <EndorsementForm id={approval.id} />
        </Panel>
      ) : null}
      <Messages approval={approval} />
      {may.has("decide") ? (
        <Panel title={t("decide.title")}>
          <DecisionForm approval={approval} />
        </Panel>
      ) : null}
      {may.has("review") ? (
        <Panel title={t("reviewing.title")}>
          <ReviewForm id={approval.id} />
        </Panel>
      ) : null}
      {may.has("withdraw") ? (
        <Panel title={t("withdraw.title")}>
          <WithdrawalForm id={approval.id} />
        </Panel>
      ) : null}
    </div>
  );
}

function Asked({ approval }: { approval: Approval }) {
  const t = useTexts(approvalsTexts);
  const { form, masked, elements, hours, askedBy, askedAt, item, kind } = approval;
  return (
    <Panel title={t(`kind.${kind}`)}>
      <Facts>
        <Fact label={t("field.askedBy")}>
          <bdi>{askedBy.name}</bdi>, <At instant={askedAt} />
        </Fact>
        {masked === null ? null : (
          <Fact label={t("field.record")}>
            <bdi>
              {masked.flight}, {masked.date}, {masked.from}–{masked.to}
            </bdi>{" "}
            [{t("masked.since")} <At instant={masked.maskedAt} day="always" />]
          </Fact>
        )}
        {item.startsWith("person:") ? (
          <Fact label={t("field.person")}>
            <Link to="/p/$personKey" params={{ personKey: item.slice("person:".length) }}>
              {t("field.person.open")}
            </Link>
          </Fact>
        ) : null}
        <Fact label={t("field.elements")}>
          {elements.map((element) => t.code("element", element)).join(", ")}
        </Fact>
        <Fact label={t("field.hours")}>{hours}</Fact>
        <Fact label={t("field.purpose")}>{t(`purpose.${form.purpose}`)}</Fact>
        {form.offence === null ? null : (
          <Fact label={t("field.offence")}>
            <Offence code={form.offence.code} />, <bdi>{form.offence.article}</bdi> (
            {t("field.years", { years: form.offence.maxPenaltyYears })})
          </Fact>
        )}
        <Fact label={t("field.case")}>
          <bdi>{form.caseReference}</bdi>
        </Fact>
        <Fact label={t("field.legal")}>
          {t.code("basis", form.legalBasis)}: <bdi>{form.legalText}</bdi>
        </Fact>
        <Fact label={t("field.category")}>{t(`category.${form.personCategory}`)}</Fact>
        <Fact label={t("field.protection")}>
          {form.protection.map((flag) => t(`protection.${flag}`)).join(", ")}
        </Fact>
        {texts
          .filter((name) => form[name] !== null)
          .map((name) => (
            <Fact key={name} label={t(`field.${name}`)}>
              <bdi className={styles["said"]}>{form[name]}</bdi>
            </Fact>
          ))}
      </Facts>
    </Panel>
  );
}

const texts = [
  "airLink",
  "grounds",
  "newCircumstances",
  "objectiveEvidence",
  "necessity",
  "urgency",
] as const;

/** Steps already taken: endorsement, decision, review. */
function Taken({ approval: { endorsed, decision, grant, review } }: { approval: Approval }) {
  const t = useTexts(approvalsTexts);
  if (endorsed === null) return null;
  return (
    <Panel title={t("taken.title")}>
      <Facts>
        <Fact label={t("taken.endorsed")}>
          <bdi>{endorsed.by.name}</bdi>, <At instant={endorsed.at} />: <bdi>{endorsed.reason}</bdi>
        </Fact>
        {decision === null ? null : (
          <Fact label={t(decision.approved ? "state.approved" : "state.refused")}>
            <bdi>{decision.by.name}</bdi>, <At instant={decision.at} />, <bdi>{decision.reference}</bdi>:{" "}
            <bdi>{decision.reasons}</bdi>{" "}
            {decision.elements.length === 0
              ? null
              : `(${decision.elements.map((element) => t.code("element", element)).join(", ")})`}
          </Fact>
        )}
        {grant === null ? null : (
          <Fact label={t("taken.until")}>
            <At instant={grant.until} day="always" seconds /> · {t("taken.views", { count: grant.views })}
          </Fact>
        )}
        {review === null ? null : (
          <Fact label={t("taken.officer")}>
            <At instant={review.toldAt} day="always" />
            {review.outcome === null || review.by === null ? null : (
              <>
                {" · "}
                {t(`review.${review.outcome}`)}, <bdi>{review.by.name}</bdi>: <bdi>{review.opinion}</bdi>
              </>
            )}
            {review.reportedAt === null ? null : (
              <>
                {" · "}
                {t("review.reported")} <At instant={review.reportedAt} day="always" />
              </>
            )}
          </Fact>
        )}
      </Facts>
    </Panel>
  );
}

function Messages({ approval }: { approval: Approval }) {
  const t = useTexts(approvalsTexts);
  const mayWrite = approval.may.includes("write");
  if (approval.messages.length === 0 && !mayWrite) return null;
  return (
    <Panel title={t("messages.title")}>
      <ol className={styles["messages"]}>
        {approval.messages.map(({ at, side, by, text }) => (
          <li key={`${at} ${by.id} ${text}`} data-side={side}>
            <span className={styles["dim"]}>
              {t(`side.${side}`)}, <bdi>{by.name}</bdi>, <At instant={at} />
            </span>
            <bdi className={styles["said"]}>{text}</bdi>
          </li>
        ))}
      </ol>
      {mayWrite ? <MessageForm id={approval.id} /> : null}
    </Panel>
  );
}

// One request: what is asked, where it stands, whom the search found, what leaves, and what is to be done next.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import {
  Answer,
  At,
  Code,
  Countdown,
  Fact,
  Facts,
  Offence,
  Page,
  Panel,
  PurposeGate,
  useGroundOf,
  useMay,
  usePurpose,
  useTexts,
} from "#design/ui";
import type { RequestDetail } from "../contract.ts";
import { disclosureTexts } from "./disclosure-texts.ts";
import styles from "./disclosures.module.css";
import { PackageList } from "./PackageList.tsx";
import { requestQuery } from "./queries.ts";
import { RequestActs } from "./RequestActs.tsx";
import { RequestTypeName } from "./RequestTypeName.tsx";

const here = getRouteApi("/signed-in/q/$requestId");

export function RequestFileScreen() {
  const t = useTexts(disclosureTexts);
  const { requestId } = here.useParams();
  const { purpose } = usePurpose();
  const query = useQuery(requestQuery(requestId, purpose));
  const row = query.data?.request;
  // Who goes on to a person whom the search found does so on the ground of this request, and no other.
  useGroundOf(`request:${requestId}`, query.data?.found.map(({ key }) => key) ?? []);
  return (
    <Page
      prints={row !== undefined}
      title={row?.reference ?? t("requests.title")}
      trail={[{ label: t("requests.title"), link: (label) => <Link to="/requests">{label}</Link> }]}
      facts={
        row === undefined ? undefined : (
          <>
            <strong>{t(`state.${row.state}`)}</strong>
            <RequestTypeName code={row.type} />
            <bdi>{row.authority.name}</bdi>
            {row.urgent ? <strong>{t("urgent")}</strong> : null}
            {row.clock === null ? null : (
              <span>
                {t.code("clock", row.clock.kind)} <Countdown to={row.clock.dueAt} />
              </span>
            )}
          </>
        )
      }
    >
      <PurposeGate>
        {() => (
          <Answer query={query} rows={10}>
            {(detail) => (
              <div className={styles["columns"]}>
                <Panel title={t("request.next")}>
                  <OutsideLink detail={detail} />
                  <RequestActs detail={detail} />
                </Panel>
                <Asked detail={detail} />
                <Found detail={detail} />
                <Panel title={t("request.packages")} aside={detail.packages.length}>
                  <PackageList packages={detail.packages} />
                </Panel>
                <Steps detail={detail} />
              </div>
            )}
          </Answer>
        )}
      </PurposeGate>
    </Page>
  );
}

/** To what the body outside was asked, for who may read it. */
function OutsideLink({ detail: { approvalId, approval } }: { detail: RequestDetail }) {
  const t = useTexts(disclosureTexts);
  const may = useMay("view-approvals");
  return approvalId === null || !may ? null : (
    <p className={styles["line"]}>
      <Link to="/approvals/$approvalId" params={{ approvalId }}>
        {t("outside.read")}
      </Link>
      <span>{t(`outside.${approval}`)}</span>
    </p>
  );
}

function Asked({ detail }: { detail: RequestDetail }) {
  const t = useTexts(disclosureTexts);
  const { fields } = detail;
  return (
    <Panel title={t("request.asks")}>
      <Facts>
        <Fact label={t("form.officer")}>
          <bdi>
            {[fields.requester?.officer, fields.requester?.contact, fields.requester?.supervisor]
              .filter((part) => part !== undefined)
              .join(" · ")}
          </bdi>
        </Fact>
        <Fact label={t("column.purpose")}>
          {fields.purpose === undefined ? null : t.code("purpose", fields.purpose)}{" "}
          <Offence code={fields.offence?.code} /> <bdi>{fields.offence?.article}</bdi>
        </Fact>
        <Fact label={t("form.basis")}>
          {fields.legalBasis === undefined ? null : t.code("basis", fields.legalBasis.code)}{" "}
          <bdi>{fields.legalBasis?.text}</bdi>
        </Fact>
        <Fact label={t("form.caseReference")}>{fields.caseReference}</Fact>
        <Fact label={t("form.grounds")}>
          <bdi className={styles["words"]}>{fields.grounds}</bdi>
        </Fact>
        <Fact label={t("form.airLink")}>
          <bdi>{fields.airLink?.text}</bdi>
        </Fact>
        {fields.newCircumstances === undefined ? null : (
          <Fact label={t("form.newCircumstances")}>
            <bdi>{fields.newCircumstances}</bdi>
          </Fact>
        )}
        {fields.objectiveEvidence === undefined ? null : (
          <Fact label={t("form.objectiveEvidence")}>
            <bdi>{fields.objectiveEvidence}</bdi>
          </Fact>
        )}
        {(fields.subjects ?? []).map((subject) => (
          <Fact key={JSON.stringify(subject)} label={t("act.category")}>
            <bdi>
              {[
                subject.name === undefined ? undefined : `${subject.name.surname} ${subject.name.given}`,
                subject.birthDate,
                subject.document,
                subject.locator,
                subject.phone,
                subject.email,
                subject.flight?.designator,
              ]
                .filter((part) => part !== undefined)
                .join(" · ")}
            </bdi>
          </Fact>
        ))}
        <Fact label={t("form.from")}>
          {[fields.window?.from, fields.window?.until].filter((part) => part !== undefined).join(" – ")}
        </Fact>
        <Fact label={t("act.elements")}>
          {(fields.elements ?? []).map((element) => t(`element.${element}`)).join(", ")}
        </Fact>
        {detail.request.needsApproval ? (
          <Fact label={t("request.outside")}>
            {t("outside.needed")}: {t(`outside.${detail.approval}`)}
          </Fact>
        ) : null}
        {detail.legal === null ? null : (
          <Fact label={t("act.law")}>
            {t(detail.legal.lawful ? "act.lawful.yes" : "act.lawful.no")}, <bdi>{detail.legal.by.name}</bdi>:{" "}
            <bdi>{detail.legal.reason}</bdi>
          </Fact>
        )}
        {detail.refusal === null ? null : (
          <Fact label={t("act.code")}>
            <Code>{detail.refusal.code}</Code> <bdi>{detail.refusal.reason}</bdi>
          </Fact>
        )}
        {detail.said === null ? null : (
          <Fact label={t("own.answer")}>{t("request.told", { said: t.code("result", detail.said) })}</Fact>
        )}
        {detail.owed.length === 0 ? null : (
          <Fact label={t("urgent")}>{t("request.owed", { fields: detail.owed.join(", ") })}</Fact>
        )}
        {detail.earlier.length === 0 ? null : (
          <Fact label={t("request.earlier")}>
            <span className={styles["line"]}>
              {detail.earlier.map((each) => (
                <Link key={each.id} to="/q/$requestId" params={{ requestId: each.id }}>
                  <Code>{each.reference}</Code>
                </Link>
              ))}
            </span>
          </Fact>
        )}
      </Facts>
    </Panel>
  );
}

function Found({ detail }: { detail: RequestDetail }) {
  const t = useTexts(disclosureTexts);
  if (detail.searches.length === 0) return null;
  const tooMany = detail.searches.some(({ refused }) => refused !== null);
  return (
    <Panel title={t("request.found")} aside={detail.found.length}>
      {detail.found.length === 0 ? (
        <p>{t(tooMany ? "request.found.toomany" : "request.found.none")}</p>
      ) : null}
      <ul className={styles["list"]}>
        {detail.found.map((person) => (
          <li key={person.key} className={styles["line"]}>
            <Link to="/p/$personKey" params={{ personKey: person.key }}>
              <bdi>
                {person.surname} {person.given}
              </bdi>
            </Link>
            <span>{person.birthDate}</span>
            <Code>{person.document ?? ""}</Code>
            <Code
              dim
            >{`${person.flight.designator} ${person.flight.origin}-${person.flight.destination}`}</Code>
            <span>{person.flight.date}</span>
            {person.reviewed === null ? null : <strong>{t(`review.${person.reviewed}`)}</strong>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Steps({ detail }: { detail: RequestDetail }) {
  const t = useTexts(disclosureTexts);
  return (
    <Panel title={t("request.steps")} aside={detail.steps.length}>
      <ol className={styles["list"]}>
        {detail.steps.map((step) => (
          <li key={`${step.at} ${step.to}`} className={styles["line"]}>
            <strong>{t.code("state", step.to)}</strong>
            <bdi>{step.by.name}</bdi>
            <Code dim>{step.role}</Code>
            <At instant={step.at} />
            <bdi>{step.reason}</bdi>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

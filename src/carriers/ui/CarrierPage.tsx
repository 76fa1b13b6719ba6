// One carrier: how well it delivers, how it is connected, what is agreed with it.
import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import type { CarrierRow } from "../contract.ts";
import {
  Answer,
  Code,
  Country,
  Fact,
  Facts,
  Notice,
  Page,
  problemText,
  say,
  TabBar,
  useDesignTexts,
  useMay,
  useTexts,
} from "#design/ui";
import { AgreementPart } from "./Agreement.tsx";
import { ExpiryWord, StandingWord } from "./carrier-parts.tsx";
import { carrierTexts } from "./carrier-texts.ts";
import styles from "./carriers.module.css";
import { Confirming } from "./Confirming.tsx";
import { Connections } from "./Connections.tsx";
import { expiringSoon, inUse } from "./credentials.ts";
import { PushPlanPart } from "./PushPlan.tsx";
import { registerQuery, suspendCarrier } from "./queries.ts";

const here = getRouteApi("/signed-in/carrier/$carrierId");

/** What other slices show of a carrier, by the tab it stands under. */
export type CarrierParts = {
  readonly quality: (carrierId: string) => ReactNode;
  readonly evidence: (carrierId: string) => ReactNode;
  readonly conformance: (carrierId: string) => ReactNode;
};

/** The carrier at its address. */
export function CarrierScreen({ parts }: { parts: CarrierParts }) {
  const t = useTexts(carrierTexts);
  const { carrierId } = here.useParams();
  const query = useQuery(registerQuery);
  const carrier = query.data?.carriers.find(({ id }) => id === carrierId);
  return (
    <Page
      title={carrier?.name ?? t("carrier.title")}
      heading={
        carrier === undefined ? undefined : (
          <>
            <bdi>{carrier.name}</bdi> <Code dim>{carrier.code}</Code>
          </>
        )
      }
      trail={[{ label: t("register.title"), link: (label) => <Link to="/carriers">{label}</Link> }]}
      facts={
        carrier === undefined ? undefined : (
          <>
            <StandingWord suspendedAt={carrier.suspendedAt} />
            {expiringSoon(carrier.credentials) === null && inUse(carrier.credentials).length > 0 ? null : (
              <span>
                {t("column.expiry")} <ExpiryWord credentials={carrier.credentials} />
              </span>
            )}
          </>
        )
      }
      actions={carrier === undefined ? undefined : <Suspension carrier={carrier} />}
      prints
    >
      <Answer query={query}>
        {() =>
          carrier === undefined ? (
            <Notice title={t("carrier.none.title")}>{t("carrier.none.text")}</Notice>
          ) : (
            <Parts carrier={carrier} parts={parts} />
          )
        }
      </Answer>
    </Page>
  );
}

function Suspension({ carrier }: { carrier: CarrierRow }) {
  const t = useTexts(carrierTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const mayManage = useMay("manage-carriers");
  const suspended = carrier.suspendedAt !== null;
  const [asked, setAsked] = useState(false);
  const word = suspended ? "resume" : "suspend";
  if (!mayManage) return null;
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setAsked(true)}>
        {t(`carrier.${word}`)}
      </Button>
      {asked ? (
        <Confirming
          title={t(`carrier.${word}`)}
          act={t(`carrier.${word}`)}
          leave={t("leave")}
          takesAway={!suspended}
          onAct={async () => {
            await suspendCarrier(carrier.id, !suspended);
            await queries.invalidateQueries({ queryKey: ["carriers"] });
            say(t(suspended ? "carrier.resumed" : "carrier.suspended"));
          }}
          onClose={() => setAsked(false)}
          sayProblem={(problem) => problemText(problem, t, common)}
        >
          <p>{t(`carrier.${word}.text`)}</p>
        </Confirming>
      ) : null}
    </>
  );
}

function Parts({ carrier, parts }: { carrier: CarrierRow; parts: CarrierParts }) {
  const t = useTexts(carrierTexts);
  const { part = "quality" } = here.useSearch();
  const navigate = useNavigate({ from: "/carrier/$carrierId" });
  return (
    <TabBar
      label={t("carrier.tabs")}
      chosen={part}
      onChoose={(next) => void navigate({ search: next === "quality" ? {} : { part: next }, replace: true })}
      tabs={[
        { id: "quality", label: t("carrier.tab.quality"), content: parts.quality(carrier.id) },
        {
          id: "connections",
          label: t("carrier.tab.connections"),
          content: (
            <div className={styles["part"]}>
              <Identity carrier={carrier} />
              <Connections carrier={carrier} />
            </div>
          ),
        },
        {
          id: "agreement",
          label: t("carrier.tab.agreement"),
          content: (
            <div className={styles["part"]}>
              <PushPlanPart carrier={carrier} />
              <AgreementPart carrierId={carrier.id} />
            </div>
          ),
        },
        { id: "conformance", label: t("carrier.tab.conformance"), content: parts.conformance(carrier.id) },
        { id: "evidence", label: t("carrier.tab.evidence"), content: parts.evidence(carrier.id) },
      ]}
    />
  );
}

function Identity({ carrier }: { carrier: CarrierRow }) {
  const t = useTexts(carrierTexts);
  return (
    <Facts>
      <Fact label={t("column.country")}>
        <Country code={carrier.country} named />
      </Fact>
      <Fact label={t("form.senders")}>
        {carrier.senderIds.length === 0 ? t("senders.any") : <Code>{carrier.senderIds.join(", ")}</Code>}
      </Fact>
      <Fact label={t("form.partners")}>
        <Code>{carrier.fliesAs.join(", ")}</Code>
      </Fact>
    </Facts>
  );
}

// What a carrier owes of each flight and when: the plan in force in words, and changing it.
import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { AgreementRow, CarrierRow, PushPlan } from "../contract.ts";
import {
  Answer,
  At,
  Panel,
  problemText,
  say,
  useDesignTexts,
  useMay,
  useTexts,
  type TranslateOf,
} from "#design/ui";
import { AgreementContent } from "./AgreementContent.tsx";
import { carrierTexts } from "./carrier-texts.ts";
import styles from "./carriers.module.css";
import { Confirming } from "./Confirming.tsx";
import { inOrderOfTime, spanOfMinutes } from "./push-plan-draft.ts";
import { PushPlanForm } from "./PushPlanForm.tsx";
import { agreementsQuery, pushPlanQuery, registerQuery, setPushPlan } from "./queries.ts";

export function PushPlanPart({ carrier }: { carrier: CarrierRow }) {
  const t = useTexts(carrierTexts);
  const query = useQuery(pushPlanQuery(carrier.code));
  return (
    <Panel title={t("pushes.title")}>
      <Answer query={query} rows={4}>
        {(plan) => <Plan carrier={carrier} plan={plan} />}
      </Answer>
    </Panel>
  );
}

function Plan({ carrier, plan }: { carrier: CarrierRow; plan: PushPlan }) {
  const t = useTexts(carrierTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const mayManage = useMay("manage-schedules");
  const [open, setOpen] = useState<"form" | "usual" | null>(null);
  const close = () => setOpen(null);
  const own = plan.own ? t("pushes.own") : t("pushes.usual", { profile: plan.profile });
  return (
    <>
      <p className={styles["dim"]}>{own}</p>
      {open === "form" ? (
        <PushPlanForm code={carrier.code} plan={plan} onDone={close} />
      ) : (
        <>
          <PushTable pushes={plan.pushes} />
          {mayManage ? (
            <div className={styles["buttons"]}>
              <Button variant="default" onClick={() => setOpen("form")}>
                {t("pushes.change")}
              </Button>
              {plan.own ? (
                <Button variant="default" onClick={() => setOpen("usual")}>
                  {t("pushes.toUsual")}
                </Button>
              ) : null}
            </div>
          ) : null}
        </>
      )}
      {open === "usual" ? (
        <Confirming
          title={t("pushes.toUsual")}
          act={t("pushes.toUsual.act")}
          leave={t("leave")}
          takesAway={false}
          onAct={async () => {
            await setPushPlan(carrier.code, null);
            await queries.invalidateQueries({ queryKey: pushPlanQuery(carrier.code).queryKey });
            say(t("pushes.done"));
          }}
          onClose={close}
          sayProblem={(problem) => problemText(problem, t, common)}
        >
          <p>{t("pushes.toUsual.text", { profile: plan.profile })}</p>
          <PushTable pushes={plan.usual} />
          <p className={styles["dim"]}>{t("pushes.from")}</p>
        </Confirming>
      ) : null}
    </>
  );
}

/** The plan and the agreement in force, in words: for a report. */
export function AgreedPart({ carrierId }: { carrierId: string }) {
  const register = useQuery(registerQuery);
  const agreements = useQuery(agreementsQuery(carrierId));
  return (
    <Answer query={register} rows={3}>
      {({ carriers }) => {
        const carrier = carriers.find(({ id }) => id === carrierId);
        return carrier === undefined ? null : (
          <>
            <OwedPushes code={carrier.code} />
            <Answer query={agreements} rows={1}>
              {({ versions }) => <InForce version={versions.find(({ state }) => state === "in-force")} />}
            </Answer>
          </>
        );
      }}
    </Answer>
  );
}

function OwedPushes({ code }: { code: string }) {
  const t = useTexts(carrierTexts);
  const query = useQuery(pushPlanQuery(code));
  return (
    <Answer query={query} rows={3}>
      {(plan) => (
        <>
          <p>{plan.own ? t("pushes.own") : t("pushes.usual", { profile: plan.profile })}</p>
          <PushTable pushes={plan.pushes} />
        </>
      )}
    </Answer>
  );
}

function InForce({ version }: { version: AgreementRow | undefined }) {
  const t = useTexts(carrierTexts);
  if (version === undefined) return <p>{t("agreement.none.carrier")}</p>;
  return (
    <>
      <p>
        {t("agreement.inForce")}: <At instant={version.decidedAt ?? version.proposedAt} day="always" />
      </p>
      <AgreementContent content={version.content} />
    </>
  );
}

function PushTable({ pushes }: { pushes: PushPlan["pushes"] }) {
  const t = useTexts(carrierTexts);
  return (
    <table className={styles["table"]}>
      <caption className="spoken">{t("pushes.title")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("pushes.kind")}</th>
          <th scope="col">{t("pushes.opens")}</th>
          <th scope="col">{t("pushes.due")}</th>
        </tr>
      </thead>
      <tbody>
        {inOrderOfTime(pushes).map(({ kind, opens, due }) => (
          <tr key={`${kind} ${opens} ${due}`}>
            <th scope="row">{t(`pushes.kind.${kind}`)}</th>
            <td>{momentText(opens, t)}</td>
            <td>{momentText(due, t)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** `24 h before departure`, `15 min after departure`, `at departure`. */
function momentText(minutes: number, t: TranslateOf<typeof carrierTexts>): string {
  if (minutes === 0) return t("pushes.at");
  const far = Math.abs(minutes);
  const span =
    far < 60 ? t("pushes.minutes", { span: far }) : t("pushes.hours", { span: spanOfMinutes(far) });
  return t(minutes < 0 ? "pushes.before" : "pushes.after", { span });
}

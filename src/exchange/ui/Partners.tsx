// Who is a partner: proposed with address, agreement and assessment by one person, admitted by another.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useId } from "react";
import {
  Answer,
  At,
  Code,
  Fact,
  Facts,
  Notice,
  Panel,
  serverNow,
  TextForm,
  useMay,
  useMe,
  useTexts,
} from "#design/ui";
import { adapterNames, type Partners } from "../contract.ts";
import { exchangeTexts } from "./exchange-texts.ts";
import styles from "./exchange.module.css";
import { ActForm, textOf, type Field } from "./parts.tsx";
import { act, partnersQuery, registerQuery } from "./queries.ts";

type Partner = Partners["partners"][number];

export function PartnerPanel() {
  const t = useTexts(exchangeTexts);
  const query = useQuery(partnersQuery);
  const mayPropose = useMay("propose-partner");
  return (
    <Panel title={t("partners")} aside={query.data?.partners.filter(({ usable }) => usable).length ?? 0}>
      <Answer query={query} rows={3}>
        {({ own, partners }) => (
          <div className={styles["columns"]}>
            <Facts>
              <Fact label={t("own.print")}>
                <Code>{own.print}</Code>
              </Fact>
            </Facts>
            <details>
              <summary>{t("own.keys")}</summary>
              <p className={styles["words"]}>
                <Code>{JSON.stringify(own.signing)}</Code>
              </p>
              <p className={styles["words"]}>
                <Code>{JSON.stringify(own.encryption)}</Code>
              </p>
            </details>
            {partners.length === 0 ? (
              <Notice icon="carriers" title={t("partners.none")}>
                {t("partners.none.text")}
              </Notice>
            ) : null}
            {partners.map((partner) => (
              <Entry key={`${partner.id} ${partner.version}`} partner={partner} />
            ))}
            {mayPropose ? <Proposal /> : null}
          </div>
        )}
      </Answer>
    </Panel>
  );
}

function Entry({ partner }: { partner: Partner }) {
  const t = useTexts(exchangeTexts);
  const title = useId();
  const queries = useQueryClient();
  const mine = useMe() === partner.proposedBy.id;
  const mayDecide = useMay("decide-partner");
  const mayEnd = useMay("end-authority");
  const mayEnter = useMay("propose-authority");
  const { id, version, state } = partner;
  const send = async (path: string, body: object): Promise<void> => {
    queries.setQueryData(partnersQuery.queryKey, await act<Partners>(`partners/${id}/${path}`, body));
  };
  const form = (submit: string, path: string, over: object, danger: boolean) => (
    <TextForm
      label={t("partner.reason")}
      submit={submit}
      danger={danger}
      lacking={t("partner.reason")}
      maxLength={2000}
      rows={1}
      onSubmit={(reason) => send(path, { ...over, reason })}
    />
  );
  return (
    <section className={styles["item"]} aria-labelledby={title}>
      <span className={styles["line"]} id={title}>
        <strong>
          <bdi>{partner.name}</bdi>
        </strong>
        <Code dim>{partner.country}</Code>
        <span>{t(`partner.state.${state === "in-force" && !partner.usable ? "unusable" : state}`)}</span>
      </span>
      <Facts>
        <Fact label={t("partner.address")}>
          <Code>{partner.address}</Code>
        </Fact>
        <Fact label={t("partner.agreement")}>
          <bdi>{partner.agreement}</bdi>
        </Fact>
        <Fact label={t("partner.keepDays")}>{partner.keepDays}</Fact>
        <Fact label={t("partner.assessment")}>
          <bdi className={styles["words"]}>{partner.assessment}</bdi>
        </Fact>
        <Fact label={t("partner.assessedUntil")}>{partner.assessedUntil}</Fact>
        <Fact label={t("partner.adapter")}>{t(`partner.adapter.${partner.adapter}`)}</Fact>
        {partner.certificate === null ? null : (
          <Fact label={t("partner.certificate")}>
            <Code>{partner.certificate}</Code>
          </Fact>
        )}
        {partner.callerCertificate === null ? null : (
          <Fact label={t("partner.callerCertificate")}>
            <Code>{partner.callerCertificate}</Code>
          </Fact>
        )}
        {partner.authorityPrint === null ? null : (
          <>
            <Fact label={t("partner.authority.print")}>
              <Code>{partner.authorityPrint}</Code>
            </Fact>
            <Fact label={t("partner.callerName")}>
              <Code>{partner.callerName}</Code>
            </Fact>
          </>
        )}
        <Keys partner={partner} />
        {partner.withdrawn.map(({ certificate, by, at, reason }) => (
          <Fact key={certificate} label={t("partner.withdrawn")}>
            <Code>{certificate}</Code> <At instant={at} day="always" />, <bdi>{by.name}</bdi>:{" "}
            <bdi>{reason}</bdi>
          </Fact>
        ))}
        {partner.line === null ? null : <LineState line={partner.line} />}
        {partner.print === null ? null : (
          <Fact label={t("partner.print")}>
            <Code>{partner.print}</Code>
          </Fact>
        )}
      </Facts>
      {state === "proposed" && mayDecide && !mine ? (
        <>
          {form(t("partner.admit"), "decision", { version, inForce: true }, false)}
          {form(t("partner.refuse"), "decision", { version, inForce: false }, true)}
        </>
      ) : null}
      {partner.announcedKey !== null && partner.announcedKey.acceptedAt === null && mayEnter ? (
        <details open>
          <summary>{t("partner.newKey.propose")}</summary>
          {form(t("partner.newKey.propose"), "announced-key", { print: partner.announcedKey.print }, false)}
        </details>
      ) : null}
      {state === "in-force" && mayEnd ? (
        <>
          {partner.adapter === "unit" ? (
            <details>
              <summary>{t("partner.withdraw")}</summary>
              <ActForm
                fields={[
                  { name: "certificate", label: t("partner.withdraw.certificate"), kind: "line" },
                  { name: "reason", label: t("partner.reason"), kind: "line" },
                ]}
                submit={t("partner.withdraw")}
                onSubmit={(values) =>
                  send("withdrawal", {
                    certificate: printIn(values, "certificate"),
                    reason: textOf(values, "reason"),
                  })
                }
              />
            </details>
          ) : null}
          <details>
            <summary>{t("partner.end")}</summary>
            {form(t("partner.end"), "ending", {}, true)}
          </details>
        </>
      ) : null}
    </section>
  );
}

/** Keys that take the place of others: the partner's that it announced, and this unit's that the partner was told of. */
function Keys({ partner: { announcedKey, ownKey } }: { partner: Partner }) {
  const t = useTexts(exchangeTexts);
  const isNear = ownKey !== null && Date.parse(ownKey.oldUntil) - serverNow() <= aheadMs;
  return (
    <>
      {announcedKey === null ? null : (
        <Fact label={t("partner.newKey")}>
          <Code>{announcedKey.print}</Code>{" "}
          {announcedKey.acceptedAt === null ? (
            <strong>
              {t("partner.newKey.waits")} <At instant={announcedKey.oldUntil} day="always" />
            </strong>
          ) : (
            <>
              {t("partner.newKey.accepted")} <At instant={announcedKey.acceptedAt} day="always" />
            </>
          )}
        </Fact>
      )}
      {ownKey === null ? null : (
        <Fact label={t("partner.ownKey")}>
          {ownKey.acceptedAt === null ? (
            <span className={isNear ? styles["attention"] : undefined}>
              {t(ownKey.delivered ? "partner.ownKey.delivered" : "partner.ownKey.told")}{" "}
              <strong>{t("partner.ownKey.waits")}</strong> <At instant={ownKey.oldUntil} day="always" />
            </span>
          ) : (
            <>
              {t("partner.newKey.accepted")} <At instant={ownKey.acceptedAt} day="always" />
            </>
          )}
        </Fact>
      )}
    </>
  );
}
/** From here on it is told with more weight: the officer is told each day as well. */
const aheadMs = 7 * 86_400_000;

function LineState({ line }: { line: NonNullable<Partner["line"]> }) {
  const t = useTexts(exchangeTexts);
  return (
    <Fact label={t("partner.line")}>
      {line.restsUntil === null ? null : (
        <strong>
          {t("partner.line.rests", { count: line.failures })} <At instant={line.restsUntil} />{" "}
        </strong>
      )}
      {line.answeredAt === null ? null : (
        <>
          {t("partner.line.answered")} <At instant={line.answeredAt} day="always" />{" "}
        </>
      )}
      {line.problem === null ? null : <Code dim>{line.problem}</Code>}
    </Fact>
  );
}

/** A fingerprint as the wire has it, however it was written. */
const printIn = (values: Parameters<typeof textOf>[0], name: string): string =>
  textOf(values, name).replaceAll(/[:\s]/g, "").toLowerCase();

/** Which kinds of authority each adapter serves. */
const served: readonly string[] = ["partner-unit", "ncb", "europol", "third-country"];

function Proposal() {
  const t = useTexts(exchangeTexts);
  const queries = useQueryClient();
  const register = useQuery(registerQuery).data?.authorities ?? [];
  const units = register.filter(({ kind, usable }) => served.includes(kind) && usable);
  const fields: readonly Field[] = [
    {
      name: "authorityId",
      label: t("partner.unit"),
      kind: "choice",
      options:
        units.length === 0
          ? [{ value: "", label: t("nobody") }]
          : units.map(({ id, name }) => ({ value: id, label: name })),
    },
    {
      name: "adapter",
      label: t("partner.adapter"),
      kind: "choice",
      options: adapterNames.map((value) => ({ value, label: t(`partner.adapter.${value}`) })),
      first: "unit",
    },
    { name: "address", label: t("partner.address"), kind: "line" },
    { name: "certificate", label: t("partner.certificate"), kind: "line", optional: true },
    { name: "callerCertificate", label: t("partner.callerCertificate"), kind: "line", optional: true },
    { name: "certificateAuthority", label: t("partner.authority"), kind: "area", optional: true },
    { name: "callerName", label: t("partner.callerName"), kind: "line", optional: true },
    { name: "agreement", label: t("partner.agreement"), kind: "line" },
    { name: "keepDays", label: t("partner.keepDays"), kind: "number", first: "60" },
    { name: "assessment", label: t("partner.assessment"), kind: "area" },
    { name: "assessedUntil", label: t("partner.assessedUntil"), kind: "day" },
    { name: "reason", label: t("partner.reason"), kind: "line" },
  ];
  return (
    <details>
      <summary>{t("partner.propose")}</summary>
      <ActForm
        fields={fields}
        submit={t("partner.propose")}
        onSubmit={async (values) => {
          const now = await act<Partners>("partners", {
            authorityId: textOf(values, "authorityId"),
            address: textOf(values, "address"),
            adapter: textOf(values, "adapter"),
            certificate: printIn(values, "certificate") || null,
            callerCertificate: printIn(values, "callerCertificate") || null,
            certificateAuthority: textOf(values, "certificateAuthority") || null,
            callerName: textOf(values, "callerName").toLowerCase() || null,
            agreement: textOf(values, "agreement"),
            keepDays: Number(textOf(values, "keepDays")),
            assessment: textOf(values, "assessment"),
            assessedUntil: textOf(values, "assessedUntil"),
            reason: textOf(values, "reason"),
          });
          queries.setQueryData(partnersQuery.queryKey, now);
        }}
      />
    </details>
  );
}

// The register of authorities: who may ask and be told, by which law; entered by one person and brought in force by another.
import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import {
  Answer,
  At,
  Code,
  Dialog,
  Fact,
  Facts,
  Notice,
  Page,
  Panel,
  TextForm,
  useMay,
  useMe,
  useTexts,
  useOffenceNames,
} from "#design/ui";
import {
  authorityKinds,
  channels,
  disclosurePurposes,
  offences,
  services,
  type Authority,
} from "../contract.ts";
import { ActForm, isSet, listOf, textOf, type Field, type Values } from "./ActForm.tsx";
import { disclosureTexts } from "./disclosure-texts.ts";
import styles from "./disclosures.module.css";
import { act, authoritiesQuery } from "./queries.ts";

export function AuthoritiesScreen() {
  const t = useTexts(disclosureTexts);
  const query = useQuery(authoritiesQuery);
  const mayPropose = useMay("propose-authority");
  const [writing, setWriting] = useState<Authority | "new" | null>(null);
  return (
    <Page
      title={t("authorities.title")}
      trail={[{ label: t("requests.title"), link: (label) => <Link to="/requests">{label}</Link> }]}
      actions={
        mayPropose ? (
          <Button size="xs" onClick={() => setWriting("new")}>
            {t("authorities.propose")}
          </Button>
        ) : undefined
      }
    >
      <Answer query={query}>
        {({ authorities }) => (
          <div className={styles["columns"]}>
            {authorities.length === 0 ? (
              <Notice icon="carriers" title={t("authorities.empty")}>
                {t("authorities.caption")}
              </Notice>
            ) : null}
            {authorities.map((row) => (
              <Entry
                key={`${row.id} ${row.version}`}
                row={row}
                onChange={mayPropose ? () => setWriting(row) : undefined}
              />
            ))}
            <Dialog
              title={t("authorities.propose")}
              opened={writing !== null}
              onClose={() => setWriting(null)}
            >
              {writing === null ? null : (
                <AuthorityForm of={writing === "new" ? null : writing} onDone={() => setWriting(null)} />
              )}
            </Dialog>
          </div>
        )}
      </Answer>
    </Page>
  );
}

function Entry({ row, onChange }: { row: Authority; onChange: (() => void) | undefined }) {
  const names = useOffenceNames();
  const t = useTexts(disclosureTexts);
  const queries = useQueryClient();
  const mine = useMe() === row.proposed.by.id;
  const mayDecide = useMay("decide-authority");
  const mayEnd = useMay("end-authority");
  const send = async (path: string, body: object): Promise<void> => {
    queries.setQueryData(authoritiesQuery.queryKey, await act(`/api/authorities/${row.id}/${path}`, body));
  };
  const standing = row.state === "in-force" && !row.usable ? "expired" : row.state;
  return (
    <Panel title={row.name} aside={t(`authority.state.${standing}`)}>
      <Facts>
        <Fact label={t("authority.kind")}>
          {t(`kind.${row.kind}`)}, {t(`service.${row.service}`)}{" "}
          <Code dim>{`${row.code} ${row.country}`}</Code>
        </Fact>
        <Fact label={t("authority.legalAct")}>
          <bdi>{row.legalAct}</bdi>
        </Fact>
        <Fact label={t("authority.purposes")}>
          {row.purposes.map((purpose) => t.code("purpose", purpose)).join(", ")}{" "}
          <span>({row.offences.map((one) => names.get(one) ?? one).join(", ")})</span>
        </Fact>
        <Fact label={t("authority.contact")}>
          <bdi>{row.contact}</bdi> <Code dim>{`${row.language} ${row.channel}`}</Code>
        </Fact>
        <Fact label={t("authority.validUntil")}>
          <At instant={row.validUntil} />
        </Fact>
        {row.comparableProtection === undefined || row.comparableProtection === null ? null : (
          <Fact label={t("authority.protectionGrounds")}>
            <bdi>{row.comparableProtection.grounds}</bdi>
            {". "}
            {t("authority.protectionFound", {
              finder: row.proposed.by.name,
              confirmer: row.decided?.by.name ?? "–",
            })}{" "}
            <bdi>{row.comparableProtection.until}</bdi>
          </Fact>
        )}
      </Facts>
      {row.state === "proposed" && mayDecide && !mine ? (
        <>
          <TextForm
            label={t("act.reason")}
            submit={t("authorities.decide")}
            lacking={t("act.short")}
            maxLength={2000}
            rows={2}
            onSubmit={(reason) => send("decision", { version: row.version, inForce: true, reason })}
          />
          <TextForm
            label={t("act.reason")}
            submit={t("authorities.refuse")}
            danger
            lacking={t("act.short")}
            maxLength={2000}
            rows={2}
            onSubmit={(reason) => send("decision", { version: row.version, inForce: false, reason })}
          />
        </>
      ) : null}
      {row.state === "in-force" && (mayEnd || onChange !== undefined) ? (
        <details>
          <summary>{t("authorities.change")}</summary>
          {onChange === undefined ? null : (
            <Button size="xs" variant="default" onClick={onChange}>
              {t("authorities.change")}
            </Button>
          )}
          {mayEnd ? (
            <TextForm
              label={t("act.reason")}
              submit={t("authorities.end")}
              danger
              lacking={t("act.short")}
              maxLength={2000}
              rows={2}
              onSubmit={(reason) => send("ending", { reason })}
            />
          ) : null}
        </details>
      ) : null}
    </Panel>
  );
}

function AuthorityForm({ of, onDone }: { of: Authority | null; onDone: () => void }) {
  const names = useOffenceNames();
  const t = useTexts(disclosureTexts);
  const queries = useQueryClient();
  const plain = (values: readonly string[]) => values.map((value) => ({ value, label: value }));
  const line = (
    name: "code" | "name" | "country" | "legalAct" | "contact" | "language" | "recallAddress",
  ): Field => ({
    name,
    label: t(`authority.${name}`),
    kind: "line",
    first: of?.[name] ?? "",
    ...(name === "country" || name === "language" ? { optional: true as const } : {}),
  });
  const fields: readonly Field[] = [
    line("code"),
    line("name"),
    {
      name: "kind",
      label: t("authority.kind"),
      kind: "choice",
      options: authorityKinds.map((value) => ({ value, label: t(`kind.${value}`) })),
      first: of?.kind ?? "national",
    },
    {
      name: "service",
      label: t("authority.service"),
      kind: "choice",
      options: services.map((value) => ({ value, label: t(`service.${value}`) })),
      first: of?.service ?? "police",
    },
    line("country"),
    line("legalAct"),
    {
      name: "purposes",
      label: t("authority.purposes"),
      kind: "many",
      options: disclosurePurposes.map((value) => ({ value, label: t(`purpose.${value}`) })),
      first: of?.purposes ?? [],
    },
    {
      name: "offences",
      label: t("authority.offences"),
      kind: "many",
      options: offences.map((value) => ({ value, label: names.get(value) ?? value })),
      first: of?.offences ?? [],
    },
    line("contact"),
    line("language"),
    {
      name: "channel",
      label: t("authority.channel"),
      kind: "choice",
      options: plain(channels),
      first: of?.channel ?? "portal",
    },
    line("recallAddress"),
    {
      name: "encryptionKey",
      label: t("authority.encryptionKey"),
      kind: "area",
      first: of === null ? "" : JSON.stringify(of.encryptionKey),
    },
    {
      name: "signingKey",
      label: t("authority.signingKey"),
      kind: "area",
      first: of === null ? "" : JSON.stringify(of.signingKey),
    },
    {
      name: "validUntil",
      label: t("authority.validUntil"),
      kind: "day",
      first: of?.validUntil.slice(0, 10) ?? "",
    },
    {
      name: "deathPenalty",
      label: t("authority.deathPenalty"),
      kind: "check",
      first: of?.deathPenalty ?? false,
    },
    {
      name: "tortureRisk",
      label: t("authority.tortureRisk"),
      kind: "check",
      first: of?.tortureRisk ?? false,
    },
    {
      name: "protectionGrounds",
      label: t("authority.protectionGrounds"),
      kind: "area",
      optional: true,
      first: of?.comparableProtection?.grounds ?? "",
    },
    {
      name: "protectionUntil",
      label: t("authority.protectionUntil"),
      kind: "day",
      optional: true,
      first: of?.comparableProtection?.until ?? "",
    },
    { name: "reason", label: t("act.reason"), kind: "area" },
  ];
  return (
    <ActForm
      fields={fields}
      submit={t("refer.submit")}
      onSubmit={async (values) => {
        queries.setQueryData(authoritiesQuery.queryKey, await act("/api/authorities", contentOf(values, of)));
        onDone();
      }}
    />
  );
}

/** Keys are pasted as JSON; what cannot be read is left to the server to say so. */
function keyOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function contentOf(values: Values, of: Authority | null): object {
  const text = (name: string) => textOf(values, name);
  const from = of?.validFrom ?? "2020-01-01T00:00:00.000Z";
  const until = text("validUntil") === "" ? "" : `${text("validUntil")}T00:00:00.000Z`;
  return {
    ...(of === null ? {} : { id: of.id }),
    ...Object.fromEntries(
      [
        "code",
        "name",
        "kind",
        "service",
        "country",
        "legalAct",
        "contact",
        "language",
        "channel",
        "recallAddress",
        "reason",
      ].map((name) => [name, text(name)]),
    ),
    purposes: listOf(values, "purposes"),
    offences: listOf(values, "offences"),
    encryptionKey: keyOf(text("encryptionKey")),
    signingKey: keyOf(text("signingKey")),
    keysFrom: of?.keysFrom ?? from,
    keysUntil: until,
    validFrom: from,
    validUntil: until,
    deathPenalty: isSet(values, "deathPenalty"),
    tortureRisk: isSet(values, "tortureRisk"),
    comparableProtection:
      text("protectionGrounds") === ""
        ? null
        : { grounds: text("protectionGrounds"), until: text("protectionUntil") },
  };
}

// A carrier's credentials: issued, bound, running out, taken out of use.
import { Button, Select, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState, type FormEvent } from "react";
import { credentialKinds, type CarrierRow, type CredentialKind } from "../contract.ts";
import {
  CopyButton,
  DataTable,
  Dialog,
  ErrorSummary,
  Icon,
  Notice,
  PartialDate,
  problemAt,
  problemText,
  RefusalNotice,
  say,
  useDesignTexts,
  useMay,
  useSubmitKeys,
  useTexts,
  type Column,
  type FieldProblem,
} from "#design/ui";
import { carrierTexts } from "./carrier-texts.ts";
import styles from "./carriers.module.css";
import { Confirming } from "./Confirming.tsx";
import { inUse, stateOf, type Credential } from "./credentials.ts";
import { issueCredential, revokeCredential } from "./queries.ts";

export function Connections({ carrier }: { carrier: CarrierRow }) {
  const t = useTexts(carrierTexts);
  const mayManage = useMay("manage-carriers");
  const [adding, setAdding] = useState(false);
  const columns: readonly Column<Credential>[] = [
    {
      id: "label",
      header: t("credential.label"),
      names: true,
      sortBy: ({ label }) => label,
      cell: ({ label }) => <bdi>{label}</bdi>,
    },
    { id: "kind", header: t("credential.kind"), width: 200, cell: ({ kind }) => t.code("kind", kind) },
    {
      id: "created",
      header: t("credential.created"),
      width: 170,
      sortBy: ({ createdAt }) => createdAt,
      cell: ({ createdAt }) => <PartialDate value={createdAt.slice(0, 10)} />,
    },
    {
      id: "expires",
      header: t("credential.expires"),
      width: 170,
      sortBy: ({ expiresAt }) => expiresAt,
      cell: ({ expiresAt }) => <PartialDate value={expiresAt?.slice(0, 10) ?? null} />,
    },
    {
      id: "state",
      header: t("credential.state"),
      width: 250,
      cell: (credential) => <State carrier={carrier} credential={credential} />,
    },
  ];
  return (
    <DataTable
      caption={t("credential.caption")}
      columns={columns}
      rows={carrier.credentials}
      rowKey={({ id }) => id}
      bar={
        mayManage ? (
          <>
            <Button size="xs" leftSection={<Icon name="add" size={14} />} onClick={() => setAdding(true)}>
              {t("credential.add")}
            </Button>
            <Dialog title={t("credential.add")} opened={adding} onClose={() => setAdding(false)}>
              <CredentialForm carrier={carrier} onDone={() => setAdding(false)} />
            </Dialog>
          </>
        ) : undefined
      }
      empty={<Notice title={t("credential.empty.title")}>{t("credential.empty.text")}</Notice>}
    />
  );
}

function State({ carrier, credential }: { carrier: CarrierRow; credential: Credential }) {
  const t = useTexts(carrierTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const mayManage = useMay("manage-carriers");
  const state = stateOf(credential);
  const [asked, setAsked] = useState(false);
  return (
    <span className={styles["credentialState"]} data-state={state}>
      {t(`credential.state.${state}`)}
      {state === "in-use" && mayManage ? (
        <Button size="compact-xs" variant="default" onClick={() => setAsked(true)}>
          {t("credential.revoke")}
          <span className="spoken"> {credential.label}</span>
        </Button>
      ) : null}
      {asked ? (
        <Confirming
          title={t("credential.revoke.of", { label: credential.label })}
          act={t("credential.revoke")}
          leave={t("leave")}
          onAct={async () => {
            await revokeCredential(carrier.id, credential.id);
            await queries.invalidateQueries({ queryKey: ["carriers"] });
            say(t("credential.revoked.done"));
          }}
          onClose={() => setAsked(false)}
          sayProblem={(problem) => problemText(problem, t, common)}
        >
          <p>{t("credential.revoke.text", { kind: t.code("kind", credential.kind) })}</p>
          {inUse(carrier.credentials).length === 1 ? (
            <p>
              <strong>{t("credential.revoke.last")}</strong>
            </p>
          ) : null}
        </Confirming>
      ) : null}
    </span>
  );
}

/** A token is shown once, and only here. */
function CredentialForm({ carrier, onDone }: { carrier: CarrierRow; onDone: () => void }) {
  const t = useTexts(carrierTexts);
  const common = useDesignTexts();
  const queries = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  useSubmitKeys(form);
  const [kind, setKind] = useState<CredentialKind>("http-token");
  const [identity, setIdentity] = useState("");
  const [label, setLabel] = useState("");
  const [days, setDays] = useState("365");
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [attempt, setAttempt] = useState(0);
  const issuing = useMutation({
    mutationFn: () =>
      issueCredential(carrier.id, {
        kind,
        label: label.trim(),
        ...(kind === "http-token" ? {} : { identity: identity.trim() }),
        ...(days.trim() === "" ? {} : { days: Number(days) }),
      }),
    onSuccess: async ({ token }) => {
      await queries.invalidateQueries({ queryKey: ["carriers"] });
      if (token !== null) return;
      onDone();
      say(t("credential.bound.done"));
    },
  });
  const token = issuing.data?.token ?? null;
  if (token !== null) return <Token token={token} onDone={onDone} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (issuing.isPending) return;
    const found = [
      ...(kind !== "http-token" && identity.trim() === ""
        ? [{ field: "credential-identity", text: t("credential.identity.missing") }]
        : []),
      ...(label.trim() === "" ? [{ field: "credential-label", text: t("credential.label.missing") }] : []),
      ...(days.trim() === "" || /^[1-9]\d{0,3}$/.test(days.trim())
        ? []
        : [{ field: "credential-days", text: t("credential.days.wrong") }]),
    ];
    setProblems(found);
    if (found.length > 0) setAttempt((before) => before + 1);
    else issuing.mutate();
  };
  return (
    <form ref={form} className={styles["form"]} noValidate onSubmit={submit}>
      <ErrorSummary problems={problems} attempt={attempt} />
      {issuing.error === null ? null : (
        <RefusalNotice problem={issuing.error} say={(problem) => problemText(problem, t, common)} />
      )}
      <Select
        label={t("credential.kind")}
        allowDeselect={false}
        value={kind}
        data={credentialKinds.map((value) => ({ value, label: t.code("kind", value) }))}
        onChange={(value) => setKind(credentialKinds.find((one) => one === value) ?? "http-token")}
      />
      {kind === "http-token" ? null : (
        <Textarea
          id="credential-identity"
          label={t("credential.identity")}
          description={t.code("identity.hint", kind)}
          rows={kind === "signing-key" || kind === "ssh-key" ? 4 : 1}
          maxLength={4_000}
          value={identity}
          error={problemAt(problems, "credential-identity")}
          onChange={(event) => setIdentity(event.currentTarget.value)}
        />
      )}
      <TextInput
        id="credential-label"
        label={t("credential.label")}
        description={t("credential.label.hint")}
        maxLength={100}
        value={label}
        error={problemAt(problems, "credential-label")}
        onChange={(event) => setLabel(event.currentTarget.value)}
      />
      <TextInput
        id="credential-days"
        label={t("credential.days")}
        description={t("credential.days.hint")}
        inputMode="numeric"
        maxLength={4}
        value={days}
        error={problemAt(problems, "credential-days")}
        onChange={(event) => setDays(event.currentTarget.value)}
      />
      <div className={styles["buttons"]}>
        <Button type="submit" loading={issuing.isPending}>
          {t(kind === "http-token" ? "credential.issue" : "credential.bind")}
        </Button>
      </div>
    </form>
  );
}

function Token({ token, onDone }: { token: string; onDone: () => void }) {
  const t = useTexts(carrierTexts);
  return (
    <div className={styles["form"]} role="alert">
      <p>{t("credential.token.once")}</p>
      <p className={styles["token"]}>
        <bdi dir="ltr" translate="no">
          {token}
        </bdi>
        <CopyButton text={token} what={t("kind.http-token")} />
      </p>
      <div className={styles["buttons"]}>
        <Button onClick={onDone}>{t("credential.token.done")}</Button>
      </div>
    </div>
  );
}

// The carrier register: every carrier with how it is connected and how well it delivers.
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useMemo, useState, type ReactNode } from "react";
import type { CarrierRow } from "../contract.ts";
import {
  Answer,
  Code,
  Country,
  DataTable,
  Dialog,
  Icon,
  NoneShown,
  Notice,
  Page,
  TabBar,
  useMay,
  useTexts,
  type Column,
  type TranslateOf,
} from "#design/ui";
import { AgreementPart } from "./Agreement.tsx";
import { CarrierForm } from "./CarrierForm.tsx";
import { carrierTexts } from "./carrier-texts.ts";
import styles from "./carriers.module.css";
import { expiringSoon, inUse } from "./credentials.ts";
import { ExpiryWord, StandingWord } from "./carrier-parts.tsx";
import { registerQuery } from "./queries.ts";

const here = getRouteApi("/signed-in/carriers");

/**
 * The register, how the channels work, and what every carrier is held to. `columns`: what other slices know of each carrier;
 * `operation`: what they know of the channels.
 */
export function CarriersScreen({
  columns = [],
  operation,
}: {
  columns?: readonly Column<CarrierRow>[];
  operation: ReactNode;
}) {
  const t = useTexts(carrierTexts);
  const query = useQuery(registerQuery);
  const navigate = useNavigate({ from: "/carriers" });
  const { part = "register" } = here.useSearch();
  const mayManage = useMay("manage-carriers");
  const [adding, setAdding] = useState(false);
  return (
    <Page
      title={t("register.title")}
      fills
      actions={
        mayManage ? (
          <>
            <Button size="xs" leftSection={<Icon name="add" size={14} />} onClick={() => setAdding(true)}>
              {t("register.add")}
            </Button>
            <Dialog title={t("register.add")} opened={adding} onClose={() => setAdding(false)}>
              <CarrierForm onDone={() => setAdding(false)} />
            </Dialog>
          </>
        ) : undefined
      }
    >
      <TabBar
        label={t("register.tabs")}
        fills
        chosen={part}
        onChoose={(next) =>
          void navigate({ search: next === "register" ? {} : { part: next }, replace: true })
        }
        tabs={[
          {
            id: "register",
            label: t("register.tab.register"),
            ...(query.data === undefined ? {} : { count: query.data.carriers.length }),
            content: (
              <Answer query={query}>
                {({ carriers }) => <CarrierTable carriers={carriers} more={columns} />}
              </Answer>
            ),
          },
          {
            id: "operation",
            label: t("register.tab.operation"),
            content: <div className={styles["scrolls"]}>{operation}</div>,
          },
          {
            id: "agreement",
            label: t("register.tab.agreement"),
            content: (
              <div className={styles["scrolls"]}>
                <AgreementPart carrierId={null} />
              </div>
            ),
          },
        ]}
      />
    </Page>
  );
}

function CarrierTable({
  carriers,
  more,
}: {
  carriers: readonly CarrierRow[];
  more: readonly Column<CarrierRow>[];
}) {
  const t = useTexts(carrierTexts);
  const columns = useMemo(() => columnsOf(t, more), [t, more]);
  return (
    <DataTable
      caption={t("register.caption")}
      columns={columns}
      rows={carriers}
      rowKey={({ id }) => id}
      fills
      tone={(carrier) =>
        carrier.suspendedAt !== null || expiringSoon(carrier.credentials) !== null ? "possible" : undefined
      }
      empty={
        <Notice icon="messages" title={t("register.empty.title")}>
          {t("register.empty.text")}
        </Notice>
      }
    />
  );
}

function columnsOf(
  t: TranslateOf<typeof carrierTexts>,
  more: readonly Column<CarrierRow>[],
): readonly Column<CarrierRow>[] {
  return [
    {
      id: "code",
      header: t("column.code"),
      width: 80,
      sortBy: ({ code }) => code,
      cell: ({ code }) => <Code>{code}</Code>,
    },
    {
      id: "name",
      header: t("column.name"),
      names: true,
      sortBy: ({ name }) => name,
      cell: (carrier) => (
        <Link to="/carrier/$carrierId" params={{ carrierId: carrier.id }} data-opens>
          <bdi>{carrier.name}</bdi>
        </Link>
      ),
    },
    {
      id: "country",
      header: t("column.country"),
      width: 110,
      sortBy: ({ country }) => country,
      cell: ({ country }) => <Country code={country} />,
    },
    ...more,
    {
      id: "connections",
      header: t("column.connections"),
      width: 190,
      cell: ({ credentials }) => {
        const kinds = [...new Set(inUse(credentials).map(({ kind }) => kind))];
        return kinds.length === 0 ? (
          <NoneShown />
        ) : (
          kinds.map((kind) => t.code("kind.short", kind)).join(", ")
        );
      },
    },
    {
      id: "expiry",
      header: t("column.expiry"),
      width: 150,
      sortBy: ({ credentials }) => expiringSoon(credentials),
      cell: ({ credentials }) => <ExpiryWord credentials={credentials} />,
    },
    {
      id: "standing",
      header: t("column.standing"),
      width: 130,
      sortBy: ({ suspendedAt }) => (suspendedAt === null ? 0 : 1),
      cell: ({ suspendedAt }) => <StandingWord suspendedAt={suspendedAt} />,
    },
  ];
}

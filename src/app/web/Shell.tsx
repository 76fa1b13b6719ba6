// The frame around the screens: banner, top bar, navigation, content, state of the connection.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, Outlet, useLocation, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import type { Session } from "#access/contract";
import {
  AsleepNotice,
  changeSession,
  EnrolScreen,
  NewPasswordScreen,
  Proving,
  sessionQuery,
} from "#access/ui";
import {
  connectQueries,
  liveFeed,
  Icon,
  LiveContext,
  Loading,
  onSignedOut,
  PurposeChip,
  useShortcuts,
  useSurroundings,
  useTexts,
  type LiveFeed,
} from "#design/ui";
import { ReleaseNotice } from "#releases/ui";
import { Banner } from "./Banner.tsx";
import { Clocks } from "./Clocks.tsx";
import { Dialogs, type DialogName } from "./Dialogs.tsx";
import { IdleWarning } from "./IdleWarning.tsx";
import { Logo } from "./Logo.tsx";
import { destinationOf, destinationsFor } from "./navigation.ts";
import { shellTexts } from "./shell-texts.ts";
import styles from "./shell.module.css";
import { Printed } from "./Printed.tsx";
import { StatusBar } from "./StatusBar.tsx";
import { UserMenu } from "./UserMenu.tsx";

/** Fetched when it is first asked for. */
const Palette = lazy(async () => ({ default: (await import("./Palette.tsx")).Palette }));

/** All pages of a signed-in person. */
export function Shell() {
  const t = useTexts(shellTexts);
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { may } = useSurroundings();
  const session = useQuery(sessionQuery).data;
  const feed = useFeed();
  const main = useRef<HTMLElement>(null);
  const [paletteAsked, setPaletteAsked] = useState(0);
  const openPalette = () => setPaletteAsked((before) => before + 1);
  const [dialog, setDialog] = useState<DialogName>(null);
  useLeaveWhenSignedOut(session);

  const open = destinationsFor(may);
  const current = destinationOf(pathname);
  useShortcuts(
    [
      { keys: "Mod+KeyK", label: t("help.search"), run: openPalette },
      { keys: '"?"', label: t("help.open"), run: () => setDialog("shortcuts") },
      ...open.map((one) => ({
        keys: `KeyG ${one.key}`,
        label: t("nav.goto", { place: t(one.label) }),
        run: () => void navigate({ to: one.to }),
      })),
    ],
    "everywhere",
  );

  // After going to another page the focus is on its content, as it would be after loading it.
  const first = useRef(true);
  useEffect(() => {
    if (first.current) first.current = false;
    else main.current?.focus({ preventScroll: true });
  }, [pathname]);

  return (
    <LiveContext value={feed}>
      <div className={styles["shell"]}>
        <a className={styles["skip"]} href="#main">
          {t("skip")}
        </a>
        <Banner />
        {may.has("view-releases") ? <ReleaseNotice /> : null}
        <header className={styles["top"]}>
          <Link to="/" className={styles["home"]}>
            <Logo />
          </Link>
          <button
            type="button"
            className={styles["search"]}
            onClick={openPalette}
            aria-keyshortcuts="Control+K"
          >
            <Icon name="search" size={14} />
            <span>{t("search.open")}</span>
            <kbd aria-hidden="true">Ctrl K</kbd>
          </button>
          <span className={styles["gap"]} />
          <PurposeChip onChange={() => setDialog("purpose")} />
          <Clocks />
          {session === undefined || session === null ? null : (
            <UserMenu person={session.person} onDialog={setDialog} />
          )}
        </header>
        <div className={styles["body"]}>
          <nav className={styles["nav"]} aria-label={t("nav.main")}>
            <ul>
              {open.map((one) => (
                <li key={one.to}>
                  <Link
                    to={one.to}
                    className={styles["navLink"]}
                    aria-current={current?.to === one.to ? "page" : undefined}
                    title={t(one.label)}
                  >
                    <Icon name={one.icon} />
                    <span>{t(one.label)}</span>
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
          <main id="main" ref={main} tabIndex={-1} className={styles["main"]}>
            <Suspense fallback={<Loading />}>
              {session?.passkeyNeeded === true ? (
                <EnrolScreen />
              ) : session?.passwordChangeNeeded === true ? (
                <NewPasswordScreen />
              ) : (
                <>
                  {session?.asleep.length ? <AsleepNotice asleep={session.asleep} /> : null}
                  <Outlet />
                </>
              )}
            </Suspense>
          </main>
        </div>
        <StatusBar />
        <Printed />
        {paletteAsked === 0 ? null : (
          <Suspense>
            <Palette asked={paletteAsked} destinations={open} onDialog={setDialog} />
          </Suspense>
        )}
        <Dialogs open={dialog} onClose={() => setDialog(null)} />
        <Proving />
        <IdleWarning />
      </div>
    </LiveContext>
  );
}

/** One feed for all pages of the session. */
function useFeed(): LiveFeed {
  const queries = useQueryClient();
  const [feed] = useState(() => liveFeed("/api/live"));
  useEffect(() => {
    const forget = connectQueries(feed, queries);
    const close = feed.open();
    return () => {
      close();
      forget();
    };
  }, [feed, queries]);
  return feed;
}

/** To the sign-in page when the session has ended, and back here afterwards. */
function useLeaveWhenSignedOut(session: Session | null | undefined): void {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { href } = useLocation();
  const leaving = useRef(false);
  useEffect(() => onSignedOut(() => changeSession(queries, null)), [queries]);
  useEffect(() => {
    // On the way to the sign-in page the address changes already: the way back leads to where one was, not to there.
    if (session === null && !leaving.current)
      void navigate({ to: "/sign-in", search: { to: href, ended: true } });
    leaving.current = session === null;
  }, [session, navigate, href]);
}

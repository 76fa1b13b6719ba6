// Around every page: language, zone, rights, the live feed, shortcuts.
import { MantineProvider } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense, useMemo } from "react";
import { installationQuery, sessionQuery } from "#access/ui";
import { KeyboardProvider, Loading, PurposeProvider, SurroundingsProvider } from "#design/ui";
import { PreferencesProvider, usePreferences } from "./preferences.tsx";
import { theme } from "./theme.ts";

/** Fetched beside the page: what is said before it is there waits for it. */
const Notifications = lazy(async () => ({
  default: (await import("@mantine/notifications")).Notifications,
}));

/** The outermost part of the screens. */
export function Root() {
  return (
    <PreferencesProvider>
      <Dressed />
    </PreferencesProvider>
  );
}

function Dressed() {
  const { language, shownScheme, singleKeys, density } = usePreferences();
  const session = useQuery(sessionQuery).data;
  const installation = useQuery(installationQuery).data;
  const surroundings = useMemo(
    () => ({
      language,
      zone: installation?.zone ?? "UTC",
      rowHeight: rowHeights[density],
      may: new Set(session?.may),
      me: session?.person.id ?? null,
    }),
    [language, installation, session, density],
  );
  return (
    <MantineProvider
      theme={theme}
      forceColorScheme={shownScheme}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <SurroundingsProvider value={surroundings}>
        <KeyboardProvider singleKeys={singleKeys}>
          {/* Another person signs in: what the one before stated is gone. */}
          <PurposeProvider key={session?.person.id ?? "nobody"} offered={session?.purposes ?? nothing}>
            <Suspense fallback={<Loading />}>
              <Outlet />
            </Suspense>
            <Suspense>
              <Notifications position="bottom-center" autoClose={6_000} limit={3} />
            </Suspense>
          </PurposeProvider>
        </KeyboardProvider>
      </SurroundingsProvider>
    </MantineProvider>
  );
}

const nothing: readonly never[] = [];
const rowHeights = { compact: 32, normal: 38, relaxed: 48 } as const;

// Around every page: language, zone, rights, the live feed, shortcuts.
import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { useQuery } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { Suspense, useMemo } from "react";
import { installationQuery, sessionQuery } from "#access/ui";
import { KeyboardProvider, Loading, PurposeProvider, SurroundingsProvider } from "#design/ui";
import { PreferencesProvider, usePreferences } from "./preferences.tsx";
import { theme } from "./theme.ts";

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
            <Notifications position="bottom-center" autoClose={6_000} limit={3} />
          </PurposeProvider>
        </KeyboardProvider>
      </SurroundingsProvider>
    </MantineProvider>
  );
}

const nothing: readonly never[] = [];
const rowHeights = { compact: 32, normal: 38, relaxed: 48 } as const;

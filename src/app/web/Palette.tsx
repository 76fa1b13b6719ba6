// The command palette: places to go and things to do, by name; a flight number goes to the board.
import { Spotlight, spotlight, type SpotlightActionGroupData } from "@mantine/spotlight";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { Icon, languages, useTexts, type Language } from "#design/ui";
import type { DialogName } from "./Dialogs.tsx";
import type { Destination } from "./navigation.ts";
import { usePreferences } from "./preferences.tsx";
import { shellTexts } from "./shell-texts.ts";

/** Opens each time `asked` grows. */
export function Palette({
  asked,
  destinations,
  onDialog,
}: {
  asked: number;
  destinations: readonly Destination[];
  onDialog: (dialog: DialogName) => void;
}) {
  const t = useTexts(shellTexts);
  const navigate = useNavigate();
  useEffect(() => {
    if (asked > 0) spotlight.open();
  }, [asked]);
  const { set, shownScheme } = usePreferences();
  const [query, setQuery] = useState("");
  const flight = /^([A-Z0-9]{2}[A-Z]?)\s?(\d{1,4}[A-Z]?)$/i.exec(query.trim());
  const mayFindFlights = destinations.some((one) => one.to === "/flights");

  const actions: SpotlightActionGroupData[] = [
    ...(flight === null || !mayFindFlights
      ? []
      : [
          {
            group: t("search.group.flight"),
            actions: [
              {
                id: "flight",
                label: t("search.flight", { text: query.trim().toUpperCase() }),
                keywords: query,
                leftSection: <Icon name="flights" />,
                onClick: () =>
                  void navigate({ to: "/flights", search: { find: query.trim().toUpperCase() } }),
              },
            ],
          },
        ]),
    {
      group: t("search.group.go"),
      actions: destinations.map((one) => ({
        id: one.to,
        label: t(one.label),
        leftSection: <Icon name={one.icon} />,
        rightSection: <kbd>G {one.key.replace("Key", "")}</kbd>,
        onClick: () => void navigate({ to: one.to }),
      })),
    },
    {
      group: t("search.group.do"),
      actions: [
        {
          id: "theme",
          label: `${t("menu.theme")}: ${t(shownScheme === "dark" ? "menu.theme.light" : "menu.theme.dark")}`,
          leftSection: <Icon name="moon" />,
          onClick: () => set({ scheme: shownScheme === "dark" ? "light" : "dark" }),
        },
        {
          id: "shortcuts",
          label: t("menu.shortcuts"),
          leftSection: <Icon name="keyboard" />,
          onClick: () => onDialog("shortcuts"),
        },
        ...(Object.entries(languages) as [Language, string][]).map(([code, name]) => ({
          id: `language ${code}`,
          label: `${t("menu.language")}: ${name}`,
          leftSection: <Icon name="language" />,
          onClick: () => set({ language: code }),
        })),
      ],
    },
  ];

  return (
    <Spotlight
      actions={actions}
      query={query}
      onQueryChange={setQuery}
      nothingFound={t("search.none")}
      shortcut={null}
      lockScroll={false}
      highlightQuery={false}
      limit={12}
      overlayProps={{ blur: 0, backgroundOpacity: 0.5 }}
      attributes={{ content: { "aria-label": t("search.label") } }}
      scrollable
      maxHeight={420}
      searchProps={{
        placeholder: t("search.open"),
        "aria-label": t("search.label"),
        leftSection: <Icon name="search" size={18} />,
      }}
    />
  );
}

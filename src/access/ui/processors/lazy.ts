// The screen of processors, fetched when it is first shown.
import { lazy } from "react";

export const ProcessorsScreen = lazy(async () => ({
  default: (await import("./ProcessorsScreen.tsx")).ProcessorsScreen,
}));

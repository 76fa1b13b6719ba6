// Screens that are drawn in a test appear when they are ready, on a busy machine late.
import { configure } from "@testing-library/react";

configure({ asyncUtilTimeout: 60_000 });

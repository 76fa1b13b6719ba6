// The screens of the ways in, fetched when the first of them is shown.
import { lazy } from "react";

const screens = () => import("./screens.ts");

export const EnrolScreen = lazy(async () => ({ default: (await screens()).EnrolScreen }));
export const SignInWays = lazy(async () => ({ default: (await screens()).SignInWays }));
export const StepUpDialog = lazy(async () => ({ default: (await screens()).StepUpDialog }));
export const WaysScreen = lazy(async () => ({ default: (await screens()).WaysScreen }));

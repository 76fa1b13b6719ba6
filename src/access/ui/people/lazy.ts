// The screens of people and of one's own duty, fetched when the first of them is shown.
import { lazy } from "react";

const screens = () => import("./screens.ts");

export const AsleepNotice = lazy(async () => ({ default: (await screens()).AsleepNotice }));
export const DutyScreen = lazy(async () => ({ default: (await screens()).DutyScreen }));
export const PeopleScreen = lazy(async () => ({ default: (await screens()).PeopleScreen }));

// What a screen sends as the ground of a view: the alert, case or request that one comes from, and nothing wider.
import { afterEach, expect, test } from "vitest";
import { forgetGrounds, noteGround, pathGround } from "./ground.ts";

const flight = "2026-11-21_0193a1b2-0000-7000-8000-000000000001";
const person = `${flight}_0193a1b2-0000-7000-8000-000000000002`;
const other = `${flight}_0193a1b2-0000-7000-8000-000000000003`;
afterEach(forgetGrounds);

test("a person reached from a request's file is opened on the ground of that request; the flight and others on it are not", () => {
  noteGround("request:q1", [person]);
  expect(pathGround(`/api/persons/${person}`, "SERIOUS", "offence:SC04")).toBe("request:q1");
  expect(pathGround(`/api/flights/${flight}/passengers`, "SERIOUS", "offence:SC04")).toBe("offence:SC04");
  expect(pathGround(`/api/persons/${other}`, "SERIOUS", "offence:SC04")).toBe("offence:SC04");
});

test("an alert opens its person and the flight it is on; who comes next states their own", () => {
  noteGround("alert:a1", [person]);
  expect(pathGround(`/api/flights/${flight}`, "TERR", null)).toBe("alert:a1");
  forgetGrounds();
  expect(pathGround(`/api/persons/${person}`, "TERR", null)).toBe(null);
});

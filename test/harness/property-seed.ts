// Gives property tests the same cases in every run, so that a red one was reddened by the change. PROPERTY_SEED=random draws new ones.
import fc from "fast-check";

const said = process.env["PROPERTY_SEED"];
if (said !== "random") fc.configureGlobal({ seed: Number(said ?? 20_261_122) });

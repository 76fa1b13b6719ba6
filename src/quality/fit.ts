// Fits a calibration to votes, offline: monotone, held near the standing curve, the same votes giving the same bytes. Pure.
import { calibratedFrom, oddsOf, STANDARD_PROFILE, type Calibration } from "#screening";
import type { Vote } from "./votes.ts";

export type Method = "platt" | "isotonic";
export type Fitted = { readonly method: Method; readonly knots: Calibration["knots"] };

/** From so many votes on, and of each outcome, their shape is worth following step by step; under it two numbers are fitted. */
const isotonicFrom = { votes: 300, rarer: 40 } as const;

/**
 * The curve of the votes. Pairs under the display threshold are reviewed by nobody: there the engine's own curve stands,
 * and from there a straight line leads to the first bits that were reviewed. Above the last the curve goes on in parallel.
 */
export function fit(votes: readonly Vote[], standing: Calibration | undefined): Fitted {
  const same = votes.reduce((sum, vote) => sum + vote.same, 0);
  const method: Method =
    votes.length >= isotonicFrom.votes && Math.min(same, votes.length - same) >= isotonicFrom.rarer
      ? "isotonic"
      : "platt";
  const points = method === "platt" ? plattPoints(votes, standing) : isotonicPoints(votes, standing);
  return { method, knots: joined(points) };
}

type Point = readonly [bits: number, odds: number];

/** Between two knots the odds rise by so much a bit at least: what has more bits is never worth the same. */
const leastRise = 0.01;
const millionths = (value: number): number => Math.round(value * 1e6) / 1e6;

/** The points after where calibrations begin, rising throughout. */
function joined(points: readonly Point[]): Calibration["knots"] {
  const [begin, odds] = calibratedFrom(STANDARD_PROFILE.display);
  const knots: [number, number][] = [[begin, millionths(odds)]];
  for (const [bits, wanted] of points) {
    const [lastBits, lastOdds] = knots.at(-1) ?? [begin, odds];
    if (bits - lastBits < 0.01) continue;
    knots.push([
      millionths(bits),
      millionths(Math.max(wanted, lastOdds + leastRise * Math.max(0.1, bits - lastBits))),
    ]);
  }
  return knots;
}

/** How far slope and offset stray from the standing curve's 1 and 0 before votes must outweigh it (standard deviations, nats). */
const stray = { slope: 0.5, offset: 2.5 } as const;
const leastSlope = 0.1;

/** Platt's two numbers over the standing log odds, by Newton's method with a penalty: few votes move them little. */
function plattPoints(votes: readonly Vote[], standing: Calibration | undefined): Point[] {
  const rows = votes.map(({ bits, same }) => ({ z: Math.LN2 * oddsOf(bits, standing), same }));
  let line = { slope: 1, offset: 0 };
  for (let round = 0; round < 60; round += 1) line = better(rows, line);
  const [first, last] = [votes[0]?.bits ?? 0, votes.at(-1)?.bits ?? 0];
  const steps = Math.min(24, Math.max(1, Math.ceil(last - first)));
  return Array.from({ length: steps + 1 }, (_, at): Point => {
    const bits = first + ((last - first) * at) / steps;
    return [bits, line.slope * oddsOf(bits, standing) + line.offset / Math.LN2];
  });
}

type Row = { readonly z: number; readonly same: number };
type Line = { readonly slope: number; readonly offset: number };

function lossOf(rows: readonly Row[], { slope, offset }: Line): number {
  const penalty = ((slope - 1) / stray.slope) ** 2 / 2 + (offset / stray.offset) ** 2 / 2;
  return rows.reduce((sum, { z, same }) => {
    const odds = slope * z + offset;
    // log(1 + e^odds) - same x odds, without overflow.
    return sum + Math.max(0, odds) + Math.log1p(Math.exp(-Math.abs(odds))) - same * odds;
  }, penalty);
}

/** One step of Newton's method, halved until it does not make things worse. */
function better(rows: readonly Row[], line: Line): Line {
  let [slopeUp, offsetUp] = [(line.slope - 1) / stray.slope ** 2, line.offset / stray.offset ** 2];
  let [ss, so, oo] = [1 / stray.slope ** 2, 0, 1 / stray.offset ** 2];
  for (const { z, same } of rows) {
    const p = 1 / (1 + Math.exp(-(line.slope * z + line.offset)));
    const weight = p * (1 - p);
    slopeUp += (p - same) * z;
    offsetUp += p - same;
    ss += weight * z * z;
    so += weight * z;
    oo += weight;
  }
  const all = ss * oo - so * so;
  const step = { slope: (oo * slopeUp - so * offsetUp) / all, offset: (ss * offsetUp - so * slopeUp) / all };
  const before = lossOf(rows, line);
  for (let part = 1; part > 1e-6; part /= 2) {
    const next = {
      slope: Math.max(leastSlope, line.slope - part * step.slope),
      offset: line.offset - part * step.offset,
    };
    if (lossOf(rows, next) <= before) return next;
  }
  return line;
}

/** Votes of a bin at least, a twentieth of all where there are many. */
const leastBin = 20;
/** What the standing curve says of a bin counts as so many votes. */
const standingVotes = 5;
const surest = 0.999;

type Block = {
  readonly weight: number;
  readonly sum: number;
  readonly bits: number;
  readonly count: number;
};

/** Isotonic regression by pool-adjacent-violators over bins, each drawn toward the standing curve. */
function isotonicPoints(votes: readonly Vote[], standing: Calibration | undefined): Point[] {
  const blocks: Block[] = [];
  for (const bin of binsOf(votes)) {
    const prior = bin.reduce((sum, { bits }) => sum + likelihood(oddsOf(bits, standing)), 0) / bin.length;
    let block: Block = {
      weight: bin.length + standingVotes,
      sum: bin.reduce((sum, { same }) => sum + same, 0) + standingVotes * prior,
      bits: bin.reduce((sum, { bits }) => sum + bits, 0),
      count: bin.length,
    };
    for (let last = blocks.at(-1); last !== undefined; last = blocks.at(-1)) {
      if (last.sum / last.weight < block.sum / block.weight) break;
      blocks.pop();
      block = {
        weight: last.weight + block.weight,
        sum: last.sum + block.sum,
        bits: last.bits + block.bits,
        count: last.count + block.count,
      };
    }
    blocks.push(block);
  }
  const points = blocks.map(({ bits, count, sum, weight }): Point => {
    const share = Math.min(surest, Math.max(1 - surest, sum / weight));
    return [bits / count, Math.log2(share / (1 - share))];
  });
  // As far as there are votes, the first and the last block hold.
  const [first, last] = [points[0], points.at(-1)];
  const [lowest, highest] = [votes[0]?.bits, votes.at(-1)?.bits];
  return [
    ...(first === undefined || lowest === undefined || lowest >= first[0]
      ? []
      : [[lowest, first[1] - leastRise * (first[0] - lowest)] as const]),
    ...points,
    ...(last === undefined || highest === undefined || highest <= last[0]
      ? []
      : [[highest, last[1] + leastRise * (highest - last[0])] as const]),
  ];
}

const likelihood = (odds: number): number => 1 / (1 + 2 ** -odds);

/** Votes in their order, as many to a bin; equal bits are never parted. */
function binsOf(votes: readonly Vote[]): Vote[][] {
  const size = Math.max(leastBin, Math.ceil(votes.length / 20));
  const bins: Vote[][] = [];
  for (const vote of votes) {
    const open = bins.at(-1);
    if (open === undefined || (open.length >= size && open.at(-1)?.bits !== vote.bits)) bins.push([vote]);
    else open.push(vote);
  }
  const last = bins.at(-1);
  if (bins.length > 1 && last !== undefined && last.length < leastBin)
    bins.splice(-2, 2, [...(bins.at(-2) ?? []), ...last]);
  return bins;
}

// What of the figures is published: no number below the threshold can be read off or worked out (PNRD-20, small cells). Pure.
import type { FigureName } from "./figure-names.ts";
import type { Amount } from "./figures.ts";

/** Amounts below it are not published (obligations.md, PNRD-19/20: k = 10). */
export const leastPublished = 10;

/** A figure as it is published: null stands for "fewer than the threshold, or what would tell such a number". */
export type PublishedFigure = {
  readonly figure: FigureName;
  readonly total: number | null;
  readonly parts: readonly { readonly part: string; readonly amount: number | null }[];
};

/**
 * Published exactly, for a period that is over: small parts are left out, and with a single one the next larger as well, so
 * that the total less the others tells no small number.
 */
export function published(amounts: readonly Amount[]): readonly PublishedFigure[] {
  return byFigure(amounts).map(({ figure, cells }) => {
    const total = sumOf(cells);
    if (total < leastPublished) return { figure, total: null, parts: partsOf(cells, () => null) };
    const hidden = new Set(cells.filter(({ amount }) => amount < leastPublished));
    // Two unknowns at least, which together are no small number either.
    for (const next of cells.toSorted((one, two) => one.amount - two.amount)) {
      if (hidden.size === 0 || (hidden.size > 1 && sumOf([...hidden]) >= leastPublished)) break;
      hidden.add(next);
    }
    return { figure, total, parts: partsOf(cells, (cell) => (hidden.has(cell) ? null : cell.amount)) };
  });
}

/** Published for a period that goes on: whole tens, downwards, so that two days' pages compared tell of nobody. */
export function publishedSoFar(amounts: readonly Amount[]): readonly PublishedFigure[] {
  const tens = (amount: number): number | null =>
    amount < leastPublished ? null : Math.floor(amount / leastPublished) * leastPublished;
  return byFigure(amounts).map(({ figure, cells }) => ({
    figure,
    total: tens(sumOf(cells)),
    parts: partsOf(cells, ({ amount }) => tens(amount)),
  }));
}

type Figure = { readonly figure: FigureName; readonly cells: readonly Amount[] };

function byFigure(amounts: readonly Amount[]): readonly Figure[] {
  const names = [...new Set(amounts.map(({ figure }) => figure))];
  return names.map((figure) => ({ figure, cells: amounts.filter((one) => one.figure === figure) }));
}

const sumOf = (cells: readonly Amount[]): number => cells.reduce((sum, { amount }) => sum + amount, 0);

/** A figure without parts has its total alone. */
function partsOf(cells: readonly Amount[], shown: (cell: Amount) => number | null): PublishedFigure["parts"] {
  return cells.flatMap((cell) => (cell.part === "" ? [] : [{ part: cell.part, amount: shown(cell) }]));
}

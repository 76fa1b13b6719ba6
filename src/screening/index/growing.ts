// Typed arrays that grow while an index is built.

/** A Uint32Array that doubles when full; `frozen()` gives an exact copy. */
export class GrowingUint32 {
  #items = new Uint32Array(256);
  length = 0;

  push(value: number): void {
    if (this.length === this.#items.length) {
      const larger = new Uint32Array(this.#items.length * 2);
      larger.set(this.#items);
      this.#items = larger;
    }
    this.#items[this.length] = value;
    this.length += 1;
  }

  at(place: number): number {
    return this.#items[place] ?? 0;
  }

  set(place: number, value: number): void {
    this.#items[place] = value;
  }

  frozen(): Uint32Array {
    return this.#items.slice(0, this.length);
  }
}

/** A Uint8Array that doubles when full. */
export class GrowingUint8 {
  #items = new Uint8Array(256);
  length = 0;

  push(value: number): void {
    if (this.length === this.#items.length) {
      const larger = new Uint8Array(this.#items.length * 2);
      larger.set(this.#items);
      this.#items = larger;
    }
    this.#items[this.length] = value;
    this.length += 1;
  }

  at(place: number): number {
    return this.#items[place] ?? 0;
  }

  frozen(): Uint8Array {
    return this.#items.slice(0, this.length);
  }
}

/** Lists of numbers per owner, laid end to end: `starts[owner]` to `starts[owner + 1]` in `values`. */
export type Rows = { readonly starts: Uint32Array; readonly values: Uint32Array };

/** The numbers below `count`, in order. */
export function upTo(count: number): Uint32Array {
  const numbers = new Uint32Array(count);
  for (let at = 0; at < count; at++) numbers[at] = at;
  return numbers;
}

/** How many values an owner has. */
export function rowLength(rows: Rows, owner: number): number {
  return (rows.starts[owner + 1] ?? 0) - (rows.starts[owner] ?? 0);
}

/** Where the values of each owner begin when they are laid in the order of owners; last how many there are. */
export function startsOf(owners: Uint32Array, ownerCount: number): Uint32Array {
  const starts = new Uint32Array(ownerCount + 1);
  for (const owner of owners) starts[owner + 1] = (starts[owner + 1] ?? 0) + 1;
  for (let owner = 0; owner < ownerCount; owner++)
    starts[owner + 1] = (starts[owner + 1] ?? 0) + (starts[owner] ?? 0);
  return starts;
}

/** The owner of each value of rows. */
export function ownersOf({ starts, values }: Rows): Uint32Array {
  const owners = new Uint32Array(values.length);
  for (let owner = 0; owner + 1 < starts.length; owner++)
    owners.fill(owner, starts[owner], starts[owner + 1]);
  return owners;
}

/** Turns (owner, value) pairs into rows, keeping the order of pairs within an owner. */
export function rowsOf(owners: Uint32Array, values: Uint32Array, ownerCount: number): Rows {
  const starts = startsOf(owners, ownerCount);
  const next = starts.slice(0, ownerCount);
  const laid = new Uint32Array(values.length);
  for (let at = 0; at < values.length; at++) {
    const owner = owners[at] ?? 0;
    const place = next[owner] ?? 0;
    laid[place] = values[at] ?? 0;
    next[owner] = place + 1;
  }
  return { starts, values: laid };
}

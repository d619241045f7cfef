// Amounts as a person types them: in plain digits, or grouped as this console writes them.

/** `9689.67` of `9,689.67` or `9689.67`; `null` for what is no amount, or has its groups elsewhere. */
export function typedAmount(text: string): string | null {
  const typed = text.trim();
  return /^(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/.test(typed) ? typed.replaceAll(',', '') : null;
}

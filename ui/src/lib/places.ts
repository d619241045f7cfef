// Where things stand on a drawn scale. Positions only: no figure that is shown comes from here.

/** A share of 0 to 1 as a CSS percentage. */
export function percentOf(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}

/** Months since year 0, to tell whether two dates are a month apart. */
export function monthNumber(year: string | undefined, month: string | undefined): number {
  return Number(year) * 12 + Number(month);
}

// Days as a person types them: in any of the ways in which this console writes them, in either language and era.

/** Years from here on are counted in the Buddhist era. */
const BUDDHIST_FROM = 2400;
const BUDDHIST_YEARS = 543;

/** `2026-03-19` of `19 Mar 2026`, `19 มี.ค. 2569`, `19/03/2026` or `2569-03-19`; `null` for what is no day. */
export function parseDay(text: string): string | null {
  const typed = text.trim().toLowerCase().replace(/\s+/g, ' ');
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed);
  if (iso) return dayOf(iso[1], iso[2], iso[3]);
  const figures = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(typed);
  if (figures) return dayOf(figures[3], figures[2], figures[1]);
  const named = /^(\d{1,2}) ?([^\d]+?) ?(\d{4})$/.exec(typed);
  const month = named && monthNamed(named[2] ?? '');
  return month ? dayOf(named[3], month, named[1]) : null;
}

function dayOf(year = '', month = '', day = ''): string | null {
  const counted = Number(year) >= BUDDHIST_FROM ? Number(year) - BUDDHIST_YEARS : Number(year);
  const written = `${String(counted).padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = new Date(`${written}T00:00:00Z`);
  // 31 Feb would become 3 Mar.
  return !Number.isNaN(at.valueOf()) && at.toISOString().startsWith(written) ? written : null;
}

/** The number of a month by its name, short or long, with or without its dots. */
function monthNamed(name: string): string | null {
  const bare = (text: string) => text.toLowerCase().replaceAll('.', '');
  for (const locale of ['en-US', 'th-TH']) {
    for (const length of ['short', 'long'] as const) {
      const written = new Intl.DateTimeFormat(locale, { month: length, timeZone: 'UTC' });
      for (let month = 1; month <= 12; month++) {
        if (bare(written.format(new Date(Date.UTC(2026, month - 1, 1)))) === bare(name)) return String(month);
      }
    }
  }
  return null;
}

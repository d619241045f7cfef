// The trail in the language of the window. The store keeps what was done and both states as they were written, and what is
// hashed never changes: here a state is recognised by its form and told anew, with amounts and days as they are written
// everywhere. What no form fits is a name or a person's own words, and stays as it is.
import { date, decimal, money, monthYear, time } from './format';
import { words } from './i18n';
import en from './trail-en';
import th from './trail-th';

const w = words(en, th);

interface Form {
  /** Which actions have such states. */
  of: RegExp;
  /** The whole state as Rust writes it. */
  as: RegExp;
  tell: (parts: readonly string[]) => string;
}

const MONEY = '[A-Z]{3} -?\\d+(?:\\.\\d+)?';
const INSTANT = '\\d{4}-\\d\\d-\\d\\dT?[ ]?\\d\\d:\\d\\d[^ ]*(?: UTC)?';

/** `USD 18805.07` as amounts are written. */
function amount(text = ''): string {
  const [currency = '', figure = ''] = text.split(' ');
  return money({ currency, amount: figure });
}

/** `2026-03-19 09:14:00 UTC` and RFC 3339. */
function moment(text = ''): string {
  const at = new Date(text.replace(/^(\S+) (\S+) UTC$/, '$1T$2Z'));
  return Number.isNaN(at.valueOf()) ? text : `${date(at.toISOString())} ${time(at.toISOString())} UTC`;
}

const word = (code = '') => w.word[code.replaceAll(' ', '_')] ?? code;
const list = (text: string, each: (entry: string) => string) => text.split(', ').map(each).join(', ');

const FORMS: readonly Form[] = [
  { of: /^invoice\./, as: RegExp(`^(\\w+), (${MONEY}) paid$`), tell: ([status, paid]) => w.state.standing(word(status), amount(paid)) },
  { of: /^invoice\.payment$/, as: RegExp(`^(\\w+): (${MONEY}) by (.*)$`), tell: ([outcome, sum, method = '']) => w.state.payment(word(outcome), amount(sum), method) },
  { of: /^invoice\.cancel$/, as: /^cancelled(?:: (.+))?$/s, tell: ([reason = '']) => w.state.cancelled(reason) },
  { of: /^invoice\.refund$/, as: RegExp(`^refunded (${MONEY})$`), tell: ([sum]) => w.state.refunded(amount(sum)) },
  { of: /^invoice\.issue$/, as: RegExp(`^issued over (${MONEY})$`), tell: ([sum]) => w.state.issued(amount(sum)) },
  { of: /^invoice\.credit_note$/, as: RegExp(`^(\\S+) over (${MONEY}): (.*)$`, 's'), tell: ([note = '', sum, reason = '']) => w.state.credit(note, amount(sum), reason) },
  {
    of: /^invoice\.correction$/,
    as: RegExp(`^(${MONEY}) before tax goes on the invoice of (\\d{4}-\\d\\d)$`),
    tell: ([sum, month = '']) => w.state.correction(amount(sum), monthYear(`${month}-01T00:00:00Z`)),
  },
  { of: /^invoice\.correction\.withdraw$/, as: /^correction (\d+) taken back$/, tell: ([number = '']) => w.state.takenBack(number) },
  { of: /^invoice\.correction\.withdraw$/, as: /^correction (\d+) taken back with the invoice that carried it$/, tell: ([number = '']) => w.state.takenBackWith(number) },
  { of: /^invoice\.reconcile/, as: /^reconciled on (\d{4}-\d\d-\d\d)$/, tell: ([day]) => w.state.reconciled(date(day)) },
  { of: /^invoice\.reconcile/, as: /^reconciled on (\d{4}-\d\d-\d\d), (.+)$/s, tell: ([day, statement = '']) => w.state.reconciledBy(date(day), statement) },
  {
    of: /^invoice\.charge$/,
    as: RegExp(`^charge of (${MONEY}) begun through (\\w+): (.+)$`),
    tell: ([sum, provider, methods = '']) => w.state.begun(amount(sum), word(provider), methods.split(', then ').join(w.state.then)),
  },
  {
    of: /^invoice\.(charge|refund)$/,
    as: RegExp(`^(charge|refund) of (${MONEY}) by (.*) through (\\w+): ([a-z ]+?)(?:: (.+))?$`, 's'),
    tell: ([what, sum, method = '', provider, state, reason]) => {
      const told = w.state.attempt(word(what), amount(sum), method, word(provider), word(state));
      return reason ? w.state.because(told, reason) : told;
    },
  },
  { of: /^quota\.threshold/, as: /^near from ([\d.]+)%, full from ([\d.]+)%$/, tell: ([near = '', full = '']) => w.state.thresholds(decimal(near), decimal(full)) },
  { of: /^quota\.(take|give_back)$/, as: /^(\d+(?:\.\d+)?)$/, tell: ([many]) => decimal(many) },
  { of: /^quota\./, as: /^no limits$/, tell: () => w.state.noLimits },
  { of: /^quota\.(create|replace|delete)$/, as: /^((?:object|resource|api) .+)$/, tell: ([limits = '']) => list(limits, limit) },
  { of: /^payment_method\.(create|delete)$/, as: /^(.+), (primary|secondary|normal)$/, tell: ([method = '', role]) => w.state.role(method, word(role)) },
  { of: /^payment_method\./, as: /^no primary, no secondary$/, tell: () => w.state.noRoles },
  {
    of: /^payment_method\.(primary|secondary|swap_primary)$/,
    as: /^(\S+ (?:primary|secondary)(?:, \S+ (?:primary|secondary))*)$/,
    tell: ([roles = '']) => list(roles, (one) => w.state.roles(one.split(' ')[0] ?? '', word(one.split(' ')[1]))),
  },
  { of: /^prices\.load$/, as: /^(\d+) prices from (\d{4}-\d\d-\d\d)$/, tell: ([many, day]) => w.state.prices(decimal(many), date(day)) },
  { of: /^plan\.transition\.start$/, as: RegExp(`^(.+): asked for, to take effect (${INSTANT})$`), tell: ([plan = '', at]) => w.state.asked(plan, moment(at)) },
  { of: /^plan\.switch$/, as: RegExp(`^(.+) from (${INSTANT})$`), tell: ([plan = '', at]) => w.state.switched(plan, moment(at)) },
  { of: /^subscription\.cancel$/, as: RegExp(`^(${INSTANT})$`), tell: ([at]) => moment(at) },
  {
    of: /^usage\.import$/,
    as: /^(\d+) rows read: (\d+) new, (\d+) unchanged, (\d+) restated, (\d+) refused$/,
    tell: (counts) => w.state.imported(...(counts.map((many) => decimal(many)) as [string, string, string, string, string])),
  },
  {
    of: /^usage\.ingest$/,
    as: /^(.+): (\d+) new, (\d+) unchanged, (\d+) restated$/,
    tell: ([label = '', ...counts]) => w.state.ingested(label, ...(counts.map((many) => decimal(many)) as [string, string, string])),
  },
  // A word alone, where states are words and not names.
  { of: /^(addon\.|plan\.transition\.(decide|cancel|end)|usage\.import|tenant\.)/, as: /^([a-z_ ]+)$/, tell: ([code]) => word(code) },
];

/** `object user = 10`, `api ves.io.Create = 10 per-second burst 20`. */
function limit(entry: string): string {
  const [, rpc = '', rate = '', unit = '', burst = ''] = /^api (\S+) = (\S+) (\S+) burst (\S+)$/.exec(entry) ?? [];
  if (rpc) return w.state.rate(rpc, decimal(rate), unit, decimal(burst));
  const [, family, kind = '', most = ''] = /^(object|resource) (\S+) = (\S+)$/.exec(entry) ?? [];
  return family ? w.state.limit(word(family), kind, decimal(most)) : entry;
}

/** An action and whether it was taken back or done again. */
export function actionOf(action: string): { base: string; turn: 'undo' | 'redo' | null } {
  const turned = /^(.+)\.(undo|redo)$/.exec(action);
  return turned ? { base: turned[1] as string, turn: turned[2] as 'undo' | 'redo' } : { base: action, turn: null };
}

/** What was done, in words; an action that is not known here by its own name. */
export function tellAction(action: string): string {
  const { base, turn } = actionOf(action);
  const told = w.action[base] ?? base;
  return turn ? w.turn[turn](told) : told;
}

/** A state before or after an action, in words. */
export function tellState(action: string, state: string): string {
  const { base } = actionOf(action);
  for (const { of, as, tell } of FORMS) {
    const found = of.test(base) ? as.exec(state) : null;
    if (found) return tell(found.slice(1));
  }
  return state;
}

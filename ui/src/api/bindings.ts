// Generated from the command table in billing-console; `cargo test -p billing-console` keeps it true.

export type AccountColour = { 
/**
 * As in [`AccountRow`].
 */
id: string, 
/**
 * 1 to 8.
 */
colour: number, };
export type AccountCreate = { 
/**
 * For people.
 */
name: string, 
/**
 * ISO 4217.
 */
currency: string, };
export type AccountRef = { 
/**
 * As in [`AccountRow`].
 */
id: string, };
export type AccountRemove = { 
/**
 * As in [`AccountRow`].
 */
id: string, 
/**
 * True to delete its files too; false leaves them where they are.
 */
wipe: boolean, };
export type AccountRow = { 
/**
 * Names the account in commands.
 */
id: string, 
/**
 * For people.
 */
name: string, 
/**
 * `local`, or the tenant it is of.
 */
tenant: string, 
/**
 * `local`, `remote` or `archive`.
 */
kind: string, 
/**
 * ISO 4217.
 */
currency: string, 
/**
 * The folder it is kept in.
 */
path: string, 
/**
 * Size on disk in megabytes, one decimal.
 */
size_mb: DecimalText, 
/**
 * True for the open one.
 */
open: boolean, 
/**
 * True for the demo tenant.
 */
demo: boolean, 
/**
 * Why it cannot be opened, when it cannot.
 */
problem: string | null, 
/**
 * The code of that.
 */
problem_code: string | null, 
/**
 * RFC 3339.
 */
created_at: string | null, 
/**
 * The base address of a remote tenant.
 */
address: string | null, 
/**
 * How old the copy of a remote tenant is; none before its first whole sync.
 */
copy_as_of: string | null, 
/**
 * The colour of its edge and of the bar in the header, 1 to 8; by its kind until a person chooses one.
 */
colour: number, 
/**
 * When it was last opened here, RFC 3339: the last ones come first in menus.
 */
opened_at: string | null, };
export type AccountsView = { 
/**
 * In order of being added.
 */
accounts: Array<AccountRow>, 
/**
 * Where new ones are kept.
 */
home: string, 
/**
 * Their sizes together, megabytes, one decimal.
 */
total_mb: DecimalText, };
export type AddonPreviewQuery = { 
/**
 * Its key.
 */
name: string, 
/**
 * True to subscribe, false to drop.
 */
begins: boolean, };
export type AddonRef = { 
/**
 * Its key.
 */
name: string, };
export type AddonRow = { 
/**
 * Its key.
 */
name: string, 
/**
 * For people.
 */
display_name: string, 
/**
 * True when it can be subscribed through the API.
 */
subscribable: boolean, 
/**
 * `included`, `subscribed`, `available` or `not_allowed` under the current plan.
 */
state: string, 
/**
 * RFC 3339, when it was subscribed.
 */
since: string | null, };
export type Ageing = { 
/**
 * `0-30`, `31-60`, `61-90`, `90+` days.
 */
bucket: string, 
/**
 * Open balance in it.
 */
amount: MoneyText, };
export type AnomalyView = { 
/**
 * When it was seen.
 */
at: string, 
/**
 * `invoices`, `usage`, ...
 */
topic: string, 
/**
 * Which one.
 */
object: string, 
/**
 * In words.
 */
message: string, 
/**
 * Its kind, such as `final_amount_changed`; none when an earlier program saw it.
 */
code: string | null, };
export type AttemptView = { 
/**
 * Its idempotency key: what to look for in the provider's own lists.
 */
key: string, 
/**
 * RFC 3339: when it came to where it stands.
 */
at: string, 
/**
 * `charge` or `refund`.
 */
kind: string, 
/**
 * `test`, `stripe`.
 */
provider: string, 
/**
 * True for the local test provider: no money moved.
 */
test: boolean, 
/**
 * Label of the method.
 */
method: string, 
/**
 * Positive for a charge, negative for a refund.
 */
amount: MoneyText, 
/**
 * `planned`, `sent`, `succeeded`, `declined`, `not_taken`, `unknown`, `skipped`.
 */
state: string, 
/**
 * The provider's name for it.
 */
reference: string | null, 
/**
 * Why, in words.
 */
reason: string | null, 
/**
 * What is left to be given back; none for what took nothing.
 */
refundable: MoneyText | null, };
export type AuditCheckView = { 
/**
 * RFC 3339.
 */
at: string, 
/**
 * Who.
 */
who: string, 
/**
 * Lines that were found whole.
 */
lines: number, 
/**
 * The first line that did not hold; none when the chain was whole.
 */
broken: number | null, 
/**
 * Why it did not hold: `changed`, `not_linked`, `missing` or `rewritten`; known right after verifying.
 */
why: string | null, };
export type AuditColumnCode = "sequence" | "at" | "who" | "action" | "object";
export type AuditEntryView = { 
/**
 * Its number in the chain.
 */
sequence: number, 
/**
 * RFC 3339.
 */
at: string, 
/**
 * Who.
 */
who: string, 
/**
 * What, such as `invoice.reconcile`.
 */
action: string, 
/**
 * As the trail has it.
 */
object: string, 
/**
 * The object's name without what it is.
 */
object_name: string, 
/**
 * The screen that shows the object, as a place of the address; none when no screen does.
 */
place: string | null, 
/**
 * The state before.
 */
before: string | null, 
/**
 * The state after.
 */
after: string | null, 
/**
 * Why.
 */
reason: string | null, 
/**
 * The tenant's request id.
 */
request_id: string | null, 
/**
 * Hex.
 */
hash: string, 
/**
 * Of the line before, hex.
 */
previous: string, };
export type AuditLine = { 
/**
 * RFC 3339.
 */
at: string, 
/**
 * Who.
 */
who: string, 
/**
 * What.
 */
action: string, 
/**
 * In words.
 */
detail: string, };
export type AuditSortBy = { 
/**
 * By what.
 */
key: AuditColumnCode, 
/**
 * Last or latest first.
 */
down: boolean, };
export type AuditView = { 
/**
 * In the order that was asked for.
 */
lines: Array<AuditEntryView>, 
/**
 * All that are found.
 */
found: number, 
/**
 * All there are.
 */
all: number, 
/**
 * Everybody named in the trail.
 */
people: Array<string>, 
/**
 * The first parts of the actions that occur.
 */
groups: Array<string>, 
/**
 * None when the chain was never verified.
 */
check: AuditCheckView | null, };
export type AuditViewQuery = { 
/**
 * The first part of the action, such as `invoice`.
 */
group: string | null, 
/**
 * Who, as written.
 */
who: string | null, 
/**
 * The object, or a part of its name.
 */
object: string | null, 
/**
 * From this instant on, RFC 3339.
 */
from: string | null, 
/**
 * Before this instant, RFC 3339.
 */
to: string | null, 
/**
 * Anywhere in a line.
 */
text: string | null, 
/**
 * The first one first; without any the newest line first.
 */
sorts: Array<AuditSortBy>, 
/**
 * Lines to pass over, in that order.
 */
skip: number, 
/**
 * At most so many lines; 1 to 500.
 */
limit: number, };
export type BackupEvery = "never" | "day" | "week";
export type BackupPlan = { 
/**
 * How often.
 */
every: BackupEvery, 
/**
 * Into which folder; empty for `backups` in the data folder.
 */
folder: string, 
/**
 * How many copies of an account are kept; older ones that this plan made are deleted. 1 to 999.
 */
keep: number, };
export type BackupsView = { 
/**
 * The open account; none when none is open.
 */
account: string | null, 
/**
 * Where they lie.
 */
folder: string, 
/**
 * How many of this account lie there.
 */
files: number, 
/**
 * When one was last tried, RFC 3339.
 */
last_at: string | null, 
/**
 * The file it made.
 */
last_file: string | null, 
/**
 * Why it failed.
 */
problem: string | null, 
/**
 * When the next is due, RFC 3339; none while none is planned.
 */
next_at: string | null, };
export type BillPreviewView = { 
/**
 * Its number.
 */
id: string, 
/**
 * The month whose bill it is.
 */
period: PeriodText, 
/**
 * RFC 3339, when the change takes effect; none for a month as it stands.
 */
effect_at: string | null, 
/**
 * Lines that are not on the bill as things stand; fees and credits first.
 */
lines: Array<PreviewLine>, 
/**
 * The bill as things stand.
 */
total_now: MoneyText, 
/**
 * The bill after the change.
 */
total_after: MoneyText, 
/**
 * Of which tax.
 */
tax_after: MoneyText, 
/**
 * After less now.
 */
difference: MoneyText, 
/**
 * A whole month afterwards, before usage, with tax.
 */
next_month: MoneyText, };
export type BookCopyView = { 
/**
 * RFC 3339, when it was made.
 */
at: string, 
/**
 * Where it is.
 */
file: string, 
/**
 * True while it is young enough for a move that recreates the tenant.
 */
fresh: boolean, };
export type BroughtView = { 
/**
 * Hours not held before.
 */
hours_new: DecimalText, 
/**
 * The same hours again.
 */
hours_unchanged: DecimalText, 
/**
 * Past hours that changed: the old value is kept and flagged.
 */
hours_restated: DecimalText, 
/**
 * Months compared.
 */
months: DecimalText, 
/**
 * Invoices listed.
 */
invoices: DecimalText, 
/**
 * Of them not seen before.
 */
invoices_new: DecimalText, 
/**
 * Of them told otherwise than before.
 */
invoices_changed: DecimalText, 
/**
 * Documents not held before.
 */
documents: DecimalText, };
export type BundleForm = "zip" | "pdf";
export type CalendarDay = { 
/**
 * `2026-03-19`.
 */
day: string, 
/**
 * 24 letters: `p` present, `z` no data, `m` not measured, `u` never fetched, `f` in the future.
 */
hours: string, };
export type ChangeDecide = { 
/**
 * As in [`IntentRow`].
 */
id: string, 
/**
 * True when it was done.
 */
done: boolean, };
export type ChargeChecksQuery = { 
/**
 * Against which cost.
 */
against: ChargeCostCode, };
export type ChargeChecksView = { 
/**
 * By provider.
 */
tallies: Array<ChargeTallyRow>, 
/**
 * The largest differences first, at most [`SHOWN`](crate::charge_checks::SHOWN).
 */
rows: Array<ChargeDifferenceRow>, 
/**
 * How many differ in all.
 */
differing: DecimalText, };
export type ChargeCostCode = "list_cost" | "billed_cost";
export type ChargeDifferenceRow = { 
/**
 * Its number in the book.
 */
charge: string, 
/**
 * RFC 3339.
 */
start: string, 
/**
 * Provider.
 */
provider: string, 
/**
 * Service, or what the bill calls it.
 */
service: string, 
/**
 * As on the bill.
 */
unit_price: DecimalText, 
/**
 * As on the bill.
 */
quantity: DecimalText, 
/**
 * Price x quantity, exact.
 */
expected: DecimalText, 
/**
 * As on the bill.
 */
cost: DecimalText, 
/**
 * Cost less expected, exact.
 */
difference: DecimalText, 
/**
 * ISO 4217.
 */
currency: string, 
/**
 * True when the printed decimals explain it.
 */
rounding: boolean, };
export type ChargeQuery = { 
/**
 * The invoice's name.
 */
name: string, 
/**
 * Through whom: a name of [`ProviderView`]; none takes the usual one.
 */
provider: string | null, };
export type ChargeRehearsalView = { 
/**
 * All that can be asked, the usual one first.
 */
providers: Array<ProviderView>, 
/**
 * The one it would go through.
 */
provider: ProviderView, 
/**
 * What would be charged.
 */
amount: MoneyText, 
/**
 * In the order of being tried.
 */
steps: Array<ChargeStepView>, 
/**
 * The attempt that was begun and would be taken up.
 */
open: AttemptView | null, 
/**
 * Why it cannot be charged.
 */
refused: string | null, };
export type ChargeStart = { 
/**
 * The invoice's name.
 */
name: string, 
/**
 * Through whom.
 */
provider: string, };
export type ChargeStepView = { 
/**
 * `Visa ···· 4242`.
 */
method: string, 
/**
 * `primary` or `secondary`.
 */
role: string, 
/**
 * True when the card is over.
 */
expired: boolean, };
export type ChargeTallyRow = { 
/**
 * Provider.
 */
provider: string, 
/**
 * ISO 4217.
 */
currency: string, 
/**
 * Rows that come out to the last decimal.
 */
equal: DecimalText, 
/**
 * Rows whose difference the printed decimals explain.
 */
rounded: DecimalText, 
/**
 * Rows that differ by more.
 */
unexplained: DecimalText, 
/**
 * Rows without a price or a quantity.
 */
unknown: DecimalText, 
/**
 * The sum of all differences, exact.
 */
difference: DecimalText, };
export type ChargedMethod = { 
/**
 * Brand and last four.
 */
label: string, 
/**
 * The month in which it ends, as `2026-04`; none when it does not.
 */
expiry: string | null, 
/**
 * `ok`, `soon`, `expired`; none without an expiry.
 */
expiry_state: string | null, };
export type ChartLegend = { 
/**
 * For people.
 */
label: string, 
/**
 * CSS class of its colour: `v1` to `v8`, `ln`, `cmp`, `fc`.
 */
class: string, 
/**
 * `swatch`, `line`, `dashed`, `dotted`, `tick` or `band`.
 */
shape: string, };
export type ChartMark = { 
/**
 * Left edge, px.
 */
x: number, 
/**
 * Upper edge, px.
 */
y: number, 
/**
 * Width, px.
 */
w: number, 
/**
 * Height, px.
 */
h: number, 
/**
 * Which series.
 */
series: string, 
/**
 * Which category, such as a day.
 */
category: string, 
/**
 * What it says there.
 */
label: string, 
/**
 * The exact value; none where it is unknown.
 */
value: DecimalText | null, };
export type ChartNote = { 
/**
 * px.
 */
x: number, 
/**
 * Its words.
 */
label: string, 
/**
 * False where the drawing had no room for them.
 */
written: boolean, };
export type ChartPoint = { 
/**
 * Such as a day.
 */
category: string, 
/**
 * Exact; of stacked bars the sum of what is known.
 */
value: DecimalText, };
export type ChartSummary = { 
/**
 * Which series it tells of, when there are several lines.
 */
series: string | null, 
/**
 * Where it is highest.
 */
highest: ChartPoint, 
/**
 * Where it is lowest.
 */
lowest: ChartPoint, 
/**
 * The last known place.
 */
latest: ChartPoint, 
/**
 * Sum over all known places; none where places cannot be added.
 */
total: DecimalText | null, 
/**
 * Places that are known.
 */
known: number, 
/**
 * Places in all.
 */
places: number, };
export type ChartTable = { 
/**
 * Heading of the first column.
 */
category_heading: string, 
/**
 * Headings of the other columns.
 */
columns: Array<string>, 
/**
 * One row per category.
 */
rows: Array<ChartTableRow>, };
export type ChartTableRow = { 
/**
 * Such as a day.
 */
category: string, 
/**
 * One cell per column.
 */
cells: Array<DecimalText | null>, };
export type ChartView = { 
/**
 * SVG with classes, no styles.
 */
svg: string, 
/**
 * px.
 */
width: number, 
/**
 * px.
 */
height: number, 
/**
 * Hover and focus.
 */
marks: Array<ChartMark>, 
/**
 * In stacking order.
 */
legend: Array<ChartLegend>, 
/**
 * The same data as a table.
 */
table: ChartTable, 
/**
 * What the values are in: a unit, or an ISO currency.
 */
unit: string, 
/**
 * What happened on the way.
 */
notes: Array<ChartNote>, 
/**
 * The lower end of a value axis that does not start at zero.
 */
axis_start: string | null, 
/**
 * In one sentence; none when nothing is known.
 */
summary: ChartSummary | null, };
export type ClosePreview = { 
/**
 * Oldest first; the number is the one it gets.
 */
invoices: Array<InvoiceRow>, 
/**
 * Of them.
 */
total: MoneyText, 
/**
 * Usage without a price in those periods: it is not billed.
 */
unpriced: Array<string>, };
export type CloseUntil = { 
/**
 * RFC 3339.
 */
until: string, };
export type CommandError = { 
/**
 * Stable snake_case: `not_found`, `failed_precondition`, `bad_input`, `no_command`, ...
 */
code: string, 
/**
 * What happened, what still works, what to do.
 */
message: string, 
/**
 * The tenant's request id.
 */
request_id: string | null, };
export type CompareCode = "previous" | "last_year" | "range" | "off";
export type ComparedLine = { 
/**
 * For people: a line, a discount or a tax.
 */
label: string, 
/**
 * `line`, `discount` or `tax`.
 */
part: string, 
/**
 * On the invoice before; none when it was not on it.
 */
before: MoneyText | null, 
/**
 * On this one; none when it is not on it.
 */
now: MoneyText | null, 
/**
 * The second less the first.
 */
change: MoneyText, 
/**
 * In percent, one decimal; none from nothing.
 */
change_percent: DecimalText | null, };
export type ComparisonRow = { 
/**
 * `hours`, `invoices`, `documents` or `quotas`.
 */
part: string, 
/**
 * Which of them: a month such as `2026-02`, else empty.
 */
what: string, 
/**
 * As the copy has it.
 */
here: TallyView, 
/**
 * As the tenant tells it.
 */
there: TallyView, 
/**
 * What is not the same, by name; at most twenty.
 */
differing: Array<string>, 
/**
 * How many are not the same.
 */
differences: DecimalText, 
/**
 * True when both sides say the same.
 */
equal: boolean, };
export type ConflictField = { 
/**
 * Such as `virtual_host`.
 */
field: string, 
/**
 * When the draft was written.
 */
base: string | null, 
/**
 * In the draft.
 */
mine: string | null, 
/**
 * At the tenant now.
 */
theirs: string | null, 
/**
 * True when the tenant has changed it since.
 */
moved: boolean, };
export type CopyOpen = { 
/**
 * The file, whole.
 */
path: string, 
/**
 * True for an archive: it can be read and never changed.
 */
read_only: boolean, };
export type CopyPartView = { 
/**
 * `plans`, `subscriptions`, `quotas`, `invoices`, `documents`, `monthly_usage` or `hours`.
 */
part: string, 
/**
 * `whole`, `partial`, `failed` or `never`.
 */
state: string, 
/**
 * When it was last whole.
 */
fetched_at: string | null, 
/**
 * When it was last tried.
 */
tried_at: string | null, 
/**
 * What is missing, or what went wrong.
 */
message: string | null, 
/**
 * The code of that; none for a part that was tried by an earlier program.
 */
code: string | null, 
/**
 * The tenant's request id of the failure.
 */
request_id: string | null, };
export type CorrectedLineView = { 
/**
 * Display text.
 */
usage_type: string, 
/**
 * As billed.
 */
quantity_billed: DecimalText, 
/**
 * Held now.
 */
quantity_now: DecimalText, 
/**
 * As billed.
 */
billed: MoneyText, 
/**
 * With the usage of now, at the price it was billed with.
 */
rated: MoneyText, };
export type CorrectionRef = { 
/**
 * As in [`CorrectionView`].
 */
id: string, };
export type CorrectionView = { 
/**
 * Names it in commands.
 */
id: string, 
/**
 * The month whose invoice carries it.
 */
month: PeriodText, 
/**
 * The issued invoice that carries it; none until its month is closed.
 */
carried_by: string | null, 
/**
 * Before tax.
 */
amount: MoneyText, 
/**
 * RFC 3339.
 */
made_at: string, 
/**
 * Who.
 */
made_by: string, 
/**
 * In words.
 */
reason: string, 
/**
 * RFC 3339, when it was taken back.
 */
withdrawn_at: string | null, 
/**
 * True while its month is not billed.
 */
can_withdraw: boolean, };
export type CostGroup = "provider" | "namespace" | "service" | "region";
export type CredentialInput = { "kind": "token", 
/**
 * The token.
 */
token: string, } | { "kind": "certificate", 
/**
 * Where it is on this machine.
 */
path: string, 
/**
 * Of the P12; empty for PEM.
 */
password: string, } | { "kind": "tested", 
/**
 * That test.
 */
job: string, } | { "kind": "kept", };
export type CreditNoteRef = { 
/**
 * `CN-000001`.
 */
number: string, };
export type CreditNoteView = { 
/**
 * `CN-000001`.
 */
number: string, 
/**
 * RFC 3339.
 */
issued_at: string, 
/**
 * Who.
 */
issued_by: string, 
/**
 * `claim` lowers what is asked for, `refund` goes with money given back.
 */
kind: string, 
/**
 * As printed.
 */
reason: string, 
/**
 * Before tax.
 */
net: MoneyText, 
/**
 * Of the net.
 */
tax: MoneyText, 
/**
 * With tax.
 */
total: MoneyText, };
export type DateStyle = "words" | "numbers" | "iso";
export type DecimalText = string & { readonly __decimal: unique symbol };
export type Density = "compact" | "comfortable";
export type DeskNote = { 
/**
 * Lower case words parted by dots: `columns.usage`.
 */
key: string, 
/**
 * JSON text, at most 64 kB.
 */
value: string, };
export type DeskView = { 
/**
 * The open account; a note is written for it and for no other.
 */
account: string | null, 
/**
 * By key.
 */
notes: Array<DeskNote>, };
export type DeskWrite = { 
/**
 * As in [`DeskView`]: a note that was on its way while another account was opened is refused.
 */
account: string, 
/**
 * As in [`DeskNote`].
 */
key: string, 
/**
 * JSON text, at most 64 kB; none takes the note away.
 */
value: string | null, };
export type DisplaySettings = { 
/**
 * Of the window; documents have a language of their own.
 */
language: Language, 
/**
 * Light, dark or contrast.
 */
theme: Theme, 
/**
 * Of rows and controls.
 */
density: Density, 
/**
 * Whether anything moves.
 */
motion: Motion, 
/**
 * How a day is written. Times always have 24 hours.
 */
date_style: DateStyle, 
/**
 * Years of the Buddhist era, in Thai.
 */
buddhist: boolean, 
/**
 * IANA name of the zone whose time stands beside UTC; `UTC` for none. It never changes a bill.
 */
zone: string, };
export type DisputePackQuery = { 
/**
 * Which invoice.
 */
name: string, 
/**
 * Of its words.
 */
language: LanguageCode, };
export type DocumentVerdict = { 
/**
 * Of the bytes as they lie on disk now.
 */
sha256: string, 
/**
 * Made when they came.
 */
stored_sha256: string, 
/**
 * True when both are the same.
 */
unchanged: boolean, };
export type DraftCheckView = { 
/**
 * The draft.
 */
draft: IntentRow, 
/**
 * True when the object is not what it was when the draft was written.
 */
conflict: boolean, 
/**
 * Every field of the three.
 */
fields: Array<ConflictField>, };
export type DraftSend = { 
/**
 * As in [`IntentRow`].
 */
id: string, 
/**
 * True when the person has seen the conflict and wants it all the same.
 */
despite_conflict: boolean, };
export type DraftWrite = { 
/**
 * The kind of quota.
 */
kind: string, 
/**
 * What it says.
 */
text: string, };
export type EditDone = { 
/**
 * Takes it back; none when everything was so already.
 */
id: string | null, 
/**
 * How many things were changed.
 */
count: number, };
export type EditRef = { 
/**
 * As in [`EditDone`].
 */
id: string, };
export type EveryPlanQuery = { 
/**
 * At most so many of the last months that have ended.
 */
months: number, 
/**
 * px.
 */
width: number, 
/**
 * px.
 */
height: number, 
/**
 * Of its labels.
 */
language: LanguageCode, };
export type EveryPlanView = { 
/**
 * How many months there are.
 */
months: number, 
/**
 * In the order of the catalogue.
 */
plans: Array<PlanCost>, 
/**
 * None without any month.
 */
chart: ChartView | null, };
export type EvidenceRow = { 
/**
 * Display text.
 */
usage_type: string, 
/**
 * Stable id.
 */
metric_label: string, 
/**
 * Exact.
 */
quantity: DecimalText, 
/**
 * Of `quantity`.
 */
unit: string, 
/**
 * By our own price book, before discount and tax; none without a price.
 */
amount: MoneyText | null, };
export type ExportQuery = { 
/**
 * Which screen's question.
 */
what: ExportWhat, 
/**
 * Seen or everything.
 */
scope: ExportScope, 
/**
 * Keys of the columns in the order seen; empty for all.
 */
columns: Array<string>, 
/**
 * The first decides, the next among equals; empty for the order of the screen's rows.
 */
sort: Array<ExportSort>, 
/**
 * Only rows whose name has this in it; empty for all.
 */
find: string, 
/**
 * As which file.
 */
format: FileFormat, 
/**
 * Of heads and words.
 */
language: LanguageCode, };
export type ExportScope = "seen" | "everything";
export type ExportSort = { 
/**
 * Key of the column.
 */
key: string, 
/**
 * The largest first.
 */
down: boolean, };
export type ExportWhat = { "of": "usage", 
/**
 * The question.
 */
query: UsageQuery, } | { "of": "usage_hours", 
/**
 * Its range and filters; the grouping is not used.
 */
query: UsageQuery, } | { "of": "invoices", 
/**
 * Subset and search.
 */
query: InvoicesQuery, 
/**
 * Only these, by name; empty for all that are found.
 */
names: Array<string>, } | { "of": "invoice_lines", 
/**
 * Which invoice.
 */
name: string, } | { "of": "quotas", 
/**
 * Only kinds in this state.
 */
state: string | null, } | { "of": "payment_methods", } | { "of": "accounts", } | { "of": "prices", 
/**
 * Which version.
 */
query: PricesQuery, } | { "of": "provider_costs", 
/**
 * By what.
 */
query: ProviderCostQuery, } | { "of": "audit", 
/**
 * What narrows it; its window is not used.
 */
query: AuditViewQuery, } | { "of": "overview", 
/**
 * `2026-03`; without it the last one there is usage for.
 */
month: string | null, };
export type FamilyCode = "object" | "resource" | "api";
export type FileAnswer = { 
/**
 * `account_object_period_asof.ext`, safe on every system.
 */
name: string, 
/**
 * Such as `text/csv`.
 */
media_type: string, 
/**
 * The bytes.
 */
base64: string, 
/**
 * How many rows or files are in it.
 */
rows: number, };
export type FileFormat = "csv" | "xlsx" | "pdf";
export type FindHit = { 
/**
 * What it is.
 */
kind: FindKind, 
/**
 * Names it in addresses: an invoice, `2026-03`, an account's id, a quota kind.
 */
id: string, 
/**
 * For people.
 */
label: string, 
/**
 * An invoice's state, a tenant, a kind's code.
 */
hint: string, };
export type FindKind = "invoice" | "month" | "account" | "quota";
export type FindQuery = { 
/**
 * What a person typed.
 */
text: string, };
export type FindView = { 
/**
 * In the order to show them.
 */
hits: Array<FindHit>, };
export type Forecast = { 
/**
 * At that pace.
 */
amount: MoneyText, 
/**
 * At the lowest day of those seven.
 */
low: MoneyText, 
/**
 * At the highest day of those seven.
 */
high: MoneyText, };
export type GrainCode = "month" | "day" | "hour";
export type GroupCode = "usage_type" | "metric_label" | "namespace" | "object" | "deployment" | "container";
export type Header = { 
/**
 * The open account; none at the very first start.
 */
account: AccountRow | null, 
/**
 * The billing period that is running, UTC.
 */
period: PeriodText | null, 
/**
 * The end of the last hour there is usage for.
 */
data_as_of: string | null, 
/**
 * The first and last month there is usage for, `2024-04`.
 */
first_month: string | null, 
/**
 * As `first_month`.
 */
last_month: string | null, 
/**
 * Accounts on this machine.
 */
accounts: number, 
/**
 * Quotas over their limit.
 */
quotas_over: number, 
/**
 * Overdue invoices.
 */
invoices_overdue: number, 
/**
 * True when no payment method is primary while something is owed.
 */
no_primary: boolean, 
/**
 * The tenant behind the open account; none for a local book.
 */
tenant: TenantHead | null, 
/**
 * True while no socket is opened.
 */
air_gapped: boolean, };
export type HourColumn = "hour" | "usage_type" | "namespace" | "object" | "quantity" | "unit" | "status";
export type HourSort = { 
/**
 * By what.
 */
key: HourColumn, 
/**
 * Largest or latest first.
 */
down: boolean, };
export type HoursBehind = { 
/**
 * Display text.
 */
usage_type: string, 
/**
 * Stable id.
 */
metric_label: string, 
/**
 * What the hours add up to, exact.
 */
quantity: DecimalText, 
/**
 * Of `quantity`.
 */
unit: string, 
/**
 * How many hours of the period have a quantity.
 */
hours: number, 
/**
 * Of how many.
 */
of_hours: number, 
/**
 * The first of them, RFC 3339.
 */
first: string, 
/**
 * The last of them, RFC 3339.
 */
last: string, 
/**
 * The quantity on the invoice; none when no line is about it, or the provider tells none.
 */
billed: DecimalText | null, 
/**
 * True when the invoice bills another quantity than the hours add up to.
 */
differs: boolean, };
export type ImportKind = "focus" | "usage" | "prices";
export type ImportStart = { 
/**
 * What the file is.
 */
kind: ImportKind, 
/**
 * Where it is on this machine.
 */
path: string, };
export type InputChangeView = { 
/**
 * `period`, `currency`, `prices`, `plan`, `usage`, `fee`, `correction`, `coupon` or `tax`.
 */
kind: string, 
/**
 * Which.
 */
name: string, 
/**
 * Then; none when it was not there.
 */
before: string | null, 
/**
 * Now; none when it is gone.
 */
after: string | null, };
export type IntentField = { 
/**
 * Such as `virtual_host`, or `text`.
 */
field: string, 
/**
 * What it shall be; `-1` is unlimited for a limit.
 */
value: string, };
export type IntentRef = { 
/**
 * As in [`IntentRow`].
 */
id: string, };
export type IntentRow = { 
/**
 * Names it in commands.
 */
id: string, 
/**
 * In order of being written.
 */
number: number, 
/**
 * `create_quota`, `replace_quota`, `delete_quota`, `request_increase`, `make_primary`, ...
 */
operation: string, 
/**
 * What it is about.
 */
object: string, 
/**
 * What is wanted, field by field.
 */
wanted: Array<IntentField>, 
/**
 * `draft`, `sending`, `done`, `refused`, `unknown`, `not_done` or `discarded`.
 */
state: string, 
/**
 * Who wrote it.
 */
written_by: string, 
/**
 * RFC 3339.
 */
written_at: string, 
/**
 * RFC 3339.
 */
sent_at: string | null, 
/**
 * RFC 3339.
 */
ended_at: string | null, 
/**
 * What the tenant said, or why nothing is known.
 */
message: string | null, 
/**
 * The code of a refusal or a failure.
 */
code: string | null, 
/**
 * The tenant's request id.
 */
request_id: string | null, };
export type InvoiceAdjustment = { 
/**
 * For people.
 */
label: string, 
/**
 * What a tax is taken of.
 */
base: MoneyText | null, 
/**
 * Negative for a discount.
 */
amount: MoneyText, };
export type InvoiceComparison = { 
/**
 * The one before; none when there is none in the same currency.
 */
before: string | null, 
/**
 * Its total.
 */
total_before: MoneyText | null, 
/**
 * The total of this one.
 */
total_now: MoneyText, 
/**
 * What lies between.
 */
change: MoneyText | null, 
/**
 * The largest change first; they add up to `change`.
 */
lines: Array<ComparedLine>, };
export type InvoiceCorrect = { 
/**
 * The invoice that is corrected.
 */
name: string, 
/**
 * In words; may be empty.
 */
reason: string, };
export type InvoiceCredit = { 
/**
 * Which invoice.
 */
name: string, 
/**
 * With tax, in plain digits; none for all that is owed.
 */
amount: string | null, 
/**
 * Printed.
 */
reason: string, 
/**
 * True when it settles a difference of usage.
 */
for_usage: boolean, };
export type InvoiceDetail = { 
/**
 * As in the list.
 */
row: InvoiceRow, 
/**
 * Who bills, line by line.
 */
seller: Array<string>, 
/**
 * Who is billed, line by line.
 */
buyer: Array<string>, 
/**
 * In order.
 */
lines: Array<InvoiceLineView>, 
/**
 * Of the lines.
 */
subtotal: MoneyText, 
/**
 * In order of being applied.
 */
discounts: Array<InvoiceAdjustment>, 
/**
 * One per category and rate.
 */
taxes: Array<InvoiceAdjustment>, 
/**
 * What is to be paid.
 */
total: MoneyText, 
/**
 * Oldest first.
 */
payments: Array<PaymentView>, 
/**
 * At payment providers, oldest first.
 */
attempts: Array<AttemptView>, 
/**
 * When there is one.
 */
pdf: PdfInfo | null, 
/**
 * Oldest first.
 */
audit: Array<AuditLine>, 
/**
 * Metric labels of the period that have no price and so are not on it.
 */
unpriced: Array<string>, 
/**
 * True when it can be settled now.
 */
can_settle: boolean, 
/**
 * True when it can be cancelled now.
 */
can_cancel: boolean, 
/**
 * Oldest first.
 */
credit_notes: Array<CreditNoteView>, 
/**
 * What credit notes took off the claim.
 */
credited: MoneyText, 
/**
 * True when a credit note can lower what is asked for.
 */
can_credit: boolean, 
/**
 * True when its month can be billed again.
 */
can_reissue: boolean, 
/**
 * The invoice that bills the month of a cancelled one again.
 */
replaced_by: string | null, 
/**
 * True when it can be charged now, or a charge that was begun can go on.
 */
can_charge: boolean, 
/**
 * True while the end of an attempt is not known: the provider can be asked.
 */
can_resolve: boolean, };
export type InvoiceEvidence = { 
/**
 * By name.
 */
rows: Array<HoursBehind>, 
/**
 * First instant of the period, RFC 3339.
 */
from: string, 
/**
 * First instant after it.
 */
to: string, };
export type InvoiceLineView = { 
/**
 * Names it in `invoice_receipt`; counts from 1.
 */
line: number, 
/**
 * Display text.
 */
usage_type: string, 
/**
 * Stable id; empty for fixed lines.
 */
metric_label: string, 
/**
 * Exact.
 */
quantity: DecimalText | null, 
/**
 * Of `quantity`.
 */
unit: string, 
/**
 * As billed.
 */
billable: DecimalText | null, 
/**
 * Of `billable`.
 */
unit_billable: string, 
/**
 * One price, or none when it has tiers.
 */
unit_price: DecimalText | null, 
/**
 * True when the price has several tiers.
 */
tiered: boolean, 
/**
 * Rounded once.
 */
amount: MoneyText, 
/**
 * True when no usage is behind it.
 */
fixed: boolean, 
/**
 * Its own part of the invoice's period; none when it is for the whole of it.
 */
span_start: string | null, 
/**
 * First instant after.
 */
span_end: string | null, };
export type InvoiceMarks = { 
/**
 * The day it was reconciled on, RFC 3339; none when it is not.
 */
reconciled_on: string | null, 
/**
 * Which statement.
 */
statement: string | null, 
/**
 * Oldest first.
 */
notes: Array<NoteView>, };
export type InvoiceNames = { 
/**
 * As in `InvoiceRow`; at most 200.
 */
names: Array<string>, };
export type InvoiceRating = { 
/**
 * Which invoice.
 */
name: string, 
/**
 * True when every line is the same to the cent; none when it cannot be rated.
 */
matches: boolean | null, 
/**
 * Our total less the invoice's, when it differs.
 */
difference: MoneyText | null, };
export type InvoiceRatings = { 
/**
 * In the order asked.
 */
ratings: Array<InvoiceRating>, };
export type InvoiceReconcile = { 
/**
 * As in [`crate::invoices::InvoiceRow`].
 */
names: Array<string>, 
/**
 * False takes the marks away.
 */
reconciled: boolean, 
/**
 * The day, `2026-03-19`; none is today.
 */
day: string | null, 
/**
 * Which statement, in the person's words.
 */
statement: string | null, };
export type InvoiceRef = { 
/**
 * As in [`InvoiceRow`].
 */
name: string, };
export type InvoiceRow = { 
/**
 * Names it in commands.
 */
name: string, 
/**
 * Given when it is issued.
 */
number: string | null, 
/**
 * What it bills.
 */
period: PeriodText, 
/**
 * RFC 3339.
 */
issued_at: string | null, 
/**
 * RFC 3339.
 */
due_at: string | null, 
/**
 * `running`, `issued`, `overdue`, `paid`, `refunded`, `cancelled`, or what else the tenant says.
 */
status: string, 
/**
 * Whole days past due.
 */
overdue_days: number | null, 
/**
 * True while its amount may change.
 */
active: boolean, 
/**
 * With tax.
 */
amount: MoneyText, 
/**
 * Still open; none while it runs.
 */
balance: MoneyText | null, 
/**
 * True when its PDF is on disk.
 */
pdf_stored: boolean, 
/**
 * Since when its provider no longer lists it.
 */
gone_since: string | null, 
/**
 * The day a person reconciled it on, RFC 3339; told in lists.
 */
reconciled_on: string | null, 
/**
 * How many notes are on it; told in lists.
 */
notes: number, };
export type InvoiceSettle = { 
/**
 * Which.
 */
name: string, 
/**
 * How, in words: a bank reference, a method.
 */
note: string, };
export type InvoiceTab = "all" | "running" | "issued" | "overdue" | "paid" | "refunded" | "cancelled";
export type InvoiceTabCount = { 
/**
 * Which.
 */
tab: InvoiceTab, 
/**
 * How many.
 */
count: number, 
/**
 * Their amounts; none when they are in several currencies.
 */
sum: MoneyText | null, };
export type InvoicesBundle = { 
/**
 * Which, in the order wanted.
 */
names: Array<string>, 
/**
 * As what.
 */
form: BundleForm, };
export type InvoicesQuery = { 
/**
 * Subset.
 */
tab: InvoiceTab, 
/**
 * In numbers and lines; empty finds all.
 */
search: string, };
export type InvoicesSum = { 
/**
 * How many.
 */
count: number, 
/**
 * One per currency.
 */
sums: Array<MoneyText>, 
/**
 * What is open on them, one per currency; empty when nobody tells.
 */
balances: Array<MoneyText>, };
export type InvoicesView = { 
/**
 * In fixed order.
 */
tabs: Array<InvoiceTabCount>, 
/**
 * Newest first.
 */
rows: Array<InvoiceRow>, 
/**
 * Of the rows shown; none when they are in several currencies.
 */
total: MoneyText | null, 
/**
 * Of the rows shown; none when nobody tells what is open.
 */
balance: MoneyText | null, 
/**
 * True when they are the provider's: read and verified here, never changed.
 */
provider: boolean, };
export type JobRef = { 
/**
 * As in [`JobStatus`].
 */
job: string, };
export type JobState = "running" | "done" | "cancelled" | "failed";
export type JobStatus = { 
/**
 * Names the job.
 */
job: string, 
/**
 * The id of the account that it goes into.
 */
account: string, 
/**
 * The name of that account.
 */
account_name: string, 
/**
 * What the file is.
 */
kind: ImportKind, 
/**
 * The file's name.
 */
file: string, 
/**
 * Where it stands.
 */
state: JobState, 
/**
 * 0 to 100, whole.
 */
percent: number, 
/**
 * Rows read; 0 until the job has ended.
 */
rows_read: DecimalText, 
/**
 * Rows not seen before.
 */
rows_new: DecimalText, 
/**
 * The same facts again.
 */
rows_unchanged: DecimalText, 
/**
 * Changed facts: the old value is kept and flagged.
 */
rows_restated: DecimalText, 
/**
 * Rows not taken.
 */
rows_refused: DecimalText, 
/**
 * The first of them, with reasons.
 */
refusals: Array<Refusal>, 
/**
 * Why it failed, or what was kept.
 */
message: string | null, 
/**
 * The code of that.
 */
code: string | null, };
export type KeepingCode = "keychain" | "session_only" | "missing" | "unreadable";
export type KeptPreviewView = { 
/**
 * RFC 3339, when it was shown.
 */
made_at: string, 
/**
 * To whom.
 */
made_by: string, 
/**
 * What was shown.
 */
shown: BillPreviewView, };
export type Language = "en" | "th";
export type LanguageCode = "en" | "th";
export type LastCharge = { 
/**
 * RFC 3339.
 */
at: string, 
/**
 * `succeeded`, `failed`, `refunded` or `unknown`.
 */
outcome: string, 
/**
 * Why it failed.
 */
note: string, };
export type LastSyncView = { 
/**
 * RFC 3339.
 */
started_at: string, 
/**
 * RFC 3339; none when it is under way or was killed.
 */
ended_at: string | null, 
/**
 * `running`, `done`, `partial`, `cancelled` or `failed`.
 */
state: string, 
/**
 * What kept it from being whole.
 */
message: string | null, 
/**
 * The code of that; none for a run of an earlier program.
 */
code: string | null, 
/**
 * Calls made.
 */
calls: number, };
export type LimitChange = { 
/**
 * RFC 3339.
 */
at: string, 
/**
 * Before; none for unlimited or none stated.
 */
before: DecimalText | null, 
/**
 * After; none for unlimited or none stated.
 */
after: DecimalText | null, };
export type LimitChangeView = { 
/**
 * Its key.
 */
kind: string, 
/**
 * For people.
 */
display_name: string, 
/**
 * What is used; none when not tracked or not said.
 */
used: DecimalText | null, 
/**
 * The limit now, `-1` unlimited, none when not stated.
 */
before: DecimalText | null, 
/**
 * The limit under the new plan.
 */
after: DecimalText | null, 
/**
 * Used beyond the new limit.
 */
over_by: DecimalText | null, 
/**
 * True when the new limit is the smaller one.
 */
tighter: boolean, };
export type LinkCode = "air_gapped" | "connecting" | "not_connected" | "not_tried" | "online" | "offline";
export type LockSet = { 
/**
 * The present one, where there is one.
 */
present: string, 
/**
 * The new one; empty for none.
 */
passphrase: string, };
export type LockTry = { 
/**
 * As it was typed.
 */
passphrase: string, };
export type LockView = { 
/**
 * True when a passphrase was chosen; without one the cover only hides figures.
 */
passphrase: boolean, 
/**
 * Why a passphrase would be forgotten when the program ends.
 */
session_only: string | null, };
export type MeasureCode = "quantity" | "billable" | "amount" | "unit_price";
export type MoneyText = { 
/**
 * Such as `1234.50`.
 */
amount: DecimalText, 
/**
 * ISO 4217.
 */
currency: string, };
export type Motion = "system" | "reduced";
export type MoveStepView = { 
/**
 * `checked`, `payment_method`, `guarded`, `ticket`, `approval_asked`, `approved`, `addons_dropped`, `addons_added`,
 * `quotas`, `subscription`, `finished`, `refused`, `cancelled`, `stopped` or `taken_back`.
 */
step: string, 
/**
 * RFC 3339, when it was written.
 */
at: string, 
/**
 * Who.
 */
by: string, 
/**
 * What came of it, in words or names.
 */
note: string, 
/**
 * `nothing`, `remove_payment_method`, `subscribe_addons`, `drop_addons`, `make_quota_objects` or `hold_plan`.
 */
undo: string, 
/**
 * Of what.
 */
undo_names: Array<string>, };
export type Mover = { 
/**
 * Display text.
 */
usage_type: string, 
/**
 * Against the same days before.
 */
change: MoneyText, 
/**
 * In percent, one decimal; none when there was nothing before.
 */
change_percent: DecimalText | null, };
export type Need = { "kind": "invoice_overdue", 
/**
 * Its name.
 */
invoice: string, 
/**
 * Whole days past due.
 */
days: number, 
/**
 * What is still open.
 */
balance: MoneyText, } | { "kind": "invoice_differs", 
/**
 * Its name.
 */
invoice: string, 
/**
 * Our total less the invoice's.
 */
difference: MoneyText, 
/**
 * As many older ones differ too; they are told together, so that they do not hide all else.
 */
more: number, } | { "kind": "provider_overdue", 
/**
 * Its name.
 */
invoice: string, 
/**
 * All of it.
 */
amount: MoneyText, } | { "kind": "changes_unknown", 
/**
 * How many.
 */
changes: number, } | { "kind": "drafts_wait", 
/**
 * How many.
 */
drafts: number, } | { "kind": "copy_partial", 
/**
 * Which.
 */
parts: Array<string>, } | { "kind": "quota_over", 
/**
 * Its display name.
 */
quota: string, 
/**
 * In use.
 */
used: DecimalText, 
/**
 * The limit.
 */
limit: DecimalText, } | { "kind": "method_expires", 
/**
 * Its name.
 */
method: string, 
/**
 * Brand and last four.
 */
label: string, 
/**
 * Whole days left; negative after.
 */
days: number, } | { "kind": "charge_unknown", 
/**
 * Names it.
 */
invoice: string, 
/**
 * What is still open.
 */
balance: MoneyText, } | { "kind": "no_primary", } | { "kind": "transition_waits", 
/**
 * From this plan.
 */
from: string, 
/**
 * To this plan.
 */
to: string, 
/**
 * RFC 3339.
 */
since: string, } | { "kind": "restated", 
/**
 * How many facts.
 */
facts: number, } | { "kind": "no_price", 
/**
 * Its metric labels.
 */
metric_labels: Array<string>, };
export type NetworkSettings = { 
/**
 * Such as `http://proxy.example:3128`, without a name or password; empty for the system's.
 */
proxy: string, 
/**
 * Certificates (PEM) to trust beside those of the system; empty for none.
 */
custom_ca: string, };
export type NextCharge = { 
/**
 * RFC 3339.
 */
at: string, 
/**
 * Which invoice falls due.
 */
invoice: string, 
/**
 * Its open balance.
 */
amount: MoneyText, 
/**
 * True when that day is over: it is overdue already.
 */
overdue: boolean, };
export type NoAmount = "part_of_tenant" | "no_price" | "nothing_measured";
export type NoteAdd = { 
/**
 * The invoice.
 */
name: string, 
/**
 * Plain text.
 */
text: string, };
export type NoteChange = { 
/**
 * As in [`NoteView`].
 */
id: string, 
/**
 * Plain text.
 */
text: string, };
export type NoteRef = { 
/**
 * As in [`NoteView`].
 */
id: string, };
export type NoteView = { 
/**
 * Names it.
 */
id: string, 
/**
 * Plain text.
 */
text: string, 
/**
 * Who wrote it.
 */
written_by: string, 
/**
 * RFC 3339.
 */
written_at: string, 
/**
 * When its text was last changed, RFC 3339.
 */
changed_at: string | null, };
export type Nothing = Record<symbol, never>;
export type Notice = { 
/**
 * What it is about.
 */
kind: NoticeKind, 
/**
 * The kind of quota, or the card; none where details are not to be shown.
 */
subject: string | null, 
/**
 * Whole days that a card is still good; none for quotas.
 */
days: number | null, };
export type NoticeKind = "quota_near" | "quota_full" | "card_expires" | "card_expired";
export type NoticesView = { 
/**
 * The account.
 */
account: string, 
/**
 * Nothing while notifications are off.
 */
notices: Array<Notice>, };
export type NotifySettings = { 
/**
 * Imports and syncs that ended, quotas that crossed a threshold, cards that expire.
 */
on: boolean, 
/**
 * Names of quotas and last digits of cards as well: whoever sees the screen can read them.
 */
details: boolean, };
export type OutboxView = { 
/**
 * Newest first.
 */
drafts: Array<IntentRow>, 
/**
 * Newest first.
 */
unknown: Array<IntentRow>, 
/**
 * Those that came to their end, newest first, at most 50.
 */
ended: Array<IntentRow>, };
export type OverviewChartQuery = { 
/**
 * `2026-03`.
 */
month: string | null, 
/**
 * px.
 */
width: number, 
/**
 * px.
 */
height: number, 
/**
 * Of its labels.
 */
language: LanguageCode, };
export type OverviewQuery = { 
/**
 * `2026-03`.
 */
month: string | null, };
export type OverviewView = { 
/**
 * The month.
 */
period: PeriodText, 
/**
 * Usage ends here.
 */
data_as_of: string | null, 
/**
 * True while the month is not over.
 */
running: boolean, 
/**
 * Hours so far that were never fetched: the figures are of the others.
 */
unknown_hours: number, 
/**
 * Whether the month has usage, priced or not.
 */
metered: boolean, 
/**
 * Usage so far, priced; none when there is no price book.
 */
month_to_date: MoneyText | null, 
/**
 * The same days of the month before; the whole of it once the month is over.
 */
same_days_before: MoneyText | null, 
/**
 * The difference.
 */
change: MoneyText | null, 
/**
 * In percent, one decimal.
 */
change_percent: DecimalText | null, 
/**
 * What each whole day of it came to, the first day first; empty without prices.
 */
daily: Array<DecimalText>, 
/**
 * While the month runs.
 */
forecast: Forecast | null, 
/**
 * Totals of the last twelve final invoices of its currency, the oldest first.
 */
invoiced: Array<DecimalText>, 
/**
 * The newest final invoice.
 */
last_invoice: InvoiceRow | null, 
/**
 * How many are overdue.
 */
overdue_count: number, 
/**
 * What is open on them; of a provider's their amounts.
 */
overdue_total: MoneyText | null, 
/**
 * The same by age.
 */
ageing: Array<Ageing>, 
/**
 * Largest moves first.
 */
movers: Array<Mover>, 
/**
 * The furthest over their limit, then what runs out first, then what has nothing left.
 */
quotas: Array<QuotaRow>, 
/**
 * How many kinds are full or over, shown or not.
 */
quotas_out: number, 
/**
 * Worst first.
 */
needs: Array<Need>, 
/**
 * Payment and plan.
 */
payment: PaymentAndPlan, 
/**
 * Costs that providers already priced, by provider, when such bills were imported.
 */
provider_costs: Array<ProviderCostRow>, };
export type PartyText = { 
/**
 * Legal name.
 */
name: string, 
/**
 * One line each.
 */
address: Array<string>, 
/**
 * As it must be printed; empty for none.
 */
tax_id: string, };
export type PaymentAndPlan = { 
/**
 * When and what is charged next.
 */
next_charge: NextCharge | null, 
/**
 * The primary method.
 */
primary: ChargedMethod | null, 
/**
 * The secondary method.
 */
secondary: ChargedMethod | null, 
/**
 * Title of the current plan.
 */
plan: string | null, 
/**
 * Its flat price.
 */
plan_price: MoneyText | null, 
/**
 * Title of the plan that was asked for.
 */
asked: string | null, };
export type PaymentMethodAdd = { 
/**
 * From the payment provider, never a card number.
 */
token: string, 
/**
 * `primary`, `secondary` or `normal`.
 */
role: string, 
/**
 * Address line of the contact; may be empty.
 */
contact: string, };
export type PaymentMethodRef = { 
/**
 * As in [`PaymentMethodRow`].
 */
name: string, };
export type PaymentMethodRow = { 
/**
 * Names it in commands.
 */
name: string, 
/**
 * `primary`, `secondary`, `normal`, or what else the tenant says.
 */
role: string, 
/**
 * Such as `Visa`; none when the token does not tell.
 */
brand: string | null, 
/**
 * None when the token does not tell.
 */
last_four: string | null, 
/**
 * `2028-11`.
 */
expiry: string | null, 
/**
 * `ok`, `soon`, `expired`; none without an expiry.
 */
expiry_state: string | null, 
/**
 * Whole days left.
 */
expiry_days: number | null, 
/**
 * One line.
 */
contact: string | null, 
/**
 * Who added it.
 */
added_by: string | null, 
/**
 * RFC 3339.
 */
added_at: string, 
/**
 * The last charge, in the words of the provider.
 */
last_charge: LastCharge | null, };
export type PaymentMethodsView = { 
/**
 * Primary, secondary, then in order of being added.
 */
methods: Array<PaymentMethodRow>, 
/**
 * True when nobody is charged first.
 */
no_primary: boolean, 
/**
 * Rehearsal: what the next charge would be.
 */
next_charge: NextCharge | null, 
/**
 * True for a remote tenant, which lists none: these are those that this console knows of.
 */
register: boolean, };
export type PaymentView = { 
/**
 * RFC 3339.
 */
at: string, 
/**
 * Label of the method, or what was noted.
 */
method: string, 
/**
 * Positive for a payment, negative for a refund.
 */
amount: MoneyText, 
/**
 * `succeeded`, `failed`, `refunded` or `unknown`.
 */
outcome: string, 
/**
 * In words.
 */
note: string, };
export type PdfFile = { 
/**
 * For saving.
 */
file_name: string, 
/**
 * The bytes.
 */
pdf_base64: string, 
/**
 * Hex, of these bytes.
 */
sha256: string, 
/**
 * True when the bytes are those that were stored; none for a document made just now (running invoice).
 */
unchanged: boolean | null, };
export type PdfInfo = { 
/**
 * Hex.
 */
sha256: string, 
/**
 * RFC 3339.
 */
stored_at: string, 
/**
 * Whole kilobytes.
 */
size_kb: number, };
export type PeriodText = { 
/**
 * First instant inside.
 */
start: string, 
/**
 * First instant after.
 */
end: string, };
export type PlanColumn = { 
/**
 * Its key.
 */
name: string, 
/**
 * For people.
 */
title: string, 
/**
 * Second line.
 */
subtitle: string, 
/**
 * True for the one that is held.
 */
current: boolean, 
/**
 * True for the one that was asked for.
 */
asked: boolean, 
/**
 * Of one renewal period.
 */
flat_price: MoneyText, 
/**
 * `day`, `week`, `month`, `year`, or what else the tenant says.
 */
renewal_unit: string, 
/**
 * Length of the trial; 0 = none.
 */
trial: number, 
/**
 * Unit of the trial.
 */
trial_unit: string, 
/**
 * True when nothing is billed automatically.
 */
billing_disabled: boolean, 
/**
 * `wizard`, `support`, `recreate`, or what else the tenant says.
 */
method: string, 
/**
 * `payment_token`, `domain`, `contacts`, or what else the tenant says.
 */
required_fields: Array<string>, 
/**
 * True when somebody else must approve.
 */
needs_approval: boolean, 
/**
 * Parallel to `PlansView.addons`: `included`, `allowed` or `none`.
 */
addons: Array<string>, 
/**
 * Parallel to `PlansView.quotas`: the default limit, `-1` unlimited, none when not stated.
 */
quotas: Array<DecimalText | null>, 
/**
 * `upgrade`, `downgrade` or `level` by flat price; none where nothing can be compared.
 */
direction: string | null, 
/**
 * When a move there takes effect unless somebody chooses: `now` or `period_end`.
 */
default_when: string, };
export type PlanCost = { 
/**
 * The plan's key.
 */
plan: string, 
/**
 * Over all months, tax included; of the held plan as billed. None for a plan in another currency.
 */
total: MoneyText | null, 
/**
 * `total` less what was billed.
 */
difference: MoneyText | null, };
export type PlanLimitsView = { 
/**
 * By family and kind.
 */
rows: Array<LimitChangeView>, };
export type PlanPreviewQuery = { 
/**
 * The plan's key.
 */
plan: string, 
/**
 * Add-ons to take with it.
 */
subscribe_addons: Array<string>, 
/**
 * Add-ons to drop with it.
 */
unsubscribe_addons: Array<string>, 
/**
 * As in `TransitionStart`.
 */
when: string | null, };
export type PlanQuotaRow = { 
/**
 * Its key.
 */
kind: string, 
/**
 * For people.
 */
display_name: string, };
export type PlanRef = { 
/**
 * Its key.
 */
name: string, };
export type PlansView = { 
/**
 * In the tenant's order.
 */
plans: Array<PlanColumn>, 
/**
 * Rows of the comparison.
 */
addons: Array<AddonRow>, 
/**
 * Rows of the comparison.
 */
quotas: Array<PlanQuotaRow>, 
/**
 * The open request; at most one.
 */
open: TransitionView | null, 
/**
 * Newest first, without the open one.
 */
past: Array<TransitionView>, 
/**
 * RFC 3339, the end of what the plan that is held was charged for.
 */
period_end: string, 
/**
 * The name that is typed before a tenant is recreated.
 */
tenant: string, 
/**
 * The last copy of the book that is still where it was put.
 */
last_copy: BookCopyView | null, 
/**
 * True at a remote tenant: its API makes a move at once and knows no later date.
 */
at_once: boolean, };
export type PreviewLine = { 
/**
 * Display text.
 */
title: string, 
/**
 * What it is for.
 */
span: PeriodText, 
/**
 * Below 0 for a credit.
 */
amount: MoneyText, };
export type PreviewOutcomeView = { 
/**
 * Its number.
 */
id: string, 
/**
 * `month`, `plan` or `addon`.
 */
kind: string, 
/**
 * The plan, the add-on, or the running invoice.
 */
subject: string, 
/**
 * RFC 3339, when it was shown.
 */
made_at: string, 
/**
 * To whom.
 */
made_by: string, 
/**
 * What it came to.
 */
previewed: MoneyText, 
/**
 * True when the invoice was made from the same inputs.
 */
as_previewed: boolean, 
/**
 * Inputs that changed.
 */
changes: Array<InputChangeView>, };
export type PreviewsView = { 
/**
 * The newest first.
 */
outcomes: Array<PreviewOutcomeView>, };
export type PriceFigures = { 
/**
 * `flat`, `per_unit`, `graduated`, `volume`, `package`; `fee` for plans and add-ons.
 */
model: string, 
/**
 * From the lowest up; one for a single price; none for a fee.
 */
tiers: Array<PriceTier>, 
/**
 * Of a plan or an add-on.
 */
fee: MoneyText | null, 
/**
 * Units in a package.
 */
package_size: DecimalText | null, 
/**
 * Units that cost nothing; none when there are none.
 */
included: DecimalText | null, 
/**
 * The metered unit.
 */
unit: string, 
/**
 * The unit that is priced.
 */
unit_billable: string, 
/**
 * Metered units in one billable unit; `hours_in_period` for the hours the month really has; none for 1.
 */
factor: string | null, 
/**
 * `floor_min_one` or `exact`; empty for a fee.
 */
rule: string, };
export type PriceRow = { 
/**
 * Unique in the view.
 */
key: string, 
/**
 * `metered`, `plan`, `addon`.
 */
what: string, 
/**
 * For people.
 */
title: string, 
/**
 * The metric label, the plan, the add-on.
 */
name: string, 
/**
 * The plan that a metered price is for; none for the general one.
 */
plan: string | null, 
/**
 * `same`, `changed`, `new`, `gone`; `same` when nothing is compared.
 */
change: string, 
/**
 * In the version shown; none when it is gone.
 */
now: PriceFigures | null, 
/**
 * In the version it is held against, when it differs there.
 */
before: PriceFigures | null, };
export type PriceTier = { 
/**
 * Inclusive; none for the open end.
 */
up_to: DecimalText | null, 
/**
 * Of one unit, or of one package.
 */
unit_price: DecimalText, };
export type PriceVersionRow = { 
/**
 * 1, 2, 3, ...
 */
number: number, 
/**
 * RFC 3339.
 */
valid_from: string, 
/**
 * RFC 3339; none while no later one takes its place.
 */
valid_until: string | null, 
/**
 * ISO 4217.
 */
currency: string, 
/**
 * True for the one in force now.
 */
in_force: boolean, 
/**
 * How many invoices were billed with it.
 */
invoices: number, };
export type PricesQuery = { 
/**
 * Its number in digits; the newest without.
 */
version: string | null, 
/**
 * Its number in digits; the one before the shown one without.
 */
against: string | null, };
export type PricesView = { 
/**
 * Newest first.
 */
versions: Array<PriceVersionRow>, 
/**
 * The one shown; none in a book without prices.
 */
version: number | null, 
/**
 * The one it is held against.
 */
against: number | null, 
/**
 * By name.
 */
rows: Array<PriceRow>, 
/**
 * How many differ.
 */
changed: number, };
export type ProFormaQuery = { 
/**
 * As in the list.
 */
name: string, 
/**
 * Of its words.
 */
language: LanguageCode, };
export type ProfileSheet = { 
/**
 * The open account.
 */
account: string, 
/**
 * False for a tenant, whose documents are its own, and for an archive.
 */
editable: boolean, 
/**
 * As it is.
 */
now: ProfileView, };
export type ProfileView = { 
/**
 * Who asks for the money.
 */
seller: PartyText, 
/**
 * Who pays.
 */
buyer: PartyText, 
/**
 * None where no tax is charged.
 */
tax: TaxText | null, 
/**
 * Days to pay in, from the day of issue; 0 to 366.
 */
due_days: number, 
/**
 * `en` or `th`.
 */
language: string, 
/**
 * How to pay and what the law wants said, one paragraph each.
 */
payment_note: Array<string>, };
export type ProviderCostQuery = { 
/**
 * At least one.
 */
by: Array<CostGroup>, };
export type ProviderCostRow = { 
/**
 * One value per grouping.
 */
keys: Array<string>, 
/**
 * ISO 4217.
 */
currency: string, 
/**
 * Exact, unrounded.
 */
billed: DecimalText, 
/**
 * Exact, unrounded; none when the provider gave none.
 */
list: DecimalText | null, 
/**
 * Exact, unrounded; none when the provider gave none.
 */
effective: DecimalText | null, 
/**
 * Rows behind it.
 */
charges: DecimalText, };
export type ProviderCosts = { 
/**
 * Largest billed cost first.
 */
rows: Array<ProviderCostRow>, 
/**
 * One per currency: totals never add two currencies.
 */
totals: Array<ProviderCostRow>, };
export type ProviderDocument = { 
/**
 * Hex.
 */
sha256: string, 
/**
 * RFC 3339.
 */
fetched_at: string, 
/**
 * The address that sent it.
 */
source: string, 
/**
 * Whole kilobytes.
 */
size_kb: number, };
export type ProviderInvoiceView = { 
/**
 * As in the list.
 */
row: InvoiceRow, 
/**
 * When it was first seen.
 */
first_seen_at: string, 
/**
 * When the provider last told it so.
 */
fetched_at: string, 
/**
 * Since when the provider no longer lists it.
 */
gone_since: string | null, 
/**
 * When it was fetched.
 */
document: ProviderDocument | null, 
/**
 * Why there is none.
 */
no_document: string | null, 
/**
 * What the provider told about it that cannot be.
 */
anomalies: Array<AnomalyView>, 
/**
 * What was used in its period, by the hours of the copy.
 */
evidence: Array<EvidenceRow>, 
/**
 * Their amounts together; none when one has no price.
 */
evidence_total: MoneyText | null, };
export type ProviderView = { 
/**
 * `test`, `stripe`.
 */
name: string, 
/**
 * For people.
 */
label: string, 
/**
 * True when no real money moves: say it loudly.
 */
test: boolean, };
export type QuotaCount = { 
/**
 * The state.
 */
state: QuotaStateCode, 
/**
 * Kinds in it.
 */
count: number, };
export type QuotaHistoryQuery = { 
/**
 * Object or resource.
 */
family: FamilyCode, 
/**
 * Its key.
 */
kind: string, 
/**
 * px.
 */
width: number, 
/**
 * px.
 */
height: number, 
/**
 * Of the labels in the drawing.
 */
language: LanguageCode, };
export type QuotaHistoryView = { 
/**
 * None with fewer than two readings.
 */
chart: ChartView | null, 
/**
 * The first week shown, RFC 3339.
 */
since: string | null, 
/**
 * What was in use then.
 */
used_then: DecimalText | null, 
/**
 * Oldest first.
 */
limit_changes: Array<LimitChange>, };
export type QuotaLimitRemove = { 
/**
 * Object or resource.
 */
family: FamilyCode, 
/**
 * Its key.
 */
kind: string, };
export type QuotaLimitSet = { 
/**
 * Object or resource.
 */
family: FamilyCode, 
/**
 * Its key.
 */
kind: string, 
/**
 * Plain decimal; `-1` is unlimited.
 */
maximum: DecimalText, };
export type QuotaRow = { 
/**
 * Its family.
 */
family: FamilyCode, 
/**
 * Its key.
 */
kind: string, 
/**
 * For people.
 */
display_name: string, 
/**
 * What it is.
 */
description: string, 
/**
 * In use; none when not tracked.
 */
used: DecimalText | null, 
/**
 * The limit; none when unlimited or not stated.
 */
limit: DecimalText | null, 
/**
 * Where it stands.
 */
state: QuotaStateCode, 
/**
 * One decimal; none for the last four states.
 */
percent: DecimalText | null, 
/**
 * Used beyond the limit.
 */
over_by: DecimalText | null, 
/**
 * How full the bar is, 0 to 1000; over the limit it is full.
 */
fill_permille: number, 
/**
 * Where the limit's tick stands when over, 0 to 1000.
 */
tick_permille: number | null, 
/**
 * Rate, burst and unit of an API.
 */
rate: RateText | null, 
/**
 * `plan` or `object`; none when no limit was stated.
 */
source: string | null, 
/**
 * Name of the plan or quota object that sets the limit.
 */
source_name: string | null, 
/**
 * What is still free; none without a maximum and a count.
 */
free: DecimalText | null, 
/**
 * From which percentage on it is near.
 */
near_from: DecimalText, 
/**
 * From which percentage on it is full.
 */
full_from: DecimalText, 
/**
 * In use at the end of each of the last twelve weeks, oldest first, now last; none before anything was read.
 */
weeks: Array<DecimalText | null>, 
/**
 * More in use each week, by least squares over those weeks; none with too short a history.
 */
growth: DecimalText | null, 
/**
 * When it runs out at that pace.
 */
run_out: RunOutView, };
export type QuotaStateCode = "over" | "full" | "near" | "ok" | "unlimited" | "not_tracked" | "rate_limit" | "no_limit";
export type QuotaThresholdsSet = { 
/**
 * Object or resource.
 */
family: FamilyCode, 
/**
 * Its key.
 */
kind: string, 
/**
 * Percent.
 */
near: DecimalText | null, 
/**
 * Percent.
 */
full: DecimalText | null, };
export type QuotasView = { 
/**
 * Worst first.
 */
rows: Array<QuotaRow>, 
/**
 * Only states that occur.
 */
counts: Array<QuotaCount>, 
/**
 * The last reading, RFC 3339.
 */
as_of: string | null, 
/**
 * True when the change that was just asked for waits as a draft, because the tenant cannot be reached.
 */
drafted: boolean, };
export type RangeQuery = { 
/**
 * RFC 3339.
 */
from: string, 
/**
 * RFC 3339.
 */
to: string, };
export type RateText = { 
/**
 * Sustained.
 */
rate: DecimalText, 
/**
 * At once.
 */
burst: DecimalText, 
/**
 * Such as `per-second`.
 */
unit: string, };
export type ReceiptQuery = { 
/**
 * Name of the invoice.
 */
invoice: string, 
/**
 * Its line, from 1.
 */
line: number, };
export type ReceiptView = { 
/**
 * For people, several lines.
 */
text: string, 
/**
 * For scripts.
 */
json: string, };
export type RefundStart = { 
/**
 * The invoice's name.
 */
name: string, 
/**
 * Through whom.
 */
provider: string, 
/**
 * In the invoice's currency; none for all that is left.
 */
amount: DecimalText | null, 
/**
 * Why; may be empty.
 */
note: string, };
export type Refusal = { 
/**
 * Line in the file, the header is 1.
 */
line: DecimalText, 
/**
 * Why.
 */
reason: string, };
export type RerateCause = { 
/**
 * `hours_restated`, `missing_hours`, `hours_not_held`, `price_version`, `rounding`, `provider_rounding`, `proration`,
 * `terms`, `coupon`, `tax`, `manual`, `only_on_invoice`, `not_on_invoice`, `follows`.
 */
code: string, 
/**
 * What it makes of the difference.
 */
amount: MoneyText, 
/**
 * How many hours came or came again, where that is known.
 */
hours: number | null, 
/**
 * The price version it was billed with.
 */
billed_version: number | null, 
/**
 * The price version in force.
 */
rated_version: number | null, };
export type RerateDifference = { 
/**
 * Which line.
 */
usage_type: string, 
/**
 * On the invoice; none when it was not on it.
 */
billed: MoneyText | null, 
/**
 * By the facts held now; none when there are none.
 */
rated: MoneyText | null, 
/**
 * The second less the first.
 */
difference: MoneyText, 
/**
 * Why; the amounts add up to the difference.
 */
causes: Array<RerateCause>, };
export type RerateView = { 
/**
 * True when every line is the same to the cent.
 */
matches: boolean, 
/**
 * Lines that differ.
 */
differences: Array<RerateDifference>, 
/**
 * The invoice's total.
 */
billed_total: MoneyText, 
/**
 * The total by the facts held now.
 */
rated_total: MoneyText, 
/**
 * The sum of the lines by them, before discounts and taxes.
 */
rated_subtotal: MoneyText, };
export type RoleChange = { 
/**
 * As in [`PaymentMethodRow`].
 */
name: string, 
/**
 * Which.
 */
change: RoleChangeKind, };
export type RoleChangeKind = "primary" | "secondary" | "swap_primary";
export type RolePreview = { 
/**
 * Every method.
 */
rows: Array<RolePreviewRow>, 
/**
 * True when nobody would be charged first: say it loudly.
 */
no_primary_after: boolean, 
/**
 * True when nothing would change.
 */
nothing: boolean, };
export type RolePreviewRow = { 
/**
 * As in [`PaymentMethodRow`].
 */
name: string, 
/**
 * Brand and last four, or the name.
 */
label: string, 
/**
 * Role now.
 */
before: string, 
/**
 * Role afterwards.
 */
after: string, };
export type RunOutCode = "now" | "on" | "later" | "no_growth" | "unknown";
export type RunOutView = { 
/**
 * Whether there is a day.
 */
when: RunOutCode, 
/**
 * The day, RFC 3339.
 */
day: string | null, 
/**
 * The day at the pace of the faster half of the weeks.
 */
early: string | null, 
/**
 * The day at the pace of the slower half; none when that is open.
 */
late: string | null, };
export type SettingsChange = { 
/**
 * As in [`SettingsView`].
 */
air_gapped?: boolean, 
/**
 * As in [`SettingsView`].
 */
sync_when_opened?: boolean, 
/**
 * As in [`SettingsView`].
 */
display?: DisplaySettings, 
/**
 * As in [`SettingsView`].
 */
notify?: NotifySettings, 
/**
 * As in [`SettingsView`].
 */
backup?: BackupPlan, 
/**
 * As in [`SettingsView`].
 */
network?: NetworkSettings, 
/**
 * As in [`SettingsView`].
 */
thresholds?: ThresholdSettings, 
/**
 * As in [`SettingsView`]; 0 for never.
 */
lock_after_minutes?: number, 
/**
 * As in [`SettingsView`].
 */
keys?: { [key in string]: string }, };
export type SettingsSheet = { 
/**
 * Now.
 */
now: SettingsView, 
/**
 * As it comes.
 */
usual: SettingsView, };
export type SettingsView = { 
/**
 * True while no socket is opened.
 */
air_gapped: boolean, 
/**
 * True to sync quietly when an account is opened whose copy is older than an hour.
 */
sync_when_opened: boolean, 
/**
 * How the window looks.
 */
display: DisplaySettings, 
/**
 * What notifications tell.
 */
notify: NotifySettings, 
/**
 * When books are copied.
 */
backup: BackupPlan, 
/**
 * How tenants are reached.
 */
network: NetworkSettings, 
/**
 * When a quota is near and full.
 */
thresholds: ThresholdSettings, 
/**
 * After how many minutes without input the window is covered; none for never.
 */
lock_after_minutes: number | null, 
/**
 * Keys that a person chose: command to keys, such as `go.usage` to `g s`.
 */
keys: { [key in string]: string }, };
export type SumView = { 
/**
 * Unit or currency.
 */
unit: string, 
/**
 * Exact.
 */
sum: DecimalText, };
export type SyncPartView = { 
/**
 * As in the copy's parts.
 */
part: string, 
/**
 * `waiting`, `running`, `tried`, `whole`, `partial` or `failed`.
 */
state: string, 
/**
 * What kept it from being whole.
 */
message: string | null, 
/**
 * The code of that.
 */
code: string | null, 
/**
 * The tenant's request id of the failure.
 */
request_id: string | null, };
export type SyncStart = { 
/**
 * RFC 3339.
 */
from: string | null, 
/**
 * RFC 3339.
 */
to: string | null, };
export type SyncStateCode = "idle" | "running" | "paused" | "stopping" | "done" | "partial" | "cancelled" | "failed";
export type SyncView = { 
/**
 * Where it stands.
 */
state: SyncStateCode, 
/**
 * True when it began by itself, as the account was opened.
 */
quiet: boolean, 
/**
 * The part under way.
 */
part: string | null, 
/**
 * Its steps that are done.
 */
done: number, 
/**
 * All its steps; 0 while that is not known.
 */
total: number, 
/**
 * Calls made.
 */
calls: number, 
/**
 * RFC 3339.
 */
started_at: string | null, 
/**
 * RFC 3339.
 */
ended_at: string | null, 
/**
 * Every part, in order.
 */
parts: Array<SyncPartView>, 
/**
 * Once it has ended.
 */
brought: BroughtView | null, 
/**
 * The first thing that went wrong.
 */
message: string | null, 
/**
 * The code of that.
 */
code: string | null, 
/**
 * The tenant's request id of it.
 */
request_id: string | null, };
export type TallyView = { 
/**
 * How many.
 */
count: DecimalText, 
/**
 * By unit or currency.
 */
sums: Array<SumView>, };
export type TaxText = { 
/**
 * As printed: `VAT`.
 */
label: string, 
/**
 * In percent: 7 is 7 %.
 */
percent: DecimalText, };
export type TenantAdd = { 
/**
 * For people.
 */
name: string, 
/**
 * The test; its address and credential are taken over.
 */
test: string, 
/**
 * True to add it although the test failed.
 */
anyway: boolean, };
export type TenantAddressQuery = { 
/**
 * As it was pasted.
 */
pasted: string, };
export type TenantAddressView = { 
/**
 * Scheme and host.
 */
base: string, 
/**
 * The tenant's name.
 */
tenant: string, };
export type TenantChange = { 
/**
 * A test of the open account.
 */
test: string, 
/**
 * True to take them although the test failed.
 */
anyway: boolean, };
export type TenantHead = { 
/**
 * The tenant's base address.
 */
address: string, 
/**
 * Whether it is there.
 */
link: LinkCode, 
/**
 * When it last answered, or since when it does not.
 */
link_at: string | null, 
/**
 * Why it is not there.
 */
because: string | null, 
/**
 * The code of that.
 */
because_code: string | null, 
/**
 * `live` when the copy is whole, the tenant is there and nothing is older than an hour; `copy`; `empty` before the
 * first sync.
 */
source: string, 
/**
 * Every part of the copy is at least as new as this.
 */
as_of: string | null, 
/**
 * True when a part is missing or older than the others for a reason.
 */
partial: boolean, 
/**
 * Drafts that wait for a person.
 */
drafts: number, 
/**
 * Changes of which nobody knows what became.
 */
unknown: number, };
export type TenantTestStart = { 
/**
 * An account whose address it is; none for a new tenant.
 */
account: string | null, 
/**
 * As it was pasted; not looked at for an account.
 */
address: string, 
/**
 * What to prove oneself with.
 */
credential: CredentialInput, 
/**
 * A PEM file of certificates to trust besides; none for those of the account, or of the system alone.
 */
custom_ca: string | null, 
/**
 * The proxy to go through, empty for that of the system; none for that of the account.
 */
proxy: string | null, };
export type TenantTestView = { 
/**
 * Names it in commands.
 */
job: string, 
/**
 * The tenant's name.
 */
tenant: string, 
/**
 * The base address that was tested.
 */
address: string, 
/**
 * `token` or `certificate`.
 */
credential: string, 
/**
 * On the whole.
 */
verdict: TestVerdict, 
/**
 * In the order in which they are made.
 */
steps: Array<TestStepView>, };
export type TenantView = { 
/**
 * The account.
 */
account: string, 
/**
 * The tenant's name.
 */
tenant: string, 
/**
 * As every screen says it.
 */
head: TenantHead, 
/**
 * Where the credential is.
 */
keeping: KeepingCode, 
/**
 * Why it is not in the keychain, and what to do.
 */
keeping_why: string | null, 
/**
 * `token` or `certificate`; none while it is not known.
 */
credential: string | null, 
/**
 * The proxy, when one is set.
 */
proxy: string | null, 
/**
 * True when certificates are trusted besides those of the system.
 */
custom_ca: boolean, 
/**
 * Every part, in the order of a sync.
 */
parts: Array<CopyPartView>, 
/**
 * Months of which hours are held.
 */
months: number, 
/**
 * The first of them, `2026-01`.
 */
first_month: string | null, 
/**
 * Hours are held up to here.
 */
hours_until: string | null, 
/**
 * The last run.
 */
last_sync: LastSyncView | null, 
/**
 * The newest of them, at most 50.
 */
anomalies: Array<AnomalyView>, 
/**
 * All of them.
 */
anomaly_count: number, 
/**
 * Past hours that changed after they had been read.
 */
restatements: number, };
export type TestStepCode = "dns" | "connect" | "tls" | "authentication" | "permission" | "clock";
export type TestStepState = "waiting" | "running" | "passed" | "warning" | "failed" | "skipped";
export type TestStepView = { 
/**
 * Which.
 */
step: TestStepCode, 
/**
 * Where it stands.
 */
state: TestStepState, 
/**
 * What was found, or what happened and what to do, in English.
 */
message: string, 
/**
 * The code of what was found; none before it ended, and for a failure.
 */
finding: string | null, 
/**
 * The words that belong to it.
 */
parts: Array<string>, 
/**
 * The code of the failure.
 */
code: string | null, 
/**
 * The tenant's request id of the failure.
 */
request_id: string | null, 
/**
 * How long it took; none before it ended.
 */
millis: number | null, };
export type TestVerdict = "running" | "passed" | "warning" | "failed";
export type Theme = "system" | "light" | "dark" | "contrast";
export type ThresholdSettings = { 
/**
 * Whole percent, 1 to 99.
 */
near: number, 
/**
 * Whole percent, up to 100 and above `near`.
 */
full: number, };
export type TransitionCancel = { 
/**
 * As in [`TransitionView`].
 */
id: string, 
/**
 * Why, in words.
 */
reason: string, };
export type TransitionDecide = { 
/**
 * As in [`TransitionView`].
 */
id: string, 
/**
 * Yes or no.
 */
approve: boolean, 
/**
 * Who decides; not the one who asked.
 */
by: string, 
/**
 * Why, in words.
 */
reason: string, 
/**
 * The tenant's name as the one who decides typed it, for a yes to a move that recreates it.
 */
typed_tenant: string | null, };
export type TransitionStart = { 
/**
 * Its key.
 */
new_plan: string, 
/**
 * A payment provider's token.
 */
payment_token: string | null, 
/**
 * The tenant's domain.
 */
domain: string | null, 
/**
 * Address on invoices, one line.
 */
billing_address: string | null, 
/**
 * What a ticket shall say besides.
 */
note: string | null, 
/**
 * Add-ons to take with the move.
 */
subscribe_addons: Array<string>, 
/**
 * Add-ons to drop with the move.
 */
unsubscribe_addons: Array<string>, 
/**
 * `now`, `period_end`, or an RFC 3339 instant; none = upgrades now, downgrades at the end of the period.
 */
when: string | null, 
/**
 * The tenant's name as it was typed, for a move that recreates it.
 */
typed_tenant: string | null, 
/**
 * The number of the preview that was looked at, to be shown with the request.
 */
preview: string | null, };
export type TransitionStep = { 
/**
 * `creating`, `waiting_for_approval`, `finished` or `failed`.
 */
state: string, 
/**
 * RFC 3339.
 */
at: string, 
/**
 * Who.
 */
by: string, 
/**
 * Why, in words.
 */
reason: string, };
export type TransitionView = { 
/**
 * Names it in commands.
 */
id: string, 
/**
 * Title of the plan held when it was made.
 */
from: string, 
/**
 * Title of the plan asked for.
 */
to: string, 
/**
 * `creating`, `waiting_for_approval`, `finished` or `failed`.
 */
state: string, 
/**
 * Who asked.
 */
requested_by: string, 
/**
 * Oldest first.
 */
steps: Array<TransitionStep>, 
/**
 * The ticket's text, for moves by support.
 */
ticket: string | null, 
/**
 * `under_way`, `waiting_for_approval`, `scheduled`, `finished` or `failed`: where it stands, for people.
 */
phase: string, 
/**
 * RFC 3339, when it takes effect, or took.
 */
effect_at: string, 
/**
 * Key of the plan asked for.
 */
to_plan: string, 
/**
 * `wizard`, `support`, `recreate`, or what else the tenant says; none when the plan is no longer on offer.
 */
method: string | null, 
/**
 * The durable steps, oldest first.
 */
done: Array<MoveStepView>, 
/**
 * What the one who asked had been shown; none when nothing was looked at.
 */
preview: KeptPreviewView | null, };
export type UnitTotal = { 
/**
 * Unit.
 */
unit: string, 
/**
 * Exact.
 */
quantity: DecimalText, 
/**
 * Hours without a quantity, which it does not hold.
 */
gap_hours: number, };
export type UsageCalendar = { 
/**
 * Oldest first.
 */
days: Array<CalendarDay>, 
/**
 * Hours held.
 */
present: number, 
/**
 * Hours there should be.
 */
expected: number, };
export type UsageChartQuery = { 
/**
 * What to show.
 */
query: UsageQuery, 
/**
 * What the chart measures.
 */
measure: MeasureCode, 
/**
 * px.
 */
width: number, 
/**
 * px.
 */
height: number, 
/**
 * Of its labels.
 */
language: LanguageCode, };
export type UsageDifferenceView = { 
/**
 * The invoice.
 */
invoice: string, 
/**
 * Not put right yet, before tax and after discounts: above 0 when too little was asked for.
 */
open: MoneyText, 
/**
 * True when nothing is open.
 */
settled: boolean, 
/**
 * Lines that differ.
 */
lines: Array<CorrectedLineView>, 
/**
 * Oldest first.
 */
corrections: Array<CorrectionView>, };
export type UsageFilters = { 
/**
 * By name.
 */
namespaces: Array<string>, 
/**
 * By name.
 */
usage_types: Array<string>, 
/**
 * Months there is usage for, oldest first, `2026-03`.
 */
months: Array<string>, 
/**
 * The end of the last hour there is usage for.
 */
data_as_of: string | null, 
/**
 * True when provider bills were imported.
 */
has_provider_costs: boolean, };
export type UsageHourRow = { 
/**
 * Its place in the order: names the row.
 */
place: number, 
/**
 * First instant, RFC 3339.
 */
hour: string, 
/**
 * Display text of the metered kind.
 */
usage_type: string, 
/**
 * Namespace.
 */
namespace: string, 
/**
 * Object.
 */
object: string, 
/**
 * Exact; none where nothing was measured.
 */
quantity: DecimalText | null, 
/**
 * Of `quantity`.
 */
unit: string, 
/**
 * `active`, `no_data` or `not_measured`.
 */
status: string, };
export type UsageHoursQuery = { 
/**
 * Range and filters; grain and grouping do not matter.
 */
query: UsageQuery, 
/**
 * The first one first; without any the latest hour first.
 */
sorts: Array<HourSort>, 
/**
 * Only rows with this text in a name; empty lets all through.
 */
find: string, 
/**
 * First row of the window.
 */
offset: number, 
/**
 * Rows of the window, at most 1000.
 */
limit: number, };
export type UsageHoursView = { 
/**
 * Rows in all.
 */
count: number, 
/**
 * The window.
 */
rows: Array<UsageHourRow>, 
/**
 * One per unit: quantities of several units have no sum.
 */
totals: Array<UnitTotal>, };
export type UsageMover = { 
/**
 * Display text.
 */
usage_type: string, 
/**
 * The difference.
 */
change: MoneyText, };
export type UsagePart = { 
/**
 * Stable id of the metered kind.
 */
metric_label: string, 
/**
 * The calendar month.
 */
month: PeriodText, 
/**
 * The part of it.
 */
part: PeriodText, 
/**
 * True when it is all of the month that there is.
 */
is_whole: boolean, 
/**
 * The month rated up to the end of the part.
 */
up_to_end: UsagePartFigures, 
/**
 * The month rated up to its start; none when that costs nothing yet.
 */
up_to_start: UsagePartFigures | null, 
/**
 * The difference: what the part adds to the bill.
 */
own: UsagePartFigures, };
export type UsagePartFigures = { 
/**
 * As billed; none for several units.
 */
billable: DecimalText | null, 
/**
 * Of `billable`.
 */
unit_billable: string | null, 
/**
 * Rounded once.
 */
amount: MoneyText, };
export type UsagePartsQuery = { 
/**
 * The question it is an answer to.
 */
query: UsageQuery, 
/**
 * Its row.
 */
group: string, };
export type UsagePartsView = { 
/**
 * Oldest first; their amounts sum to that of the row.
 */
parts: Array<UsagePart>, };
export type UsageQuery = { 
/**
 * Bucket width.
 */
grain: GrainCode, 
/**
 * Rows.
 */
group_by: GroupCode, 
/**
 * First instant, RFC 3339.
 */
from: string, 
/**
 * First instant after, RFC 3339.
 */
to: string, 
/**
 * Only this namespace.
 */
namespace: string | null, 
/**
 * Only this object.
 */
object: string | null, 
/**
 * Only this usage type.
 */
usage_type: string | null, 
/**
 * What it is compared with; none is the period before.
 */
compare: CompareCode | null, 
/**
 * First instant of a chosen comparison, RFC 3339.
 */
compare_from: string | null, 
/**
 * First instant after a chosen comparison, RFC 3339.
 */
compare_to: string | null, };
export type UsageRow = { 
/**
 * Usage type, namespace, object or metric label.
 */
group: string, 
/**
 * `active`, `no_data` or `not_measured`, the worst of its hours; `unknown` of what was used before and may have been
 * used in hours that were never fetched.
 */
status: string, 
/**
 * Hours, over all its series, that were delivered without a quantity.
 */
gap_hours: number, 
/**
 * Hours of the range that were never fetched: what was used in them is unknown, of this row as of any other.
 */
unknown_hours: number, 
/**
 * 1 to 8, the colour; 8 is Other.
 */
slot: number, 
/**
 * Exact; none when the group has several units, or when nothing was measured.
 */
quantity: DecimalText | null, 
/**
 * Of `quantity`.
 */
unit: string | null, 
/**
 * As billed.
 */
billable: DecimalText | null, 
/**
 * Of `billable`.
 */
unit_billable: string | null, 
/**
 * One price, or none when it has tiers.
 */
unit_price: DecimalText | null, 
/**
 * True when the price has several tiers.
 */
tiered: boolean, 
/**
 * What a billed unit came to: `amount` over `billable`; none when nothing was billed.
 */
effective_price: DecimalText | null, 
/**
 * Exact, before discount and tax.
 */
amount: MoneyText | null, 
/**
 * Why there is none.
 */
no_amount: NoAmount | null, 
/**
 * The same days of the period before; none when there was no usage at all then.
 */
before: MoneyText | null, 
/**
 * The difference.
 */
change: MoneyText | null, 
/**
 * In percent, one decimal.
 */
change_percent: DecimalText | null, };
export type UsageView = { 
/**
 * Largest first.
 */
rows: Array<UsageRow>, 
/**
 * Sum of the amounts there are.
 */
total: MoneyText | null, 
/**
 * False when a row has no amount or hours were not measured: the total is of what is there.
 */
total_complete: boolean, 
/**
 * The same days of the period before.
 */
total_before: MoneyText | null, 
/**
 * The difference.
 */
total_change: MoneyText | null, 
/**
 * In percent, one decimal.
 */
total_change_percent: DecimalText | null, 
/**
 * Sum of the quantities, when all rows have one unit.
 */
total_quantity: DecimalText | null, 
/**
 * Of `total_quantity`.
 */
total_unit: string | null, 
/**
 * Sum of what is billed, when all rows are billed in one unit.
 */
total_billable: DecimalText | null, 
/**
 * Of `total_billable`.
 */
total_unit_billable: string | null, 
/**
 * The period that is compared with.
 */
before: PeriodText | null, 
/**
 * Where usage ends inside the range.
 */
data_until: string | null, };
export type UsageWaterfall = { 
/**
 * None when there is nothing to compare with, or nothing changed.
 */
chart: ChartView | null, 
/**
 * What is compared with.
 */
before: PeriodText, 
/**
 * What is compared, up to where usage ends.
 */
now: PeriodText, 
/**
 * The former total.
 */
total_before: MoneyText | null, 
/**
 * The present total.
 */
total: MoneyText | null, 
/**
 * The difference.
 */
change: MoneyText | null, 
/**
 * In percent, one decimal.
 */
change_percent: DecimalText | null, 
/**
 * Usage types whose amount did not change.
 */
unchanged: number, 
/**
 * The type with the largest change, up or down.
 */
largest: UsageMover | null, };
export type UsageWaterfallQuery = { 
/**
 * What is compared.
 */
query: UsageQuery, 
/**
 * px.
 */
width: number, 
/**
 * px.
 */
height: number, 
/**
 * Of its labels.
 */
language: LanguageCode, };
export type VerifyState = "idle" | "running" | "done" | "cancelled" | "failed";
export type VerifyView = { 
/**
 * Where it stands.
 */
state: VerifyState, 
/**
 * Calls made.
 */
calls: number, 
/**
 * RFC 3339.
 */
ended_at: string | null, 
/**
 * Once it is done.
 */
rows: Array<ComparisonRow>, 
/**
 * Why it failed.
 */
message: string | null, 
/**
 * The code of that.
 */
code: string | null, 
/**
 * The tenant's request id of the failure.
 */
request_id: string | null, };
export type WhatIfLimit = { 
/**
 * Its key.
 */
kind: string, 
/**
 * Used beyond it.
 */
over_by: DecimalText, };
export type WhatIfMonthView = { 
/**
 * The month.
 */
month: PeriodText, 
/**
 * As billed.
 */
held: MoneyText, 
/**
 * Under the plan that is thought of.
 */
simulated: MoneyText, 
/**
 * Simulated less held.
 */
difference: MoneyText, 
/**
 * True when `held` is what an invoice says.
 */
billed: boolean, };
export type WhatIfQuery = { 
/**
 * The plan's key.
 */
plan: string, 
/**
 * At most so many of the last months that have ended.
 */
months: number, };
export type WhatIfView = { 
/**
 * For people.
 */
plan: string, 
/**
 * The newest first.
 */
months: Array<WhatIfMonthView>, 
/**
 * Sum of the months; none without any.
 */
held: MoneyText | null, 
/**
 * As `held`.
 */
simulated: MoneyText | null, 
/**
 * As `held`.
 */
difference: MoneyText | null, 
/**
 * Months that would have cost less.
 */
cheaper_months: number, 
/**
 * The level of usage, in percent of what it was, at which the cheaper side changes; none when it never does.
 */
break_even_percent: number | null, 
/**
 * Limits that today's use would be beyond.
 */
limits: Array<WhatIfLimit>, };

export interface Commands {
  accounts_list: { input: Nothing; output: AccountsView };
  account_create: { input: AccountCreate; output: AccountRow };
  account_add_demo: { input: Nothing; output: AccountRow };
  account_open: { input: AccountRef; output: AccountRow };
  account_remove: { input: AccountRemove; output: AccountsView };
  header: { input: Nothing; output: Header };
  settings_view: { input: Nothing; output: SettingsSheet };
  settings_set: { input: SettingsChange; output: SettingsSheet };
  account_colour_set: { input: AccountColour; output: AccountsView };
  account_from_copy: { input: CopyOpen; output: AccountRow };
  backups_view: { input: Nothing; output: BackupsView };
  backup_now: { input: Nothing; output: BackupsView };
  profile_view: { input: Nothing; output: ProfileSheet };
  profile_set: { input: ProfileView; output: ProfileSheet };
  lock_view: { input: Nothing; output: LockView };
  lock_set: { input: LockSet; output: LockView };
  lock_try: { input: LockTry; output: Nothing };
  find: { input: FindQuery; output: FindView };
  notices_take: { input: Nothing; output: NoticesView };
  desk_read: { input: Nothing; output: DeskView };
  desk_write: { input: DeskWrite; output: Nothing };
  tenant_address_read: { input: TenantAddressQuery; output: TenantAddressView };
  tenant_test_start: { input: TenantTestStart; output: TenantTestView };
  tenant_test_status: { input: JobRef; output: TenantTestView };
  tenant_test_end: { input: JobRef; output: Nothing };
  tenant_add: { input: TenantAdd; output: AccountRow };
  tenant_change: { input: TenantChange; output: TenantView };
  tenant_connect: { input: Nothing; output: TenantView };
  tenant_disconnect: { input: Nothing; output: TenantView };
  tenant_status: { input: Nothing; output: TenantView };
  sync_start: { input: SyncStart; output: SyncView };
  sync_status: { input: Nothing; output: SyncView };
  sync_pause: { input: Nothing; output: SyncView };
  sync_go_on: { input: Nothing; output: SyncView };
  sync_stop: { input: Nothing; output: SyncView };
  tenant_verify_start: { input: SyncStart; output: VerifyView };
  tenant_verify_status: { input: Nothing; output: VerifyView };
  tenant_verify_stop: { input: Nothing; output: VerifyView };
  outbox_view: { input: Nothing; output: OutboxView };
  draft_write: { input: DraftWrite; output: OutboxView };
  draft_check: { input: IntentRef; output: DraftCheckView };
  draft_send: { input: DraftSend; output: OutboxView };
  draft_discard: { input: IntentRef; output: OutboxView };
  change_read_back: { input: IntentRef; output: OutboxView };
  change_decide: { input: ChangeDecide; output: OutboxView };
  provider_invoice: { input: InvoiceRef; output: ProviderInvoiceView };
  provider_pro_forma: { input: ProFormaQuery; output: FileAnswer };
  provider_document_verify: { input: InvoiceRef; output: DocumentVerdict };
  import_start: { input: ImportStart; output: JobStatus };
  job_status: { input: JobRef; output: JobStatus };
  job_cancel: { input: JobRef; output: JobStatus };
  export_file: { input: ExportQuery; output: FileAnswer };
  overview: { input: OverviewQuery; output: OverviewView };
  overview_chart: { input: OverviewChartQuery; output: ChartView };
  usage_filters: { input: Nothing; output: UsageFilters };
  usage_view: { input: UsageQuery; output: UsageView };
  usage_chart: { input: UsageChartQuery; output: ChartView };
  usage_parts: { input: UsagePartsQuery; output: UsagePartsView };
  usage_waterfall: { input: UsageWaterfallQuery; output: UsageWaterfall };
  usage_hours: { input: UsageHoursQuery; output: UsageHoursView };
  usage_calendar: { input: RangeQuery; output: UsageCalendar };
  provider_costs: { input: ProviderCostQuery; output: ProviderCosts };
  quotas_view: { input: Nothing; output: QuotasView };
  quota_history: { input: QuotaHistoryQuery; output: QuotaHistoryView };
  quota_limit_set: { input: QuotaLimitSet; output: QuotasView };
  quota_limit_remove: { input: QuotaLimitRemove; output: QuotasView };
  quota_thresholds_set: { input: QuotaThresholdsSet; output: EditDone };
  invoices_view: { input: InvoicesQuery; output: InvoicesView };
  invoice_marks: { input: InvoiceRef; output: InvoiceMarks };
  invoice_reconcile: { input: InvoiceReconcile; output: EditDone };
  invoice_note_add: { input: NoteAdd; output: EditDone };
  invoice_note_change: { input: NoteChange; output: EditDone };
  invoice_note_delete: { input: NoteRef; output: EditDone };
  edit_undo: { input: EditRef; output: EditDone };
  edit_redo: { input: EditRef; output: EditDone };
  audit_view: { input: AuditViewQuery; output: AuditView };
  audit_verify: { input: Nothing; output: AuditCheckView };
  invoices_sum: { input: InvoiceNames; output: InvoicesSum };
  invoices_bundle: { input: InvoicesBundle; output: FileAnswer };
  invoice_ratings: { input: InvoiceNames; output: InvoiceRatings };
  invoice_evidence: { input: InvoiceRef; output: InvoiceEvidence };
  invoice_compare: { input: InvoiceRef; output: InvoiceComparison };
  invoice_pack: { input: DisputePackQuery; output: FileAnswer };
  invoice_detail: { input: InvoiceRef; output: InvoiceDetail };
  invoice_pdf: { input: InvoiceRef; output: PdfFile };
  invoice_receipt: { input: ReceiptQuery; output: ReceiptView };
  invoice_rerate: { input: InvoiceRef; output: RerateView };
  invoice_settle: { input: InvoiceSettle; output: InvoiceDetail };
  invoice_cancel: { input: InvoiceRef; output: InvoiceDetail };
  invoice_reissue: { input: InvoiceRef; output: InvoiceDetail };
  invoice_credit: { input: InvoiceCredit; output: InvoiceDetail };
  credit_note_pdf: { input: CreditNoteRef; output: PdfFile };
  invoice_usage_difference: { input: InvoiceRef; output: UsageDifferenceView };
  invoice_correct: { input: InvoiceCorrect; output: UsageDifferenceView };
  correction_withdraw: { input: CorrectionRef; output: UsageDifferenceView };
  prices_view: { input: PricesQuery; output: PricesView };
  charge_checks: { input: ChargeChecksQuery; output: ChargeChecksView };
  charge_rehearsal: { input: ChargeQuery; output: ChargeRehearsalView };
  invoice_charge: { input: ChargeStart; output: InvoiceDetail };
  invoice_refund: { input: RefundStart; output: InvoiceDetail };
  payments_resolve: { input: InvoiceRef; output: InvoiceDetail };
  invoices_close_preview: { input: CloseUntil; output: ClosePreview };
  invoices_close: { input: CloseUntil; output: ClosePreview };
  payment_methods_view: { input: Nothing; output: PaymentMethodsView };
  payment_method_add: { input: PaymentMethodAdd; output: PaymentMethodsView };
  payment_method_delete: { input: PaymentMethodRef; output: PaymentMethodsView };
  payment_method_role_preview: { input: RoleChange; output: RolePreview };
  payment_method_role_set: { input: RoleChange; output: PaymentMethodsView };
  plans_view: { input: Nothing; output: PlansView };
  plan_limits: { input: PlanRef; output: PlanLimitsView };
  transition_start: { input: TransitionStart; output: PlansView };
  transition_decide: { input: TransitionDecide; output: PlansView };
  transition_cancel: { input: TransitionCancel; output: PlansView };
  book_back_up: { input: Nothing; output: PlansView };
  addon_subscribe: { input: AddonRef; output: PlansView };
  plan_preview: { input: PlanPreviewQuery; output: BillPreviewView };
  addon_preview: { input: AddonPreviewQuery; output: BillPreviewView };
  month_preview: { input: Nothing; output: BillPreviewView };
  invoice_previews: { input: InvoiceRef; output: PreviewsView };
  what_if: { input: WhatIfQuery; output: WhatIfView };
  every_plan: { input: EveryPlanQuery; output: EveryPlanView };
  addon_unsubscribe: { input: AddonRef; output: PlansView };
}

export const COMMANDS: Record<keyof Commands, { readonly reads: readonly string[]; readonly stales: readonly string[] }> = {
  accounts_list: { reads: ["accounts"], stales: [] },
  account_create: { reads: [], stales: ["accounts", "account"] },
  account_add_demo: { reads: [], stales: ["accounts", "account"] },
  account_open: { reads: [], stales: ["accounts", "account"] },
  account_remove: { reads: [], stales: ["accounts", "account"] },
  header: { reads: ["accounts", "account", "usage", "quotas", "invoices", "payment_methods", "plans", "tenant", "settings", "outbox"], stales: [] },
  settings_view: { reads: ["settings"], stales: [] },
  settings_set: { reads: [], stales: ["settings", "tenant", "sync", "backups", "quotas"] },
  account_colour_set: { reads: [], stales: ["accounts"] },
  account_from_copy: { reads: [], stales: ["accounts", "account"] },
  backups_view: { reads: ["account", "settings", "backups"], stales: [] },
  backup_now: { reads: [], stales: ["backups"] },
  profile_view: { reads: ["account", "profile"], stales: [] },
  profile_set: { reads: [], stales: ["profile", "invoices"] },
  lock_view: { reads: ["lock"], stales: [] },
  lock_set: { reads: [], stales: ["lock"] },
  lock_try: { reads: [], stales: [] },
  find: { reads: ["account", "accounts", "invoices", "quotas", "usage"], stales: [] },
  notices_take: { reads: [], stales: [] },
  desk_read: { reads: ["account", "desk"], stales: [] },
  desk_write: { reads: [], stales: [] },
  tenant_address_read: { reads: [], stales: [] },
  tenant_test_start: { reads: [], stales: [] },
  tenant_test_status: { reads: ["jobs"], stales: [] },
  tenant_test_end: { reads: [], stales: [] },
  tenant_add: { reads: [], stales: ["accounts", "account"] },
  tenant_change: { reads: [], stales: ["tenant", "sync"] },
  tenant_connect: { reads: [], stales: ["tenant", "sync"] },
  tenant_disconnect: { reads: [], stales: ["tenant", "sync"] },
  tenant_status: { reads: ["account", "tenant", "settings", "outbox"], stales: [] },
  sync_start: { reads: [], stales: ["sync"] },
  sync_status: { reads: ["account", "sync"], stales: [] },
  sync_pause: { reads: [], stales: ["sync"] },
  sync_go_on: { reads: [], stales: ["sync"] },
  sync_stop: { reads: [], stales: ["sync"] },
  tenant_verify_start: { reads: [], stales: ["verify"] },
  tenant_verify_status: { reads: ["account", "verify"], stales: [] },
  tenant_verify_stop: { reads: [], stales: ["verify"] },
  outbox_view: { reads: ["account", "outbox"], stales: [] },
  draft_write: { reads: [], stales: ["outbox"] },
  draft_check: { reads: [], stales: [] },
  draft_send: { reads: [], stales: ["outbox", "quotas", "tenant"] },
  draft_discard: { reads: [], stales: ["outbox"] },
  change_read_back: { reads: [], stales: ["outbox", "quotas", "plans", "payment_methods", "tenant"] },
  change_decide: { reads: [], stales: ["outbox", "quotas", "plans", "payment_methods"] },
  provider_invoice: { reads: ["account", "invoices", "usage", "prices"], stales: [] },
  provider_pro_forma: { reads: [], stales: [] },
  provider_document_verify: { reads: [], stales: [] },
  import_start: { reads: [], stales: [] },
  job_status: { reads: ["jobs"], stales: [] },
  job_cancel: { reads: [], stales: ["jobs"] },
  export_file: { reads: [], stales: [] },
  overview: { reads: ["account", "usage", "quotas", "invoices", "payment_methods", "plans", "prices"], stales: [] },
  overview_chart: { reads: ["account", "usage", "prices"], stales: [] },
  usage_filters: { reads: ["account", "usage"], stales: [] },
  usage_view: { reads: ["account", "usage", "prices"], stales: [] },
  usage_chart: { reads: ["account", "usage", "prices"], stales: [] },
  usage_parts: { reads: ["account", "usage", "prices"], stales: [] },
  usage_waterfall: { reads: ["account", "usage", "prices"], stales: [] },
  usage_hours: { reads: ["account", "usage"], stales: [] },
  usage_calendar: { reads: ["account", "usage"], stales: [] },
  provider_costs: { reads: ["account", "usage"], stales: [] },
  quotas_view: { reads: ["account", "quotas", "plans"], stales: [] },
  quota_history: { reads: ["account", "quotas", "plans"], stales: [] },
  quota_limit_set: { reads: [], stales: ["quotas", "outbox"] },
  quota_limit_remove: { reads: [], stales: ["quotas", "outbox"] },
  quota_thresholds_set: { reads: [], stales: ["quotas", "audit"] },
  invoices_view: { reads: ["account", "invoices"], stales: [] },
  invoice_marks: { reads: ["account", "invoices"], stales: [] },
  invoice_reconcile: { reads: [], stales: ["invoices", "audit"] },
  invoice_note_add: { reads: [], stales: ["invoices", "audit"] },
  invoice_note_change: { reads: [], stales: ["invoices", "audit"] },
  invoice_note_delete: { reads: [], stales: ["invoices", "audit"] },
  edit_undo: { reads: [], stales: ["invoices", "quotas", "audit"] },
  edit_redo: { reads: [], stales: ["invoices", "quotas", "audit"] },
  audit_view: { reads: ["account", "audit", "usage", "quotas", "invoices", "payment_methods", "plans", "prices", "tenant", "outbox"], stales: [] },
  audit_verify: { reads: [], stales: ["audit"] },
  invoices_sum: { reads: ["account", "invoices"], stales: [] },
  invoices_bundle: { reads: [], stales: [] },
  invoice_ratings: { reads: ["account", "invoices", "usage", "prices"], stales: [] },
  invoice_evidence: { reads: ["account", "invoices", "usage"], stales: [] },
  invoice_compare: { reads: ["account", "invoices", "usage", "prices"], stales: [] },
  invoice_pack: { reads: [], stales: [] },
  invoice_detail: { reads: ["account", "invoices"], stales: [] },
  invoice_pdf: { reads: ["account", "invoices"], stales: [] },
  invoice_receipt: { reads: ["account", "invoices"], stales: [] },
  invoice_rerate: { reads: ["account", "invoices", "usage", "prices"], stales: [] },
  invoice_settle: { reads: [], stales: ["invoices"] },
  invoice_cancel: { reads: [], stales: ["invoices"] },
  invoice_reissue: { reads: [], stales: ["invoices"] },
  invoice_credit: { reads: [], stales: ["invoices"] },
  credit_note_pdf: { reads: ["account", "invoices"], stales: [] },
  invoice_usage_difference: { reads: ["account", "invoices", "usage"], stales: [] },
  invoice_correct: { reads: [], stales: ["invoices"] },
  correction_withdraw: { reads: [], stales: ["invoices"] },
  prices_view: { reads: ["account", "prices", "invoices"], stales: [] },
  charge_checks: { reads: ["account", "usage"], stales: [] },
  charge_rehearsal: { reads: ["account", "invoices", "payment_methods"], stales: [] },
  invoice_charge: { reads: [], stales: ["invoices", "payment_methods"] },
  invoice_refund: { reads: [], stales: ["invoices", "payment_methods"] },
  payments_resolve: { reads: [], stales: ["invoices", "payment_methods"] },
  invoices_close_preview: { reads: ["account", "invoices", "usage", "prices", "plans"], stales: [] },
  invoices_close: { reads: [], stales: ["invoices"] },
  payment_methods_view: { reads: ["account", "payment_methods", "invoices"], stales: [] },
  payment_method_add: { reads: [], stales: ["payment_methods", "outbox"] },
  payment_method_delete: { reads: [], stales: ["payment_methods", "outbox"] },
  payment_method_role_preview: { reads: ["account", "payment_methods"], stales: [] },
  payment_method_role_set: { reads: [], stales: ["payment_methods", "outbox"] },
  plans_view: { reads: ["account", "plans"], stales: [] },
  plan_limits: { reads: ["account", "plans", "quotas"], stales: [] },
  transition_start: { reads: [], stales: ["plans", "payment_methods", "quotas", "invoices", "outbox"] },
  transition_decide: { reads: [], stales: ["plans", "payment_methods", "quotas", "invoices"] },
  transition_cancel: { reads: [], stales: ["plans", "payment_methods"] },
  book_back_up: { reads: [], stales: ["plans"] },
  addon_subscribe: { reads: [], stales: ["plans", "outbox"] },
  plan_preview: { reads: [], stales: ["previews"] },
  addon_preview: { reads: [], stales: ["previews"] },
  month_preview: { reads: [], stales: ["previews"] },
  invoice_previews: { reads: ["account", "invoices", "usage", "prices", "plans", "previews"], stales: [] },
  what_if: { reads: ["account", "invoices", "usage", "prices", "plans", "quotas"], stales: [] },
  every_plan: { reads: ["account", "invoices", "usage", "prices", "plans"], stales: [] },
  addon_unsubscribe: { reads: [], stales: ["plans", "outbox"] },
};

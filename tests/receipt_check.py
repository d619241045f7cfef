#!/usr/bin/env python3
"""Recomputes receipts from what they say: plain Python, standard library, nothing shared with the program.

Reads JSON lines from a file or from standard input. Each is a receipt as `counterfoil-cli receipt --json` prints it under
"receipt" ({"usage": ..}, {"fixed": ..}, {"waiver": ..} or {"correction": ..}), or a foot ({"foot": ..}). Prints each figure that does not
follow, then the counts. Exit code 1 when any figure is wrong.
"""
import datetime
import json
import sys
from fractions import Fraction as F

PLACES = {"JPY": 0, "KRW": 0, "KWD": 3, "BHD": 3, "CLF": 4}


def half_away(value, places):
    """Rounds half away from zero."""
    scaled = abs(value) * 10**places
    whole = scaled.numerator // scaled.denominator
    whole += 2 * (scaled - whole) >= 1
    return F(whole, 10**places) * (-1 if value < 0 else 1)


def seconds(text):
    return int(datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp())


def priced(model, tiers, size, units):
    """The steps as (above, up_to, units, price)."""
    first = F(tiers[0]["unit_price"])
    if units <= 0:
        return []
    if model == "flat":
        return [(F(0), None, F(1), first)]
    if model == "per_unit":
        return [(F(0), None, units, first)]
    if model == "package":
        return [(F(0), None, F(-(-units // F(size))), first)]
    steps, above = [], F(0)
    for tier in tiers:
        up_to = None if tier["up_to"] is None else F(tier["up_to"])
        holds_all = up_to is None or units <= up_to
        if model == "volume" and holds_all:
            return [(F(0), up_to, units, F(tier["unit_price"]))]
        if model == "graduated":
            steps.append((above, up_to, (units if holds_all else up_to) - above, F(tier["unit_price"])))
            if holds_all:
                return steps
            above = up_to
    return steps


def usage(r):
    quantity, factor = F(r["quantity"]), F(r["factor"])
    if r.get("facts"):
        yield "facts", sum((F(fact["quantity"]) for fact in r["facts"]), F(0)), quantity
    converted = quantity / factor
    yield "converted", half_away(converted, 18), F(r["converted"])
    yield "converted_is_exact", half_away(converted, 18) == converted, r["converted_is_exact"]
    billable = max(F(1), F(converted // 1)) if r["rule"] == "floor_min_one" else converted
    yield "billable", half_away(billable, 18), F(r["billable"])
    steps = priced(r["model"], r["tiers"], r["package_size"], billable - F(r["included"]))
    yield "number of steps", len(steps), len(r["steps"])
    for said, (above, up_to, units, price) in zip(r["steps"], steps):
        yield "step above", above, F(said["above"])
        yield "step up_to", up_to, None if said["up_to"] is None else F(said["up_to"])
        yield "step units", half_away(units, 18), F(said["units"])
        yield "step unit_price", price, F(said["unit_price"])
        yield "step amount", half_away(units * price, 18), F(said["amount"])
    exact = sum((units * price for _, _, units, price in steps), F(0))
    yield from rounded(r, exact)


def fixed(r):
    full, used = seconds(r["period_end"]) - seconds(r["period_start"]), seconds(r["span_end"]) - seconds(r["span_start"])
    yield "seconds_full", full, r["seconds_full"]
    yield "seconds_used", used, r["seconds_used"]
    yield "span in period", seconds(r["period_start"]) <= seconds(r["span_start"]) < seconds(r["span_end"]) <= seconds(r["period_end"]), True
    yield from rounded(r, F(r["full_amount"]) * used / full)


def rounded(r, exact):
    places = PLACES.get(r["currency"], 2)
    yield "decimals", places, r["rounding"]["decimals"]
    yield "rounding rule", "half_away_from_zero", r["rounding"]["rule"]
    yield "amount_unrounded", half_away(exact, 18), F(r["amount_unrounded"])
    yield "amount", half_away(exact, places), F(r["amount"])


def foot(r):
    places = PLACES.get(r["currency"], 2)
    unit = F(1, 10**places)
    subtotal = sum((F(line["amount"]) for line in r["lines"]), F(0))
    yield "subtotal", subtotal, F(r["subtotal"])
    touched = [line for line in r["lines"] if line.get("discounted", True)]
    left, taken = max(sum((F(line["amount"]) for line in touched), F(0)), F(0)), []
    percents = [c for c in r["coupons"] if c["type"] == "percentage"]
    for coupon in percents + [c for c in r["coupons"] if c["type"] != "percentage"]:
        asked = half_away(left * coupon["amount"] / 10000, places) if coupon in percents else F(coupon["amount"], 100)
        taken.append(min(asked, left))
        left -= taken[-1]
    yield "discounts", taken, [F(amount) for amount in r["discounts"]]
    yield "discount", sum(taken, F(0)), F(r["discount"])
    sums, weigh = {}, {}
    for line in r["lines"]:
        sums[line["tax_category"]] = sums.get(line["tax_category"], F(0)) + F(line["amount"])
    for line in touched:
        weigh[line["tax_category"]] = weigh.get(line["tax_category"], F(0)) + F(line["amount"])
    # The discount lowers each base in proportion: whole minor units, the largest remainders get the rest.
    names, weights = sorted(sums), [max(weigh.get(name, F(0)), F(0)) for name in sorted(sums)]
    total = sum(weights, F(0))
    exact = [sum(taken, F(0)) * weight / total if total else F(0) for weight in weights]
    parts = [(share // unit) * unit for share in exact]
    missing = int((sum(taken, F(0)) - sum(parts, F(0))) / unit) if total else 0
    for index in sorted(range(len(names)), key=lambda i: parts[i] - exact[i])[:missing]:
        parts[index] += unit
    bases = {name: sums[name] - part for name, part in zip(names, parts)}
    told = [(tax["category"], bases[tax["category"]], half_away(bases[tax["category"]] * F(tax["percent"]) / 100, places))
            for tax in r["rates"] if tax["category"] in bases]
    yield "taxes", told, [(tax["category"], F(tax["base"]), F(tax["amount"])) for tax in r["taxes"]]
    tax = sum((amount for _, _, amount in told), F(0))
    yield "tax", tax, F(r["tax"])
    yield "total", subtotal - sum(taken, F(0)) + tax, F(r["total"])


def correction(r):
    yield "amount", F(r["rated"]) - F(r["billed"]) - F(r["corrected_before"]), F(r["amount"])


CHECKS = {"usage": usage, "fixed": fixed, "foot": foot, "correction": correction, "waiver": lambda r: iter(())}


def main():
    source = open(sys.argv[1], encoding="utf-8") if len(sys.argv) > 1 else sys.stdin
    counts, wrong = {}, 0
    for number, text in enumerate(source, 1):
        ((kind, receipt),) = json.loads(text).items()
        counts[kind] = counts.get(kind, 0) + 1
        try:
            bad = [(what, mine, said) for what, mine, said in CHECKS[kind](receipt) if mine != said]
        except (KeyError, ValueError, TypeError, ZeroDivisionError, IndexError) as error:
            bad = [("not a receipt", repr(error), "")]
        for what, mine, said in bad[:5]:
            print(f"line {number}: {kind}: {what} is {said}, recomputed {mine}")
        wrong += bool(bad)
    print(f"{sum(counts.values())} receipts recomputed {counts}, {wrong} wrong")
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()

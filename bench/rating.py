#!/usr/bin/env python3
"""24 invoices with tiers from 10 M hourly rows: ours from roll-ups and from every row, DuckDB from its own table.

  rating.py --data DIR --work W [--cli target/release/counterfoil-cli] [--runs 5]

DIR is what `gen.py --rows 10000000 --months 24 --seed 7` made; W keeps the book and the DuckDB file between runs. Every
figure is CPU (user + system) of the rating alone, without the start of a process and without opening a file:

  roll-ups   `invoices audit --from-roll-ups`: terms, month roll-ups, lines with receipts, coupons, tax, totals
  rows       `invoices audit`: the same, and each quantity added up from every single hour
  DuckDB     one query on one thread over a table of DECIMAL(18,6): sums, floor, tiers, rounding, totals

Ours is the first answer of a new process, DuckDB's of a warm one. All three must equal a brute force over the CSV in
whole numbers, line by line. Exit 1 when a promise is missed.
"""
import argparse, json, os, re, resource, statistics, subprocess, sys
from decimal import ROUND_HALF_UP, Decimal

import duckdb

ROLL_UPS_MAX, ROWS_MAX = 1 / 20, 2.0
COLUMNS = "{'namespace': 'VARCHAR', 'object_name': 'VARCHAR', 'metric_label': 'VARCHAR', 'usage_type': 'VARCHAR', 'hour': 'TIMESTAMP', 'quantity': 'DECIMAL(18,6)', 'unit_name': 'VARCHAR'}"
LINES = """
WITH sums AS (SELECT date_trunc('month', hour) AS month, metric_label, sum(quantity) AS quantity FROM usage GROUP BY ALL),
billed AS (SELECT month, metric_label, greatest(floor(quantity), 1)::DECIMAL(18,0) AS units FROM sums WHERE quantity > 0)
SELECT month, metric_label, round(sum(greatest(least(units, up_to) - above, 0)::DECIMAL(18,0) * unit_price), 2) AS amount
FROM billed JOIN tiers USING (metric_label) GROUP BY ALL"""
SUMS = "SELECT date_trunc('month', hour), metric_label, sum(quantity) FROM usage GROUP BY ALL"
TOTALS = f"SELECT month, sum(amount) FROM ({LINES}) GROUP BY month ORDER BY month"
OPEN_END = 10**15


def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def ours(cli, *words):
    return subprocess.run([cli, *words, "--json"], check=True, capture_output=True, text=True)


def book_of(asked):
    """The book with 24 issued invoices; made once."""
    book, data = os.path.join(asked.work, "book"), lambda name: os.path.join(asked.data, name)
    if not os.path.exists(book):
        ours(asked.cli, "import", "usage", data("usage.csv"), "--book", book)
        ours(asked.cli, "prices", "load", data("prices.json"), "--book", book)
        ours(asked.cli, "invoices", "close", "--until", "2100-01", "--book", book)
    return book


def duck_of(asked, prices):
    """The same rows in DuckDB's own form, one thread; made once."""
    path, csv = os.path.join(asked.work, "rows.duckdb"), os.path.join(asked.data, "usage.csv")
    if not os.path.exists(path):
        with duckdb.connect(path) as made:
            made.execute(f"CREATE TABLE usage AS SELECT * FROM read_csv('{csv}', header = true, columns = {COLUMNS})")
            made.execute("CREATE TABLE tiers (metric_label VARCHAR, above DECIMAL(18,0), up_to DECIMAL(18,0), unit_price DECIMAL(18,6))")
            for label, price in prices.items():
                above = 0
                for tier in price["tiers"]:
                    up_to = OPEN_END if tier["up_to"] is None else tier["up_to"]
                    made.execute("INSERT INTO tiers VALUES (?, ?, ?, ?)", [label, above, up_to, Decimal(tier["unit_price"])])
                    above = up_to
            made.execute("CHECKPOINT")
    opened = duckdb.connect(path, read_only=True)
    opened.execute("SET threads = 1")
    return opened


def brute_force(csv, prices):
    """Amounts by (month, metric label): whole numbers over the text of the file, nothing shared with either side."""
    sums = {}
    with open(csv, encoding="utf-8") as rows:
        next(rows)
        for row in rows:
            _, _, label, _, hour, quantity, _ = row.replace('"', "").split(",")
            key = hour[:7], label
            if "e" in quantity or "E" in quantity:
                micro = int(Decimal(quantity).scaleb(6))
            else:
                whole, _, part = quantity.partition(".")
                micro = int(whole) * 10**6 + int(part.ljust(6, "0"))
            sums[key] = sums.get(key, 0) + micro
    amounts = {}
    for (month, label), micro in sums.items():
        if micro == 0:
            continue
        units, above, cost = max(micro // 10**6, 1), 0, Decimal(0)
        for tier in prices[label]["tiers"]:
            up_to = units if tier["up_to"] is None else min(units, tier["up_to"])
            cost += max(up_to - above, 0) * Decimal(tier["unit_price"])
            above = max(above, up_to)
        amounts[month, label] = cost.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return amounts


def audit(cli, book, *more):
    """CPU seconds of the rating, and totals by month."""
    done = ours(cli, "invoices", "audit", "--book", book, "--timing", *more)
    told = json.loads(done.stdout)
    spent = float(re.search(r"rated in [0-9.]+ ms \(cpu ([0-9.]+) ms\)", done.stderr)[1]) / 1000
    return spent, told["totals"], {row["period_start"][:7]: Decimal(row["rated"]) for row in told["rows"] if row["matches"]}


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--data", required=True)
    arguments.add_argument("--work", required=True)
    arguments.add_argument("--cli", default="target/release/counterfoil-cli")
    arguments.add_argument("--runs", type=int, default=5)
    asked = arguments.parse_args()
    os.makedirs(asked.work, exist_ok=True)
    prices = json.load(open(os.path.join(asked.data, "prices.json")))
    meta = json.load(open(os.path.join(asked.data, "meta.json")))
    book, duck, missed = book_of(asked), duck_of(asked, prices), []

    lines = brute_force(os.path.join(asked.data, "usage.csv"), prices)
    months = sorted({month for month, _ in lines})
    totals = {month: sum(amount for (of, _), amount in lines.items() if of == month) for month in months}
    issued = {}
    for row in json.loads(ours(asked.cli, "invoices", "list", "--book", book).stdout)["rows"]:
        shown = json.loads(ours(asked.cli, "invoices", "show", row["number"], "--book", book).stdout)
        issued |= {(shown["period_start"][:7], line["metric_label"]): Decimal(line["amount"]) for line in shown["lines"]}
    if issued != lines:
        missed.append("issued lines are not those of the brute force")
    if {(f"{month:%Y-%m}", label): amount for month, label, amount in duck.execute(LINES).fetchall()} != lines:
        missed.append("DuckDB's lines are not those of the brute force")

    spent = {"DuckDB": [], "its sums": [], "roll-ups": [], "rows": []}
    for _ in range(asked.runs):
        before = cpu()
        told = duck.execute(TOTALS).fetchall()
        spent["DuckDB"].append(cpu() - before)
        before = cpu()
        duck.execute(SUMS).fetchall()
        spent["its sums"].append(cpu() - before)
        found = {"DuckDB": {f"{month:%Y-%m}": total for month, total in told}}
        for name, more in (("roll-ups", ["--from-roll-ups"]), ("rows", [])):
            seconds, counted, found[name] = audit(asked.cli, book, *more)
            spent[name].append(seconds)
        if counted["hours"] != meta["rows"]:
            missed.append(f"the audit read {counted['hours']} rows of {meta['rows']}")
        missed += [f"{name}: totals are not those of the brute force" for name in found if found[name] != totals]

    print(f"{len(months)} invoices, {len(lines)} lines, {meta['rows']} hourly rows; {asked.runs} runs, medians of CPU")
    base = statistics.median(spent["DuckDB"])
    print(f"{'DuckDB, one thread':22s} {base * 1000:8.1f} ms, its sums alone {statistics.median(spent['its sums']) * 1000:.1f} ms")
    for name, most in (("roll-ups", ROLL_UPS_MAX), ("rows", ROWS_MAX)):
        median = statistics.median(spent[name])
        print(f"{'ours, from ' + name:22s} {median * 1000:8.1f} ms  {median / base:6.3f} of DuckDB (promised: {most:.3g})")
        if median > most * base:
            missed.append(f"from {name}: {median / base:.3f} of DuckDB")
    equal = "every line equals the brute force, and so do all totals of all runs"
    print(equal if not any("brute" in one for one in missed) else "NOT EQUAL")
    for one in missed:
        print("MISSED:", one, file=sys.stderr)
    sys.exit(1 if missed else 0)


main()

#!/usr/bin/env python3
"""Our import against `sqlite3 .import` of the same rows, in one run: CPU (user + system), medians, ratios.

  import.py --data DIR [--cli target/release/counterfoil-cli] [--runs 3]

DIR is what gen.py made. Checks the exact total and the five screen reports, too. Exit 1 when a promise is missed.
"""
import argparse, datetime, json, os, re, resource, statistics, subprocess, sys, tempfile
from decimal import Decimal

FRESH_MAX, AGAIN_MAX, REPORT_MS_MAX = 0.50, 0.25, 16.0
PLAIN = """PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
CREATE TABLE usage(namespace TEXT, object_name TEXT, metric_label TEXT, usage_type TEXT, hour TEXT, quantity REAL, unit_name TEXT);
.mode csv
.import --skip 1 {csv} usage
PRAGMA wal_checkpoint(TRUNCATE);
"""


def cpu_of(command, **options):
    """CPU seconds of a child, and its output."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, check=True, capture_output=True, text=True, **options)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, done


def reports_of(meta):
    """The five screen questions as usage_bench.py asks them."""
    day = lambda seconds: datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).strftime("%Y-%m-%d")
    month, quarter = day(meta["month_start"]), day(meta["d90_start"])
    return [
        ["monthly-by-type"],
        ["daily-by-metric", "--namespace", meta["namespace"], "--from", quarter],
        ["top-objects", "--from", month],
        ["object-hours", "--object", meta["object"], "--from", month],
        ["pivot"],
    ]


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--data", required=True)
    arguments.add_argument("--cli", default="target/release/counterfoil-cli")
    arguments.add_argument("--runs", type=int, default=3)
    asked = arguments.parse_args()
    csv, meta = os.path.join(asked.data, "usage.csv"), json.load(open(os.path.join(asked.data, "meta.json")))
    plain, fresh, again, missed = [], [], [], []

    with tempfile.TemporaryDirectory() as work:
        for run in range(asked.runs):
            plain.append(cpu_of(["sqlite3", os.path.join(work, f"plain{run}.db")], input=PLAIN.format(csv=csv))[0])
            book = os.path.join(work, f"book{run}")
            ours = [asked.cli, "import", "usage", csv, "--book", book, "--json"]
            for times, rows in ((fresh, "rows_new"), (again, "rows_unchanged")):
                seconds, done = cpu_of(ours)
                times.append(seconds)
                if json.loads(done.stdout)[rows] != meta["rows"]:
                    missed.append(f"{rows} is not {meta['rows']}: {done.stdout}")

        subprocess.run([asked.cli, "prices", "load", os.path.join(asked.data, "prices.json"), "--book", book], check=True, stdout=subprocess.DEVNULL)
        total = json.loads(cpu_of([asked.cli, "report", "monthly-by-type", "--book", book, "--json"])[1].stdout)["totals"]["quantity"]
        if Decimal(total) * 10**6 != meta["sum_micro"]:
            missed.append(f"the total is {total}, and not {meta['sum_micro']} millionths")
        for report in reports_of(meta):
            told = [cpu_of([asked.cli, "report", *report, "--book", book, "--json", "--timing"])[1].stderr for _ in range(5)]
            spent = statistics.median(float(re.search(r"cpu ([0-9.]+) ms", text)[1]) for text in told)
            print(f"report {report[0]:18s} {spent:8.3f} ms CPU, first answer of a new process")
            if spent > REPORT_MS_MAX:
                missed.append(f"{report[0]} takes {spent} ms")
        size = sum(os.path.getsize(os.path.join(book, name)) for name in os.listdir(book))

    base = statistics.median(plain)
    print(f"sqlite3 .import      {base:6.2f} s CPU")
    for name, times, most in (("import, fresh", fresh, FRESH_MAX), ("import, same again", again, AGAIN_MAX)):
        ratio = statistics.median(times) / base
        print(f"{name:20s} {statistics.median(times):6.2f} s CPU, {ratio:.2f} of .import (promised: {most})")
        if ratio > most:
            missed.append(f"{name}: {ratio:.2f}")
    print(f"book on disk         {size / 1e6:6.1f} MB; total exact: {total}")
    for one in missed:
        print("MISSED:", one, file=sys.stderr)
    sys.exit(1 if missed else 0)


main()

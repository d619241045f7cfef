"""Our promise, checked: mixed reads at 500 requests a second for 60 s, no error, p99 under 250 ms.

Serves a fresh demo book with a release build and asks it over some connections that stay open. Requests leave by the
clock, whether or not earlier ones were answered, and each is measured from the moment at which it was due: a server
that falls behind shows it. Exit 1 when the promise is missed.

    cargo build --release -p counterfoil-cli && python3 bench/server.py
"""

import argparse
import asyncio
import collections
import json
import os
import pathlib
import resource
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
WEB, SYSTEM = "/api/web/namespaces", "/api/web/namespaces/system"
MONTH = {"from": "2026-02-01T00:00:00Z", "to": "2026-03-01T00:00:00Z"}
# What a finance desk asks, and how often: (share, name, method, path, body).
MIX = [
    (20, "invoices", "GET", f"{SYSTEM}/usage/invoices/custom_list?limit=25", None),
    (15, "quota usage", "GET", f"{SYSTEM}/quota/usage", None),
    (10, "quota limits", "GET", f"{SYSTEM}/quota/limits", None),
    (10, "current plan", "GET", f"{SYSTEM}/usage_plans/current", None),
    (5, "plans", "GET", f"{SYSTEM}/usage_plans/custom_list", None),
    (10, "subscriptions", "GET", f"{SYSTEM}/subscriptions/custom_list", None),
    (5, "quotas", "GET", f"{SYSTEM}/quotas", None),
    (5, "invoice PDF", "GET", None, None),
    (5, "current usage", "POST", f"{SYSTEM}/current_usage", MONTH),
    (5, "usage details", "POST", f"{SYSTEM}/usage_details", MONTH),
    (5, "hourly details", "POST", f"{SYSTEM}/hourly_usage_details", None),
    (3, "monthly usage", "POST", f"{SYSTEM}/monthly_usage", {}),
    (2, "usage summary", "POST", "/api/data/namespaces/system/billing/usage_summary",
     {"start_time": MONTH["from"], "end_time": MONTH["to"]}),
]


def encode(method, path, body, token):
    data = b"" if body is None else json.dumps(body).encode()
    head = f"{method} {path} HTTP/1.1\r\nhost: localhost\r\nauthorization: APIToken {token}\r\n"
    if body is not None:
        head += f"content-type: application/json\r\ncontent-length: {len(data)}\r\n"
    return head.encode() + b"\r\n" + data


async def ask(reader, writer, request):
    """Status and body of one call on a connection that stays open."""
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.decode().lower().split("\r\n")
    length = next(int(line.split(":")[1]) for line in lines if line.startswith("content-length:"))
    return int(lines[0].split(" ")[1]), await reader.readexactly(length)


async def once(port, request):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    status, body = await ask(reader, writer, request)
    writer.close()
    assert status == 200, (status, body)
    return json.loads(body)


async def requests(port, token):
    """Every request of the mix, spread evenly: one turn of 100."""
    listed = await once(port, encode("GET", f"{SYSTEM}/usage/invoices/custom_list", None, token))
    paid = next(one["name"] for one in listed["invoices"] if one["status"] == "STATUS_PAID")
    details = await once(port, encode("POST", f"{SYSTEM}/usage_details", MONTH, token))
    query = details["usage_items"][0]["hourly_breakdown_query"]
    turn = []
    for share, name, method, path, body in MIX:
        path = path or f"{SYSTEM}/usage/invoice_pdf?name={paid}"
        body = {"query": query} if name == "hourly details" else body
        request = encode(method, path, body, token)
        turn.extend(((index + 0.5) / share, name, request) for index in range(share))
    turn.sort(key=lambda one: one[0])
    assert len(turn) == 100
    return [(name, request) for _, name, request in turn]


async def load(port, token, rate, seconds, connections):
    turn = await requests(port, token)
    due = asyncio.Queue()
    times, errors = collections.defaultdict(list), collections.Counter()

    async def connection():
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while (job := await due.get()) is not None:
            at, name, request = job
            try:
                status, _ = await ask(reader, writer, request)
                if status != 200:
                    errors[f"{name}: {status}"] += 1
            except (OSError, asyncio.IncompleteReadError) as error:
                errors[f"{name}: {type(error).__name__}"] += 1
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
            times[name].append(time.perf_counter() - at)
        writer.close()

    workers = [asyncio.create_task(connection()) for _ in range(connections)]
    start = time.perf_counter()
    for number in range(rate * seconds):
        at = start + number / rate
        wait = at - time.perf_counter()
        if wait > 0:
            await asyncio.sleep(wait)
        due.put_nowait((at, *turn[number % len(turn)]))
    for _ in workers:
        due.put_nowait(None)
    await asyncio.gather(*workers)
    return times, errors, time.perf_counter() - start


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))] * 1000


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--cli", default=ROOT / "target/release/counterfoil-cli")
    arguments.add_argument("--rate", type=int, default=500)
    arguments.add_argument("--seconds", type=int, default=60)
    arguments.add_argument("--connections", type=int, default=32)
    told = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="counterfoil-bench-") as folder:
        return measure(told, pathlib.Path(folder))


def measure(told, folder):
    book, tokens = folder / "book", folder / "tokens.json"
    subprocess.run([told.cli, "demo", "--book", book], check=True, stdout=subprocess.DEVNULL)
    made = [told.cli, "tokens", "create", "--name", "bench", "--role", "viewer", "--file", tokens]
    token = subprocess.run(made, check=True, capture_output=True, text=True).stdout.strip()
    serve = [told.cli, "serve", "--book", book, "--token-file", tokens]
    server = subprocess.Popen(serve, stdout=subprocess.PIPE, text=True)
    port = int(server.stdout.readline().rsplit(":", 1)[1])
    try:
        busy = os.getloadavg()[0]
        times, errors, took = asyncio.run(load(port, token, told.rate, told.seconds, told.connections))
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"{'question':16} {'calls':>7} {'p50 ms':>8} {'p99 ms':>8} {'max ms':>8}")
    for _, name, *_ in MIX:
        seen = times[name]
        print(f"{name:16} {len(seen):7} {percentile(seen, .5):8.1f} {percentile(seen, .99):8.1f} {max(seen) * 1000:8.1f}")
    every = [one for seen in times.values() for one in seen]
    p99 = percentile(every, .99)
    print(f"{'all':16} {len(every):7} {percentile(every, .5):8.1f} {p99:8.1f} {max(every) * 1000:8.1f}")
    print(f"{len(every) / took:.0f} requests a second for {took:.1f} s, {errors.total()} errors {dict(errors) or ''}")
    print(f"server: {used.ru_utime + used.ru_stime:.1f} s CPU with the making of the book, {used.ru_maxrss // 1024} MiB; "
          f"load of the machine before: {busy:.1f} on {os.cpu_count()} cores")
    kept = not errors and p99 < 250 and len(every) == told.rate * told.seconds
    print("promise kept" if kept else "PROMISE MISSED: no error, p99 under 250 ms")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())

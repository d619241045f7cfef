#!/usr/bin/env python3
"""How long until the first real figures stand in the window, against the first frame of an empty one.

Both are started in turns on the same display, five times each, after one start that warms the caches; the medians are
held against each other. A display is needed: run it under `xvfb-run -a dbus-run-session --`.

    cargo build --release -p counterfoil --bins --example empty_window
    xvfb-run -a dbus-run-session -- python3 bench/start.py --target target/release
"""
import argparse
import os
import pathlib
import re
import statistics
import subprocess
import tempfile

RUNS = 5
PATIENCE_S = 120
LIMIT = 1.5


def started(command, home):
    environment = dict(os.environ, COUNTERFOIL_HOME=home, XDG_DATA_HOME=f"{home}/share", XDG_CACHE_HOME=f"{home}/cache")
    said = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=PATIENCE_S, check=True).stdout
    found = re.search(r"first \w+ after (\d+) ms", said)
    if not found:
        raise SystemExit(f"{command[0]} did not say how long it took: {said!r}")
    return int(found[1])


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--target", type=pathlib.Path, default=pathlib.Path("target/release"))
    target = options.parse_args().target
    with tempfile.TemporaryDirectory(prefix="counterfoil-start-") as home:
        console = [str(target / "counterfoil"), "--demo", "--timings"]
        empty = [str(target / "examples" / "empty_window")]
        started(console, home), started(empty, home)
        pairs = [(started(empty, home), started(console, home)) for _ in range(RUNS)]
    for number, (frame, figures) in enumerate(pairs, 1):
        print(f"{number}: empty window {frame} ms, first figures {figures} ms")
    frame, figures = (statistics.median(column) for column in zip(*pairs))
    print(f"median: empty window {frame:.0f} ms, first figures {figures:.0f} ms, ratio {figures / frame:.2f}")
    raise SystemExit(0 if figures <= LIMIT * frame else 1)


if __name__ == "__main__":
    main()

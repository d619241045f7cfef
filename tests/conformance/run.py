"""Conformance: schemathesis against `counterfoil-cli serve`, over the public document.

Serves a throw-away copy of the demo book, for the calls change it. Counts the calls by what the server itself has
logged: every operation must have been asked so often, and each must have succeeded at least once.
"""

import argparse
import collections
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--cli", required=True)
    arguments.add_argument("--document", required=True)
    arguments.add_argument("--examples", type=int, default=25, help="made-up cases for each operation and seed")
    arguments.add_argument("--least", type=int, default=15, help="calls that each operation must have had")
    # Several, for one run of made-up cases may end early where it believes that it has seen all there are.
    arguments.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    told = arguments.parse_args()
    # Commands run in the throw-away folder, which the system's own spelling of a path might not survive.
    cli, document = (str(pathlib.Path(path).resolve()) for path in (told.cli, told.document))
    with tempfile.TemporaryDirectory(prefix="counterfoil-conformance-") as folder:
        return conform(cli, document, told, pathlib.Path(folder))


def conform(cli, document, told, folder):
    book, tokens, log = folder / "book", folder / "tokens.json", folder / "log"
    subprocess.run([cli, "demo", "--book", book], check=True, stdout=subprocess.DEVNULL)
    made = [cli, "tokens", "create", "--name", "conformance", "--role", "billing_admin", "--file", tokens]
    made = subprocess.run(made, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    token = made.stdout.strip()
    with open(log, "w") as errors:
        serve = [cli, "serve", "--book", book, "--token-file", tokens, "--log", "json"]
        server = subprocess.Popen(serve, stdout=subprocess.PIPE, stderr=errors, text=True)
    try:
        url = server.stdout.readline().removeprefix("listening on ").strip()
        passed = all([run(document, url, token, told.examples, seed, folder) for seed in told.seeds])
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)
    return 0 if counted(document, log, told.least) and passed else 1


def run(document, url, token, examples, seed, folder):
    environment = dict(os.environ, COUNTERFOIL_URL=url, COUNTERFOIL_TOKEN=token, PYTHONPATH=str(HERE),
                       COUNTERFOIL_SEED=str(seed), SCHEMATHESIS_HOOKS="hooks", PYTHONDONTWRITEBYTECODE="1", NO_COLOR="1")
    command = [sys.executable, "-m", "schemathesis.cli", "run", document, "--url", url,
               "--header", f"Authorization: APIToken {token}", "--mode", "positive", "--phases", "coverage,fuzzing",
               "--checks", CHECKS, "--max-examples", str(examples), "--seed", str(seed), "--continue-on-failure",
               "--warnings", "off", "--no-color"]
    return subprocess.run(command, env=environment, cwd=folder).returncode == 0


def counted(document, log, least):
    """Every operation with its answers, from the server's log."""
    calls = collections.defaultdict(collections.Counter)
    for line in log.read_text().splitlines():
        entry = json.loads(line)
        if "template" in entry and entry["request_id"] != "hook":
            calls[entry["method"], entry["template"]][entry["status"]] += 1
    paths = json.loads(pathlib.Path(document).read_text())["paths"]
    fine, total = True, 0
    operations = [(method, path, told) for path, methods in paths.items() for method, told in methods.items()
                  if method in ("get", "post", "put", "delete")]
    for method, path, told in operations:
        seen = calls[method.upper(), path]
        total += seen.total()
        # Without a parameter and a body there is but one case to make up.
        wanted = least if told.get("parameters") or told.get("requestBody") else 1
        wrong = seen.total() < wanted or not seen[200] or any(status >= 500 for status in seen)
        fine = fine and not wrong
        answers = ", ".join(f"{status}: {count}" for status, count in sorted(seen.items()))
        print(f"{'FAILED' if wrong else 'ok':6} {method.upper():6} {re.sub('^/api/web/namespaces', '..', path):60} {answers}")
    print(f"conformance: {len(operations)} operations, {total} calls")
    return fine


if __name__ == "__main__":
    sys.exit(main())

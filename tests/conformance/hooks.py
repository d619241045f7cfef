"""Steers what schemathesis makes up towards names that exist, so that answers are seen and not refusals alone.

Seven of ten cases get names of the served book; the others stay as they were made up, for the refusals.
"""

import json
import os
import random
import urllib.error
import urllib.request

import schemathesis

URL, TOKEN = os.environ["COUNTERFOIL_URL"], os.environ["COUNTERFOIL_TOKEN"]
HOME = "/api/web/namespaces/system"
chance = random.Random(os.environ["COUNTERFOIL_SEED"])
turn = 0


def call(method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    # Told apart by the id, so that these calls are not counted as made-up ones.
    headers = {"Authorization": f"APIToken {TOKEN}", "Content-Type": "application/json", "X-Request-Id": "hook"}
    with urllib.request.urlopen(urllib.request.Request(URL + path, data, headers, method=method)) as answer:
        return json.load(answer)


INVOICES = [one["name"] for one in call("GET", f"{HOME}/usage/invoices/custom_list")["invoices"]
            if one["status"] == "STATUS_PAID"]
PLANS = [plan["name"] for one in call("GET", f"{HOME}/usage_plans/custom_list")["usage_plans"] for plan in one["plans"]]
QUERIES = [one["hourly_breakdown_query"] for one in call("POST", f"{HOME}/usage_details", {})["usage_items"]]
ROLES = [f"PAYMENT_METHOD_ROLE_{role}" for role in ("PRIMARY", "SECONDARY", "NORMAL")]
ADDONS = ["f5xc_waap_advanced", "f5xc_synthetic_monitoring_standard", "f5xc_content_delivery_network_standard"]


def fresh_method():
    body = {"token": f"tok_conformance_{os.urandom(8).hex()}", "role": "PAYMENT_METHOD_ROLE_NORMAL"}
    return call("POST", f"{HOME}/billing/payment_methods", body)["name"]


def fresh_quota():
    name = f"conformance-{os.urandom(4).hex()}"
    call("POST", f"{HOME}/quotas", {"metadata": {"name": name}, "spec": {"object_limits": {"route": {"maximum": 7}}}})
    return name


def fresh_move():
    """The id of a move; while one is open, that one's."""
    try:
        body = {"new_plan": PLANS[-1], "payload": {"payment_provider_token": "tok_conformance"}}
        return call("POST", f"{HOME}/billing/plan_transition", body)["id"]
    except urllib.error.HTTPError:
        return None


METHOD, QUOTA, MOVE = fresh_method(), fresh_quota(), fresh_move()


def steered():
    global turn
    turn += 1
    return chance.random() < 0.7


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    if not path_parameters or not steered():
        return path_parameters
    path, method = context.operation.path, context.operation.method.upper()
    found = dict(path_parameters, namespace="system")
    if "/billing/payment_method" in path and "name" in found:
        found["name"] = fresh_method() if method == "DELETE" else METHOD
    elif "/quotas/" in path:
        found["name"] = fresh_quota() if method == "DELETE" else QUOTA
    return found


@schemathesis.hook
def map_query(context, query):
    path = context.operation.path
    query = dict(query or {})
    if not steered():
        return query
    if path.endswith("/invoice_pdf") and INVOICES:
        query["name"] = INVOICES[0]
    elif path.endswith("/plan_transition") and MOVE:
        query["id"] = MOVE
    elif path.endswith("/quotas"):
        query.pop("label_filter", None)
    elif path.endswith("/custom_list"):
        query = {key: value for key, value in query.items() if value is not None}
    return query


@schemathesis.hook
def map_body(context, body):
    if not isinstance(body, dict) or not steered():
        return body
    path, method = context.operation.path, context.operation.method.upper()
    body = dict(body)
    if "namespace" in body:
        body["namespace"] = "system"
    if "/addon/" in path:
        return {ADDONS[turn % len(ADDONS)]: {}}
    if path.endswith("/hourly_usage_details") and QUERIES:
        body["query"] = QUERIES[turn % len(QUERIES)]
    elif path.endswith("/billing/payment_methods"):
        body["token"] = f"tok_conformance_{os.urandom(8).hex()}"
        # The document lets the role be unknown or null; a method that is to be kept has one.
        body["role"] = chance.choice(ROLES)
        body["contact"] = {"contact_type": "PAYMENT", "city": "Bangkok"}
    elif path.endswith("/billing/plan_transition"):
        body["new_plan"] = PLANS[turn % len(PLANS)]
        body["payload"] = {"payment_provider_token": "tok_conformance", "domain": "conformance"}
    elif path.endswith("_usage") or path.endswith("/usage_details"):
        body.pop("from", None), body.pop("to", None)
    elif path.endswith("/usage_summary"):
        body = {"start_time": "2026-03-01T00:00:00Z", "end_time": "1773892800"}
    elif "/quotas" in path:
        metadata = {key: value for key, value in (body.get("metadata") or {}).items() if key in ("labels", "disable")}
        name = QUOTA if method == "PUT" else f"conformance-{os.urandom(4).hex()}"
        body["metadata"] = dict(metadata, labels={"env": "prod"}, name=name)
        body["spec"] = {"resource_limits": {"cpu": {"maximum": 8.5}}, "api_limits": {"ves.io.Get": {"rate": 1, "burst": 2}}}
    return body

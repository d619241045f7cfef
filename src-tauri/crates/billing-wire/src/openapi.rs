//! The API document that a server gives at `/openapi.json`: made from the operation table and the shapes, in words of
//! our own. OpenAPI 3.0.3.
//!
//! Schemas have the names that clients of the public API know; a shape that serves several of them stands under each.

mod calls;

use crate::errors::ErrorBody;
use crate::extras::ExtraOperation;
use crate::operations::{Effect, Method, Operation};
use crate::schema::{Schemas, reference};
use calls::{Body, Parameter};
use serde_json::{Map, Value, json};

/// Statuses of failed calls: each with the same body.
const FAILURES: [(&str, &str); 11] = [
    ("400", "The input is wrong; the message names what."),
    ("401", "No valid credentials came with the call."),
    ("403", "The caller may not do this."),
    ("404", "Nothing has that name."),
    ("409", "The name is taken, or the present state forbids it."),
    ("413", "The body is too large."),
    ("415", "The body is not sent as the media type that is wanted."),
    ("429", "Too many calls; `Retry-After` says in how many seconds to try again."),
    ("500", "A defect of the server."),
    ("503", "The server cannot answer now."),
    ("504", "The answer took too long; a change may have been made all the same."),
];

/// The document of a server; with `extras` when it offers the calls beside the public API.
#[must_use]
pub fn document(extras: bool) -> Value {
    let mut book = Schemas::default();
    let mut paths = Map::new();
    for operation in Operation::ALL {
        add(&mut paths, &operation.route(), operation.method(), public_call(&mut book, operation));
    }
    for (path, about, schema) in calls::probes(&mut book) {
        let open = !path.starts_with("/api/");
        add(&mut paths, path, Method::Get, probe(about, &schema, open));
    }
    if extras {
        for operation in ExtraOperation::ALL {
            add(&mut paths, operation.path(), operation.method(), extra_call(&mut book, operation));
        }
    }
    crate::quotas::describe_rates(&mut book);
    let failure = ErrorBody::describe(&mut book);
    let mut responses: Map<String, Value> =
        FAILURES.iter().map(|(status, about)| ((*status).to_owned(), json_answer(about, &failure))).collect();
    if let Some(busy) = responses.get_mut("429") {
        let about = "Seconds to wait before trying again.";
        busy["headers"] = json!({"Retry-After": {"description": about, "schema": {"type": "integer"}}});
    }
    let scheme = json!({
        "type": "apiKey", "in": "header", "name": "Authorization",
        "description": "`APIToken <token>`. Where the server asks for client certificates, a valid one does as well.",
    });
    json!({
        "openapi": "3.0.3",
        "info": {
            "title": "Counterfoil: billing and usage",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Invoices, payment methods, plans, quotas, subscriptions and usage of one tenant.",
        },
        "security": [{"ApiToken": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"ApiToken": scheme},
            "responses": responses,
            "schemas": book.into_components(),
        },
    })
}

fn add(paths: &mut Map<String, Value>, path: &str, method: Method, call: Value) {
    let methods = paths.entry(path.to_owned()).or_insert_with(|| json!({}));
    methods[method.as_str().to_lowercase()] = call;
}

fn public_call(book: &mut Schemas, operation: Operation) -> Value {
    let told = calls::tell(book, operation);
    let names = operation.route();
    let names = names.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let mut parameters: Vec<Value> = names.map(path_parameter).collect();
    parameters.extend(told.parameters.iter().map(Parameter::tell));
    let mut call = json!({
        "operationId": operation.name(),
        "tags": [format!("{:?}", operation.topic())],
        "summary": told.summary,
        "parameters": parameters,
        "responses": answers(&told.answer),
    });
    add_body(&mut call, told.body);
    if operation.effect() == Effect::Writes {
        call["x-counterfoil-writes"] = json!(true);
    }
    if operation.is_open() {
        call["security"] = json!([]);
    }
    call
}

fn extra_call(book: &mut Schemas, operation: ExtraOperation) -> Value {
    let told = calls::tell_extra(book, operation);
    let mut call = json!({
        "operationId": operation.name(),
        "tags": ["Extras"],
        "summary": told.summary,
        "parameters": told.parameters.iter().map(Parameter::tell).collect::<Vec<_>>(),
        "responses": answers(&told.answer),
    });
    add_body(&mut call, told.body);
    call
}

fn probe(about: &str, schema: &Value, open: bool) -> Value {
    let mut call = json!({"summary": about, "tags": ["Probes"], "responses": answers(schema)});
    if open {
        call["security"] = json!([]);
    }
    call
}

fn path_parameter(name: &str) -> Value {
    let about = match name {
        "namespace" => "The namespace: a DNS label. What is kept for the whole tenant lives in `system`.",
        _ => "The name of the object.",
    };
    json!({"name": name, "in": "path", "required": true, "description": about, "schema": {"type": "string"}})
}

fn add_body(call: &mut Value, body: Option<Body>) {
    if let Some(Body { media, schema, required }) = body {
        call["requestBody"] = json!({"required": required, "content": {media: {"schema": schema}}});
    }
}

fn answers(schema: &Value) -> Value {
    let mut answers: Map<String, Value> = FAILURES
        .iter()
        .map(|(status, _)| {
            ((*status).to_owned(), json!({"$ref": format!("#/components/responses/{status}")}))
        })
        .collect();
    answers.insert("200".to_owned(), json_answer("It is done.", schema));
    Value::Object(answers)
}

fn json_answer(about: &str, schema: &Value) -> Value {
    json!({"description": about, "content": {"application/json": {"schema": schema}}})
}

impl ErrorBody {
    /// The body of every failed call.
    fn describe(book: &mut Schemas) -> Value {
        let about = "The body of every failed call.";
        book.object(&["Failure"], about, |_| {
            vec![
                ("code", "The gRPC code.", json!({"type": "integer", "format": "int32"})),
                ("message", "For the person.", json!({"type": "string"})),
                ("details", "More about it.", json!({"type": "array", "items": reference("protobufAny")})),
            ]
        })
    }
}

#[cfg(test)]
mod tests;

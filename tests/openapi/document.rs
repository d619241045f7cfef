//! `/openapi.json` beside the public document: every path, method, parameter, property and word of it is in ours.
//!
//! The document is the vendor's and lies beside the checkout. Where it is not there, the test says so loudly.

use crate::additions;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::path::Path;

const METHODS: [&str; 4] = ["get", "post", "put", "delete"];

/// Where ours is wider on purpose: one shape tells counts and fractions, and a number holds both.
const WIDER: [&str; 1] = ["usageUsageType.current"];

fn public(name: &str) -> Option<Value> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/spec").join(name);
    match std::fs::read(&file) {
        Ok(bytes) => Some(serde_json::from_slice(&bytes).unwrap()),
        Err(_) => {
            println!("!!! NOT CHECKED: {name} is not there, so our document was compared with nothing !!!");
            None
        }
    }
}

/// What is missing, and what was looked at.
#[derive(Default)]
struct Comparison {
    missing: Vec<String>,
    looked_at: usize,
}

impl Comparison {
    fn expect(&mut self, there: bool, what: impl FnOnce() -> String) {
        self.looked_at += 1;
        if !there {
            self.missing.push(what());
        }
    }

    #[track_caller]
    fn finish(self, what: &str, least: usize) {
        println!("{what}: {} looked at", self.looked_at);
        assert!(self.missing.is_empty(), "{what} missing from our document:\n{}", self.missing.join("\n"));
        assert!(self.looked_at >= least, "{what}: only {} looked at", self.looked_at);
    }
}

fn object(value: &Value) -> &Map<String, Value> {
    value.as_object().unwrap_or_else(|| panic!("no object: {value}"))
}

/// Two templates of the document name one address: ours has one name a level.
fn address(template: &str) -> String {
    template.replace("{metadata.", "{")
}

/// The schema behind references, and behind the `allOf` that carries a description beside one.
fn resolve<'a>(document: &'a Value, mut schema: &'a Value) -> &'a Value {
    loop {
        if let Some(to) = schema["$ref"].as_str() {
            schema =
                document.pointer(to.trim_start_matches('#')).unwrap_or_else(|| panic!("{to} leads nowhere"));
        } else if let Some([one]) = schema["allOf"].as_array().map(Vec::as_slice) {
            schema = one;
        } else {
            return schema;
        }
    }
}

fn words(schema: &Value) -> BTreeSet<&str> {
    schema["enum"].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

#[test]
fn every_path_and_method() {
    let ours = billing_wire::openapi::document(true);
    for name in ["openapi-published.json", "openapi-fair.json"] {
        let Some(theirs) = public(name) else { return };
        let mut compared = Comparison::default();
        for (template, methods) in object(&theirs["paths"]) {
            for method in METHODS.into_iter().filter(|method| methods.get(method).is_some()) {
                let there = ours["paths"][address(template)].get(method).is_some();
                compared.expect(there, || format!("{method} {template}"));
            }
        }
        compared.finish("operations", 26);
    }
}

#[test]
fn every_parameter_body_and_answer() {
    let Some(theirs) = public("openapi-fair.json") else { return };
    let ours = billing_wire::openapi::document(true);
    let mut compared = Comparison::default();
    for (template, methods) in object(&theirs["paths"]) {
        for method in METHODS.into_iter().filter(|method| methods.get(method).is_some()) {
            let (their_call, our_call) = (&methods[method], &ours["paths"][address(template)][method]);
            for theirs in their_call["parameters"].as_array().into_iter().flatten() {
                let our = our_call["parameters"].as_array().into_iter().flatten();
                let same = |one: &&Value| one["name"] == theirs["name"] && one["in"] == theirs["in"];
                let found = our.clone().find(same);
                let fits = found.is_some_and(|found| {
                    found["schema"]["type"] == theirs["schema"]["type"]
                        && words(&found["schema"]).is_superset(&words(&theirs["schema"]))
                });
                compared.expect(fits, || format!("{method} {template}: {}", theirs["name"]));
            }
            let places =
                ["/requestBody/content/application~1json", "/responses/200/content/application~1json"];
            for place in places.into_iter().filter(|place| their_call.pointer(place).is_some()) {
                compared
                    .expect(our_call.pointer(place).is_some(), || format!("{method} {template}: {place}"));
                // The same name means that the properties are compared below.
                let name = |call: &Value| {
                    call.pointer(place).and_then(|place| {
                        place["schema"]["$ref"].as_str()?.rsplit('/').next().map(str::to_owned)
                    })
                };
                if let Some(theirs_name) = name(their_call) {
                    let our_schema = resolve(&ours, &our_call.pointer(place).unwrap()["schema"]);
                    let named = &ours["components"]["schemas"][&theirs_name];
                    let same = object(&named["properties"])
                        .keys()
                        .all(|key| our_schema["properties"].get(key).is_some());
                    compared.expect(same, || format!("{method} {template}: {place} is not {theirs_name}"));
                }
            }
            for status in object(&their_call["responses"]).keys() {
                compared.expect(our_call["responses"].get(status).is_some(), || {
                    format!("{method} {template}: {status}")
                });
            }
        }
    }
    compared.finish("parameters, bodies and answers", 300);
}

#[test]
fn every_schema_property_and_word() {
    let Some(theirs) = public("openapi-fair.json") else { return };
    let ours = billing_wire::openapi::document(true);
    let mut compared = Comparison::default();
    let schemas = object(&theirs["components"]["schemas"]);
    assert_eq!(schemas.len(), 101);
    for (name, their) in schemas {
        let our = &ours["components"]["schemas"][name];
        compared.expect(our.is_object(), || name.clone());
        compared.expect(words(our).is_superset(&words(their)), || format!("a word of {name}"));
        for (property, their) in their["properties"].as_object().into_iter().flatten() {
            let place = format!("{name}.{property}");
            let Some(our) = our["properties"].get(property) else {
                compared.expect(false, || place);
                continue;
            };
            let same = same_type(&theirs, their, &ours, our) || WIDER.contains(&place.as_str());
            compared.expect(same, || {
                format!("{place}: {} is not {}", resolve(&ours, our), resolve(&theirs, their)["type"])
            });
        }
    }
    compared.finish("schemas, words and properties", 500);
}

/// Type, format of what is no number, words, and the same of items. Numbers differ in width alone.
fn same_type(theirs: &Value, their: &Value, ours: &Value, our: &Value) -> bool {
    let (their, our) = (resolve(theirs, their), resolve(ours, our));
    let format = |schema: &Value| match schema["format"].as_str() {
        // The document writes `boolean` as a format, and its integers are narrower than ours.
        Some("boolean" | "int32" | "int64" | "double") | None => None,
        Some(other) => Some(other.to_owned()),
    };
    let int64_text = |schema: &Value| schema["type"] == "string" && schema["format"] == "int64";
    our["type"] == their["type"]
        && format(our) == format(their)
        && int64_text(our) == int64_text(their)
        && words(our).is_superset(&words(their))
        && (their.get("items").is_none() || same_type(theirs, &their["items"], ours, &our["items"]))
}

#[test]
fn what_is_ours_alone_is_listed() {
    let Some(theirs) = public("openapi-fair.json") else { return };
    let ours = billing_wire::openapi::document(true);
    let paths = |document: &Value| object(&document["paths"]).keys().cloned().collect::<BTreeSet<_>>();
    let more: Vec<_> = paths(&ours).difference(&paths(&theirs)).cloned().collect();
    assert_eq!(more, additions::PATHS);
    let mut schemas = Vec::new();
    let mut properties = Vec::new();
    for (name, our) in object(&ours["components"]["schemas"]) {
        match theirs["components"]["schemas"].get(name) {
            None => schemas.push(name.clone()),
            Some(their) => {
                let known = |key: &String| their["properties"].get(key).is_some();
                let keys = our["properties"].as_object().into_iter().flat_map(Map::keys);
                properties.extend(keys.filter(|key| !known(key)).map(|key| format!("{name}.{key}")));
            }
        }
    }
    assert_eq!(schemas, additions::SCHEMAS);
    assert_eq!(properties, additions::PROPERTIES);
}

/// The public document's prose is not ours to print.
#[test]
fn no_sentence_is_theirs() {
    let Some(theirs) = public("openapi-published.json") else { return };
    let ours = billing_wire::openapi::document(true);
    let mut their_words = BTreeSet::new();
    descriptions(&theirs, &mut their_words);
    let mut our_words = BTreeSet::new();
    descriptions(&ours, &mut our_words);
    assert!(their_words.len() > 100 && our_words.len() > 100);
    let shared: Vec<_> =
        our_words.intersection(&their_words).filter(|text| text.split(' ').count() > 3).collect();
    assert!(shared.is_empty(), "{shared:?}");
}

fn descriptions(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            let texts = ["description", "summary"].into_iter().filter_map(|key| fields.get(key)?.as_str());
            found.extend(texts.map(|text| text.trim_end_matches('.').to_lowercase()));
            fields.values().for_each(|inner| descriptions(inner, found));
        }
        Value::Array(items) => items.iter().for_each(|inner| descriptions(inner, found)),
        _ => {}
    }
}

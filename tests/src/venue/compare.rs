//! What differs between two values, field by field.

use serde_json::Value;
use std::collections::BTreeSet;

/// Everything in which two values differ, each with its path.
#[must_use]
pub fn differences(one: &Value, other: &Value) -> Vec<String> {
    let mut found = Vec::new();
    compare("", one, other, &mut found);
    found
}

/// Whether two values are the same.
///
/// # Errors
/// Where they differ, a line for each field.
pub fn same(one: &Value, other: &Value) -> Result<(), String> {
    let found = differences(one, other);
    if found.is_empty() { Ok(()) } else { Err(found.join("\n")) }
}

fn compare(path: &str, one: &Value, other: &Value, found: &mut Vec<String>) {
    match (one, other) {
        (Value::Object(a), Value::Object(b)) => {
            let keys: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
            for key in keys {
                let (a, b) = (a.get(key), b.get(key));
                compare_parts(&format!("{path}/{key}"), a, b, found);
            }
        }
        (Value::Array(a), Value::Array(b)) => {
            for index in 0..a.len().max(b.len()) {
                compare_parts(&format!("{path}/{index}"), a.get(index), b.get(index), found);
            }
        }
        (a, b) if a == b => {}
        (a, b) => found.push(format!("{path}: {a} here, {b} there")),
    }
}

fn compare_parts(path: &str, one: Option<&Value>, other: Option<&Value>, found: &mut Vec<String>) {
    match (one, other) {
        (Some(one), Some(other)) => compare(path, one, other, found),
        (Some(one), None) => found.push(format!("{path}: {one} here, nothing there")),
        (None, Some(other)) => found.push(format!("{path}: nothing here, {other} there")),
        (None, None) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_field_is_compared() {
        let one = json!({"a": {"x": 1, "same": [1, 2]}, "b": [1, 2], "c": null});
        let other = json!({"a": {"x": 2, "same": [1, 2]}, "b": [1], "d": true});
        assert_eq!(
            differences(&one, &other),
            [
                "/a/x: 1 here, 2 there",
                "/b/1: 2 here, nothing there",
                "/c: null here, nothing there",
                "/d: nothing here, true there",
            ]
        );
        assert_eq!(same(&one, &one), Ok(()));
        assert!(same(&one, &other).unwrap_err().contains("/a/x"));
    }
}

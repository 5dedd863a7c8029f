//! JSON that keeps the order of its members: the rooms of a frab file are the members of an object.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

use crate::limits::NODES_MAX;

/// A JSON value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    /// A number as it is written.
    Number(String),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

/// Why a text could not be read.
#[derive(Debug)]
pub(crate) enum Fault {
    TooMany,
    Syntax(serde_json::Error),
}

static NULL: Json = Json::Null;

impl Json {
    /// Parses a text; at most `NODES_MAX` values, at most 128 inside one another.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let count = Cell::new(0);
        let mut from = serde_json::Deserializer::from_str(text);
        let parsed = Seed(&count).deserialize(&mut from).and_then(|json| from.end().map(|()| json));
        parsed.map_err(
            |error| {
                if count.get() > NODES_MAX { Fault::TooMany } else { Fault::Syntax(error) }
            },
        )
    }

    /// The member of an object; null when there is none.
    pub fn get(&self, key: &str) -> &Json {
        self.members().iter().find(|(name, _)| name == key).map_or(&NULL, |(_, value)| value)
    }

    /// The members of an object; none of anything else.
    pub fn members(&self) -> &[(String, Json)] {
        if let Json::Object(members) = self { members } else { &[] }
    }

    /// The items of a list; none of anything else.
    pub fn items(&self) -> &[Json] {
        if let Json::List(items) = self { items } else { &[] }
    }

    /// Whether an object has a member.
    pub fn has(&self, key: &str) -> bool {
        self.members().iter().any(|(name, _)| name == key)
    }

    /// The value as text. Of a text in several languages, the English one or else the first.
    pub fn text(&self) -> String {
        match self {
            Json::Text(text) | Json::Number(text) => text.clone(),
            Json::Bool(value) => value.to_string(),
            Json::Object(members) => {
                let english = members.iter().find(|(name, _)| name == "en");
                match english.or(members.first()) {
                    Some((_, Json::Text(text))) => text.clone(),
                    _ => String::new(),
                }
            }
            Json::Null | Json::List(_) => String::new(),
        }
    }
}

struct Seed<'a>(&'a Cell<u32>);

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Json, D::Error> {
        self.0.set(self.0.get().saturating_add(1));
        if self.0.get() > NODES_MAX {
            return Err(D::Error::custom("too many values"));
        }
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Json;

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Number(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Number(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        Ok(Json::Number(value.to_string()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Json, E> {
        Ok(Json::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = from.next_element_seed(Seed(self.0))? {
            items.push(item);
        }
        Ok(Json::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Json, A::Error> {
        let mut members = Vec::new();
        while let Some(key) = from.next_key::<String>()? {
            members.push((key, from.next_value_seed(Seed(self.0))?));
        }
        Ok(Json::Object(members))
    }
}

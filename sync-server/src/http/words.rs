//! The sentences of the server's page, in Fluent files, and in which language somebody reads.

use axum::http::{HeaderMap, header};
use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use std::sync::OnceLock;
use unic_langid::{LanguageIdentifier, langid};

pub use fluent_bundle::FluentValue as Value;

const ENGLISH: &str = include_str!("../../locales/en/page.ftl");
const WELSH: &str = include_str!("../../locales/cy/page.ftl");

/// The sentences of one language.
pub struct Words {
    /// As pages name it.
    pub code: &'static str,
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    /// In the language that a browser asks for: Welsh where it is wanted before English.
    pub fn wanted(headers: &HeaderMap) -> &'static Self {
        static BOTH: OnceLock<[Words; 2]> = OnceLock::new();
        let [english, welsh] = BOTH.get_or_init(|| {
            let (en, cy) = (langid!("en-GB"), langid!("cy-GB"));
            [Words::of("en", en, ENGLISH), Words::of("cy", cy, WELSH)]
        });
        let asked = headers.get_all(header::ACCEPT_LANGUAGE).into_iter();
        let asked: Vec<&str> = asked.filter_map(|value| value.to_str().ok()).collect();
        let asked = asked.join(",");
        match weight(&asked, "cy") > weight(&asked, "en") {
            true => welsh,
            false => english,
        }
    }

    fn of(code: &'static str, id: LanguageIdentifier, source: &str) -> Self {
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // Isolation marks show as boxes where a font lacks them.
        bundle.set_use_isolating(false);
        let resource = FluentResource::try_new(source.to_owned());
        let resource = resource.unwrap_or_else(|(resource, errors)| {
            debug_assert!(errors.is_empty(), "{code}: {errors:?}");
            resource
        });
        let added = bundle.add_resource(resource);
        debug_assert!(added.is_ok(), "{code}: {added:?}");
        Self { code, bundle }
    }

    /// The sentence `key`.
    pub fn text(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// The sentence `key` with its values.
    pub fn with(&self, key: &str, values: &[(&str, Value<'_>)]) -> String {
        let pattern = self.bundle.get_message(key).and_then(|message| message.value());
        let Some(pattern) = pattern else {
            debug_assert!(false, "no sentence {key}");
            return key.to_owned();
        };
        let mut args = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            args.set(*name, value.clone());
        }
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&args), &mut errors);
        debug_assert!(errors.is_empty(), "{key}: {errors:?}");
        text.into_owned()
    }
}

/// How much a language is wanted, in thousandths; 0 where it is not asked for.
fn weight(asked: &str, language: &str) -> u32 {
    let one = |part: &str| {
        let mut parts = part.split(';');
        let name = parts.next()?.trim().to_ascii_lowercase();
        let base = name.split('-').next()?;
        let quality = parts.find_map(|part| part.trim().strip_prefix("q="));
        let quality = quality.map_or(Some(1.0), |quality| quality.trim().parse::<f32>().ok())?;
        (base == language).then_some((quality.clamp(0.0, 1.0) * 1_000.0) as u32)
    };
    asked.split(',').filter_map(one).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;
    use std::collections::BTreeSet;

    fn wanted(asked: &str) -> &'static str {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_str(asked).unwrap());
        Words::wanted(&headers).code
    }

    #[test]
    fn a_page_is_in_the_language_that_is_asked_for() {
        for (asked, code) in [
            ("cy", "cy"),
            ("cy-GB,cy;q=0.9,en-GB;q=0.8,en;q=0.7", "cy"),
            ("en-GB,en;q=0.9,cy;q=0.8", "en"),
            ("en;q=0.2, CY;q=0.3", "cy"),
            ("de,cy;q=0.1", "cy"),
            ("cy;q=0", "en"),
            ("cy;q=much", "en"),
            ("", "en"),
            ("*", "en"),
        ] {
            assert_eq!(wanted(asked), code, "{asked}");
        }
        assert_eq!(Words::wanted(&HeaderMap::new()).code, "en");
    }

    fn keys(source: &str) -> BTreeSet<&str> {
        source
            .lines()
            .filter_map(|line| line.split_once(" = "))
            .map(|(key, _)| key)
            .filter(|key| key.starts_with("page-"))
            .collect()
    }

    #[test]
    fn each_sentence_is_there_in_both_languages_and_used() {
        assert_eq!(keys(ENGLISH), keys(WELSH));
        let code = concat!(include_str!("wall.rs"), include_str!("wall/page.rs"));
        let used: BTreeSet<&str> = code
            .split('"')
            .filter(|text| text.starts_with("page-") && !text.contains(char::is_whitespace))
            .collect();
        assert_eq!(used, keys(ENGLISH));
    }
}

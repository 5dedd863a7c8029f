//! Every sentence that a person reads, in Fluent files. No other module has words.

mod clashes;
mod edits;
mod moments;
mod state;

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use unic_langid::{LanguageIdentifier, langid};

pub use clashes::{ClashWords, VersionWords, clash_sessions};
pub use fluent_bundle::FluentValue as Value;

/// The sentences of one language.
pub struct Words {
    bundle: FluentBundle<FluentResource>,
}

/// A language that the kiosk speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Locale {
    /// English.
    #[default]
    English,
}

impl Locale {
    /// Its Fluent files, bundled.
    #[must_use]
    pub fn sources(self) -> &'static [&'static str] {
        match self {
            Self::English => &[
                include_str!("../../locales/en/board.ftl"),
                include_str!("../../locales/en/clashes.ftl"),
                include_str!("../../locales/en/edits.ftl"),
                include_str!("../../locales/en/state.ftl"),
            ],
        }
    }

    fn id(self) -> LanguageIdentifier {
        match self {
            Self::English => langid!("en-GB"),
        }
    }
}

impl Words {
    /// The sentences of `locale`.
    #[must_use]
    pub fn of(locale: Locale) -> Self {
        let mut bundle = FluentBundle::new_concurrent(vec![locale.id()]);
        // Isolation marks are invisible characters that the fonts do not have.
        bundle.set_use_isolating(false);
        for source in locale.sources() {
            let resource = match FluentResource::try_new((*source).to_owned()) {
                Ok(resource) => resource,
                Err((resource, errors)) => {
                    debug_assert!(errors.is_empty(), "{locale:?}: {errors:?}");
                    resource
                }
            };
            let added = bundle.add_resource(resource);
            debug_assert!(added.is_ok(), "{locale:?}: {added:?}");
        }
        Self { bundle }
    }

    /// The sentence `key`.
    #[must_use]
    pub fn text(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// The sentence `key` with its values.
    #[must_use]
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

//! Every sentence that a person reads, in Fluent files. No other module has words.

mod answers;
mod clashes;
mod devices;
mod edits;
mod lists;
mod moments;
mod names;
mod past;
mod proof;
mod refusals;
mod repairs;
mod safety;
mod state;
mod troubles;

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use unic_langid::{LanguageIdentifier, langid};

pub use clashes::{ClashWords, VersionWords, clash_sessions};
pub use fluent_bundle::FluentValue as Value;

/// The sentences of one language.
pub struct Words {
    locale: Locale,
    bundle: FluentBundle<FluentResource>,
}

/// A language that the kiosk speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Locale {
    /// English.
    #[default]
    English,
    /// Welsh.
    Welsh,
}

/// A Fluent file in each language.
struct File {
    name: &'static str,
    english: &'static str,
    welsh: &'static str,
}

/// Names the Fluent files; each is there in every language.
macro_rules! files {
    ($($name:literal,)*) => {
        &[$(File {
            name: $name,
            english: include_str!(concat!("../../locales/en/", $name, ".ftl")),
            welsh: include_str!(concat!("../../locales/cy/", $name, ".ftl")),
        },)*]
    };
}

/// A new pair of files is one line here.
const FILES: &[File] = files![
    "announce", "board", "carry", "clashes", "devices", "editing", "edits", "history", "import",
    "info", "keyboard", "moved", "paper", "people", "pitch", "proof", "refusals", "rehearse",
    "repairs", "safety", "search", "server", "sheet", "start", "state", "times", "top", "troubles",
    "typed", "unlock", "upkeep", "wall",
];

impl Locale {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::English, Self::Welsh];

    /// Its Fluent files, bundled: name and content.
    pub fn sources(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        FILES.iter().map(move |file| match self {
            Self::English => (file.name, file.english),
            Self::Welsh => (file.name, file.welsh),
        })
    }

    /// What the language is called by those who speak it.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Welsh => "Cymraeg",
        }
    }

    /// The language that one touch changes to.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::English => Self::Welsh,
            Self::Welsh => Self::English,
        }
    }

    fn id(self) -> LanguageIdentifier {
        match self {
            Self::English => langid!("en-GB"),
            Self::Welsh => langid!("cy-GB"),
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
        bundle.set_formatter(Some(grouped));
        for (file, source) in locale.sources() {
            let resource = match FluentResource::try_new(source.to_owned()) {
                Ok(resource) => resource,
                Err((resource, errors)) => {
                    debug_assert!(errors.is_empty(), "{locale:?} {file}: {errors:?}");
                    resource
                }
            };
            let added = bundle.add_resource(resource);
            debug_assert!(added.is_ok(), "{locale:?} {file}: {added:?}");
        }
        Self { locale, bundle }
    }

    /// Their language.
    #[must_use]
    pub fn locale(&self) -> Locale {
        self.locale
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

/// Whole numbers from a thousand on with a comma, as both languages write them.
fn grouped<M>(value: &Value<'_>, _: &M) -> Option<String> {
    let Value::Number(number) = value else {
        return None;
    };
    let digits = number.as_string();
    if digits.len() < 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    Some(text)
}

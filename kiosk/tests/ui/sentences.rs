//! Rules of the Fluent files and of the sources of the screens: what one language says the other
//! says, each sentence is used, and no sentence is anywhere else.

use super::made;
use eframe::egui::Color32;
use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey},
    parser,
};
use kiosk::ui::{
    theme,
    words::{Locale, Value, Words},
};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use shared::roster::Role;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// Named values of a sentence, each with the variants that are chosen by it.
type Variables = BTreeMap<&'static str, BTreeSet<&'static str>>;

fn sentences(locale: Locale) -> BTreeMap<&'static str, Variables> {
    let mut all = BTreeMap::new();
    for (file, source) in locale.sources() {
        let Ok(resource) = parser::parse(source) else { panic!("{locale:?} {file} has a slip") };
        for entry in resource.body {
            let message = match entry {
                Entry::Message(message) => message,
                Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => continue,
                Entry::Term(_) | Entry::Junk { .. } => panic!("{locale:?} {file}: {entry:?}"),
            };
            let mut variables = Variables::new();
            of_pattern(&message.value.expect("a sentence"), &mut variables);
            let key = message.id.name;
            assert!(
                all.insert(key, variables).is_none(),
                "{locale:?} {file}: {key} is there twice"
            );
        }
    }
    all
}

fn of_pattern(pattern: &Pattern<&'static str>, variables: &mut Variables) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            of_expression(expression, variables);
        }
    }
}

fn of_expression(expression: &Expression<&'static str>, variables: &mut Variables) {
    match expression {
        Expression::Inline(inline) => of_inline(inline, variables),
        Expression::Select { selector, variants } => {
            of_inline(selector, variables);
            for variant in variants {
                let (VariantKey::Identifier { name } | VariantKey::NumberLiteral { value: name }) =
                    &variant.key;
                if let InlineExpression::VariableReference { id } = selector {
                    variables.entry(id.name).or_default().insert(name);
                }
                of_pattern(&variant.value, variables);
            }
        }
    }
}

fn of_inline(inline: &InlineExpression<&'static str>, variables: &mut Variables) {
    match inline {
        InlineExpression::VariableReference { id } => {
            variables.entry(id.name).or_default();
        }
        InlineExpression::Placeable { expression } => of_expression(expression, variables),
        InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
        InlineExpression::FunctionReference { .. }
        | InlineExpression::MessageReference { .. }
        | InlineExpression::TermReference { .. } => panic!("not used here: {inline:?}"),
    }
}

/// Values that only one language asks for.
const ONE_SIDED: [(&str, &str); 1] = [("list-and", "vowel")];

#[test]
fn both_languages_say_the_same_with_the_same_values() {
    let [english, welsh] = Locale::ALL.map(sentences);
    let keys =
        |all: &BTreeMap<&'static str, Variables>| all.keys().copied().collect::<BTreeSet<_>>();
    let (in_english, in_welsh) = (keys(&english), keys(&welsh));
    let lonely: Vec<_> = in_english.symmetric_difference(&in_welsh).collect();
    assert!(lonely.is_empty(), "in one language only: {lonely:?}");
    for (key, variables) in &english {
        let [a, b] = [variables, &welsh[key]].map(|all| all.keys().collect::<BTreeSet<_>>());
        let lonely: Vec<_> = a
            .symmetric_difference(&b)
            .filter(|name| !ONE_SIDED.contains(&(*key, ***name)))
            .collect();
        assert!(lonely.is_empty(), "{key} has in one language only: {lonely:?}");
    }
}

/// The forms that a language has for numbers.
fn forms(locale: Locale) -> &'static [&'static str] {
    match locale {
        Locale::English => &["one", "other"],
        Locale::Welsh => &["zero", "one", "two", "few", "many", "other"],
    }
}

#[test]
fn every_form_of_every_sentence_is_said() {
    const ANY_FORM: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];
    for locale in Locale::ALL {
        let words = Words::of(locale);
        for (key, variables) in sentences(locale) {
            let is_number = |name: &str| {
                let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
                variables[name].iter().all(|form| digits(form) || ANY_FORM.contains(form))
            };
            for name in variables.keys().filter(|name| is_number(name)) {
                let mut asked = variables[name].iter().filter(|form| ANY_FORM.contains(form));
                let known = asked.all(|form| forms(locale).contains(form));
                assert!(known, "{locale:?} {key} has a form that the language has not");
            }
            let turns = variables.values().map(BTreeSet::len).max().unwrap_or(0).max(1);
            for (number, turn) in
                (0..=12).chain([20, 100]).flat_map(|n| (0..turns).map(move |turn| (n, turn)))
            {
                let values: Vec<(&str, Value<'_>)> = variables
                    .iter()
                    .map(|(name, variants)| {
                        let variant = variants.iter().cycle().nth(turn);
                        let chosen = variant.filter(|_| !is_number(name));
                        (*name, chosen.map_or_else(|| number.into(), |text| (*text).into()))
                    })
                    .collect();
                // It panics by itself when something cannot be said.
                let said = words.with(key, &values);
                assert!(!said.contains('{') && said.trim() == said, "{locale:?} {key}: {said:?}");
                assert!(!said.is_empty(), "{locale:?} {key} {values:?}");
            }
        }
    }
}

/// What the sources of the screens hold, but for their tests, assertions and attributes.
#[derive(Default)]
struct Sources {
    /// Texts in quotes, by the file that has them.
    texts: BTreeMap<String, BTreeSet<String>>,
    /// Sentences asked for by their key at once.
    asked: BTreeSet<String>,
}

impl Sources {
    fn of_screens() -> Self {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut sources = Self::default();
        sources.folder(&source.join("ui"));
        sources.file(&source.join("ui.rs"));
        // Prints are said with the same Fluent files.
        sources.file(&source.join("../../shared/paper/src/sentences.rs"));
        assert!(sources.texts.len() > 20 && sources.asked.len() > 100, "the sources were read");
        sources
    }

    fn folder(&mut self, folder: &Path) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                self.folder(&path);
            } else if path.extension().is_some_and(|ext| ext == "rs") {
                self.file(&path);
            }
        }
    }

    fn file(&mut self, path: &Path) {
        let tokens: TokenStream = fs::read_to_string(path).unwrap().parse().unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        self.tokens(&name, tokens);
    }

    fn tokens(&mut self, file: &str, tokens: TokenStream) {
        let tokens: Vec<_> = tokens.into_iter().collect();
        let ident = |at: usize| match tokens.get(at) {
            Some(TokenTree::Ident(ident)) => ident.to_string(),
            _ => String::new(),
        };
        let is = |at: usize, c: char| matches!(tokens.get(at), Some(TokenTree::Punct(p)) if p.as_char() == c);
        let mut in_tests = false;
        for (at, token) in tokens.iter().enumerate() {
            match token {
                // An attribute, or what a comment of the documentation became.
                TokenTree::Group(_) if at > 1 && is(at - 1, '!') && is(at - 2, '#') => {}
                TokenTree::Group(group) if at > 0 && is(at - 1, '#') => {
                    in_tests =
                        in_tests || group.stream().to_string().replace(' ', "") == "cfg(test)";
                }
                TokenTree::Group(group) if in_tests => {
                    in_tests = group.delimiter() != Delimiter::Brace;
                }
                TokenTree::Group(_) if at > 1 && is(at - 1, '!') && asserts(&ident(at - 2)) => {}
                TokenTree::Group(group) => {
                    let asks = at > 2
                        && matches!(ident(at - 1).as_str(), "text" | "with")
                        && is(at - 2, '.')
                        && matches!(ident(at - 3).as_str(), "words" | "self");
                    let first = group.stream().into_iter().next();
                    if let (true, Some(TokenTree::Literal(key))) = (asks, first) {
                        self.asked.extend(text(&key.to_string()));
                    }
                    self.tokens(file, group.stream());
                }
                TokenTree::Literal(literal) => {
                    let texts = self.texts.entry(file.to_owned()).or_default();
                    texts.extend(text(&literal.to_string()));
                }
                TokenTree::Ident(_) | TokenTree::Punct(_) => {}
            }
        }
    }
}

fn asserts(name: &str) -> bool {
    matches!(
        name,
        "assert" | "assert_eq" | "debug_assert" | "debug_assert_eq" | "panic" | "unreachable"
    )
}

/// What a literal holds, if it is a text.
fn text(literal: &str) -> Option<String> {
    let inside = literal.strip_prefix('r').unwrap_or(literal).trim_matches('#');
    Some(inside.strip_prefix('"')?.strip_suffix('"')?.to_owned())
}

/// Keys of the sentences that the importer's kinds name.
fn of_importer() -> BTreeSet<String> {
    let repairs = import::What::KINDS.iter().map(|kind| format!("repair-{kind}"));
    repairs
        .chain(import::Unreadable::KINDS.iter().map(|kind| format!("unreadable-{kind}")))
        .collect()
}

#[test]
fn every_repair_and_every_unreadable_file_is_said_in_both_languages() {
    // Values that any kind may have; each takes its own.
    let values = serde_json::json!({
        "part": "title", "dialect": "object", "fits": true, "keys": "`a`", "bytes": 9_000, "most": 512,
        "n": 3, "minutes": 30, "until": 45, "row": 7, "line": 12, "sessions": 20_001, "max": 20_000,
        "title": "Bins", "link": "x:y", "language": "klingon", "taken": "cy", "text": "Ann and Bob",
        "file": "camp.csv", "zone": "Europe/London", "written": "31.02.", "listed": "Severn",
        "own": "Library", "key": "id-1", "id": "1", "date": "2026-06-20", "start": "9:00", "time": "10:30",
        "encoding": "UTF-16LE", "heading": "Notes", "column": "C", "state": "draft", "name": "camp.csv",
        "kind": "Excel", "known": "A, B", "asks": "which", "root": "rss", "holds": "item",
    });
    let of = |kind: &str| {
        let mut values = values.clone();
        values["what"] = kind.into();
        values
    };
    let mut said = BTreeSet::new();
    for words in Locale::ALL.map(Words::of) {
        for kind in import::What::KINDS {
            let what = serde_json::from_value(of(kind)).unwrap();
            let repair = import::Repair { at: import::At::Line(12), what };
            said.insert(words.repair(&repair));
        }
        for kind in import::Unreadable::KINDS {
            said.insert(words.unreadable(&serde_json::from_value(of(kind)).unwrap()));
        }
    }
    let kinds = import::What::KINDS.len() + import::Unreadable::KINDS.len();
    assert_eq!(said.len(), 2 * kinds, "each kind has a sentence of its own: {said:#?}");
    assert!(said.iter().all(|said| !said.contains('$') && !said.ends_with('.')), "{said:#?}");
    assert!(
        said.contains("Line 12: the column “Notes” is not read. Say what it holds if it matters")
    );
    assert!(
        said.contains("Llinell 12: nid oes teitl i res 7, ac fe’i gadawyd allan. Rhowch un iddi")
    );
}

#[test]
fn every_kind_of_edit_is_called_by_a_name_of_its_own() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/src/command.rs");
    let source = fs::read_to_string(source).unwrap();
    let (_, after) = source.split_once("pub fn kind(&self)").unwrap();
    let kinds: BTreeSet<_> =
        after.split("=> \"").skip(1).filter_map(|t| t.split('"').next()).collect();
    assert!(kinds.len() > 30, "{kinds:?}");
    for locale in Locale::ALL {
        let named = &sentences(locale)["history-kind"]["kind"];
        let unnamed: Vec<_> = kinds.iter().filter(|kind| !named.contains(*kind)).collect();
        assert!(unnamed.is_empty(), "{locale:?} has no word for {unnamed:?}");
    }
}

#[test]
fn no_sentence_is_missing_and_none_is_unused() {
    let sources = Sources::of_screens();
    let keys: BTreeSet<_> = sentences(Locale::English).into_keys().map(str::to_owned).collect();
    let missing: Vec<_> = sources.asked.difference(&keys).collect();
    assert!(missing.is_empty(), "not in the Fluent files: {missing:?}");
    let mut used: BTreeSet<_> = sources.texts.into_values().flatten().collect();
    used.extend(of_importer());
    let unused: Vec<_> = keys.difference(&used).collect();
    assert!(unused.is_empty(), "in the Fluent files for nothing: {unused:?}");
}

#[test]
fn every_fluent_file_is_bundled() {
    for (locale, folder) in Locale::ALL.into_iter().zip(["en", "cy"]) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(folder);
        let files = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
        let there: BTreeSet<_> =
            files.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
        let bundled: BTreeSet<_> =
            locale.sources().map(|(file, _)| file.trim_end_matches(".ftl").to_owned()).collect();
        assert_eq!(bundled, there, "{}", folder.display());
    }
}

/// Ids of egui, which nobody reads; those of sheets end in `sheet`.
const IDS: [&str; 5] = ["clash list", "held over", "lifted card", "select acts", "shelf streams"];

#[test]
fn no_sentence_is_in_the_sources_of_the_screens() {
    let mut found = Vec::new();
    let sources = Sources::of_screens();
    for (file, texts) in &sources.texts {
        for text in texts {
            // What stands in braces is a value.
            let plain: String =
                text.split('{').map(|part| part.rsplit('}').next().unwrap_or(part)).collect();
            let word = |part: &&str| part.chars().filter(|c| c.is_alphabetic()).count() > 1;
            let words = plain.split_whitespace().filter(word).count();
            let is_id = text.ends_with(" sheet") || IDS.contains(&text.as_str());
            if words > 1 && !is_id {
                found.push((file, text));
            }
        }
    }
    assert!(found.is_empty(), "they belong into the Fluent files: {found:#?}");
}

/// Letters of a sentence that may stand on a button.
const LABEL_LETTERS: usize = 32;
/// Room for its text on the narrowest screen: 1,080 pixels at 200 per cent, without the margins of
/// the page, of a sheet and of the button, and without its icon.
const LABEL_WIDTH: f32 = 390.0;

#[test]
fn a_label_fits_the_narrowest_screen_in_both_languages() {
    let screen = super::screen(made::view(made::camp(), Role::Volunteer));
    let [english, welsh] = Locale::ALL.map(Words::of);
    let painter = screen.ctx.debug_painter();
    let mut wide = Vec::new();
    for (key, variables) in sentences(Locale::English) {
        if !variables.is_empty() || english.text(key).chars().count() > LABEL_LETTERS {
            continue;
        }
        for words in [&english, &welsh] {
            let text = words.text(key);
            let font = theme::semibold(theme::size::BODY);
            let width = painter.layout_no_wrap(text.clone(), font, Color32::WHITE).size().x;
            if width > LABEL_WIDTH {
                wide.push(format!("{key}: {text} ({width:.0})"));
            }
        }
    }
    assert!(wide.is_empty(), "too long for a button: {wide:#?}");
}

//! Nothing that must be read is cut, however large the text and however long the language.

use super::{Stage, Variant, every_screen};
use gallery::{stage::texts, variant::Size};
use kiosk::ui::{
    theme::{Look, TextSize},
    words::Locale,
};
use std::collections::BTreeSet;

#[test]
fn nothing_that_must_be_read_is_cut() {
    let on = |size, text| Variant { size, look: Look::Dark, text, locale: Locale::English };
    let mut variants = vec![
        on(Size::SMALL, TextSize::Usual),
        on(Size::SMALL, TextSize::Largest),
        on(Size::USUAL, TextSize::Larger),
        on(Size::PORTRAIT, TextSize::Large),
    ];
    variants.extend(variants.clone().into_iter().map(|one| one.spoken(Locale::Welsh)));
    every_screen(&variants, |_, stage| cut(&stage).into_iter().collect());
}

/// Texts that end in an ellipsis, without those that may.
fn cut(stage: &Stage) -> BTreeSet<String> {
    let mut painted = Vec::new();
    for clipped in stage.shapes() {
        texts(&clipped.shape, &mut painted);
    }
    let schedule = stage.harness().state().view().schedule.clone();
    // Cards: titles, hosts, streams, and who moves them. The sheet shows them whole, a touch away.
    let mut on_cards: BTreeSet<&str> = schedule.people.values().map(|name| &**name).collect();
    on_cards.extend(schedule.fixed.values().map(|item| item.title.value.as_str()));
    on_cards.extend(schedule.streams.values().map(|stream| stream.name.value.as_str()));
    let titles: BTreeSet<String> =
        schedule.sessions.values().map(|session| plain(&session.title.value)).collect();
    let moving = stage.words("presence-moving", &[("who", "|".into())]);
    painted
        .iter()
        .filter(|text| text.galley.elided)
        .map(|text| plain(text.galley.text()))
        .filter(|text| {
            let host = on_cards.iter().any(|name| text.ends_with(name));
            !host && !titles.contains(text) && !moving.split('|').all(|part| text.contains(part))
        })
        .collect()
}

/// As it is drawn: without hyphens that the fonts lack.
fn plain(text: &str) -> String {
    text.replace(['\u{2010}', '\u{2011}'], "-")
}

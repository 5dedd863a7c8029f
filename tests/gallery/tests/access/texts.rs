//! Nothing that must be read is cut, however large the text and however long the language.

use super::{Screen, Stage, Variant, every_screen};
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
    every_screen(&variants, |screen, stage| cut(screen, &stage).into_iter().collect());
}

/// Texts that end in an ellipsis, without those that may.
fn cut(_: &Screen, stage: &Stage) -> BTreeSet<String> {
    let mut painted = Vec::new();
    for clipped in stage.shapes() {
        texts(&clipped.shape, &mut painted);
    }
    let schedule = stage.harness().state().view().schedule.clone();
    // Titles and hosts on cards: the sheet shows them whole, one touch away.
    let on_cards: BTreeSet<&str> = schedule
        .sessions
        .values()
        .map(|session| session.title.value.as_str())
        .chain(schedule.people.values().map(|name| &**name))
        .collect();
    painted
        .iter()
        .filter(|text| text.galley.elided)
        .map(|text| text.galley.text().to_owned())
        .filter(|text| !on_cards.contains(text.as_str()))
        .collect()
}

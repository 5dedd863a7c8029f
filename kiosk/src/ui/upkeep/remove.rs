//! Before something is removed on which others hang: what that is, and what becomes of it.

use super::super::{
    Action, Cx, Screen, editing, icon,
    theme::{self, size},
    widgets::{self, Kind, Press},
};
use eframe::egui::Context;
use shared::{
    command::{Command, Thing},
    upkeep::{Hanging, hanging},
};

pub(super) fn show(
    ctx: &Context,
    cx: &Cx<'_>,
    screen: &mut Screen,
    thing: Thing,
    out: &mut Vec<Action>,
) {
    let name = cx.words.thing(cx.schedule, thing);
    let title = cx.words.with("upkeep-remove-title", &[("name", name.into())]);
    let hangs = hanging(cx.schedule, thing);
    editing::framed(
        ctx,
        cx,
        screen,
        ("upkeep remove sheet", &title),
        out,
        |ui, _, _| {
            for said in sentences(cx, thing, hangs) {
                let font = theme::semibold(size::LEAD);
                widgets::text(ui, Some(icon::WARN), &said, font, cx.t.warn);
            }
            let how = cx.words.text("upkeep-remove-how");
            widgets::text(ui, None, &how, theme::regular(size::BODY), cx.t.text);
        },
        |ui, screen, out| {
            let label = cx.words.text("upkeep-remove-sure");
            if Press::new(&label, Kind::Plain).icon(icon::TRASH).show(ui, cx.t).clicked() {
                out.push(Action::Do(Command::Remove(thing)));
                out.push(Action::CloseSheet);
            }
            editing::leave(ui, cx, screen, &cx.words.text("cancel"), out);
        },
    );
}

/// What hangs on it, a line each.
fn sentences(cx: &Cx<'_>, thing: Thing, hangs: Hanging) -> Vec<String> {
    let of_stream = matches!(thing, Thing::Stream(_));
    let sessions = if of_stream { "upkeep-hangs-stream-sessions" } else { "upkeep-hangs-sessions" };
    let all = [
        (sessions, hangs.sessions),
        ("upkeep-hangs-slots", hangs.slots),
        ("upkeep-hangs-fixed", hangs.fixed),
        ("upkeep-hangs-rooms", hangs.rooms),
    ];
    let some = all.into_iter().filter(|(_, n)| *n > 0);
    some.map(|(key, n)| cx.words.with(key, &[("n", n.into())])).collect()
}

//! Two pitches about the same thing become one: nobody's hosts, nobody's dots are lost.

use super::super::{
    Action, Cx, Screen,
    theme::{self, size},
    widgets::{self, Kind},
};
use eframe::egui::Context;
use shared::{command::Command, ids::SessionId};

pub(super) fn show(
    ctx: &Context,
    cx: &Cx<'_>,
    screen: &mut Screen,
    (session, into): (SessionId, SessionId),
    out: &mut Vec<Action>,
) {
    let title = cx.words.text("merge-title");
    super::frame(ctx, cx, screen, ("merge sheet", &title), out, |ui, screen, out| {
        if super::question::is_over(ui, cx, screen, &[session, into], out) {
            return;
        }
        let said = cx.words.text("merge-how");
        widgets::text(ui, None, &said, theme::regular(size::BODY), cx.t.dim);
        for (part, whole) in [(session, into), (into, session)] {
            let title = cx.words.session(cx.schedule, whole);
            let said = cx.words.with("merge-keep", &[("title", title.into())]);
            let kind = if whole == into { Kind::Primary } else { Kind::Plain };
            let response = super::wide(ui, cx, &said, kind);
            screen.focus_first(&response);
            if response.clicked() {
                out.push(Action::Do(Command::Merge { session: part, into: whole }));
                out.push(Action::PutDown);
                out.push(Action::CloseSheet);
                out.push(Action::Editing(super::Editing::Select(false)));
            }
        }
    });
}

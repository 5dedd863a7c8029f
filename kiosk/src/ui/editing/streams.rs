//! The stream for all that is chosen.

use super::super::{
    Action, Cx, Screen, selection,
    widgets::{Kind, Press},
};
use eframe::egui::Context;
use shared::ids::StreamId;

pub(super) fn show(ctx: &Context, cx: &Cx<'_>, screen: &mut Screen, out: &mut Vec<Action>) {
    let title = cx.words.text("select-stream-title");
    super::frame(ctx, cx, screen, ("streams sheet", &title), out, |ui, screen, out| {
        let mut streams: Vec<(usize, StreamId)> =
            cx.facts.streams.iter().map(|(id, order)| (*order, *id)).collect();
        streams.sort_unstable();
        let known = |id: &StreamId| {
            cx.schedule.streams.get(id).is_some_and(|stream| !stream.removal.is_removed())
        };
        let all =
            streams.into_iter().map(|(_, id)| Some(id)).filter(|id| id.as_ref().is_some_and(known));
        for stream in all.chain([None]) {
            let name = match stream {
                Some(stream) => cx.words.stream(cx.schedule, stream),
                None => cx.words.text("select-stream-none"),
            };
            let width = ui.available_width();
            let mut press = Press::new(&name, Kind::Plain).at_left().width(width, width);
            if let Some(index) = stream.and_then(|id| cx.facts.streams.get(&id)) {
                press = press.dot(cx.t.stream(Some(*index)).1);
            }
            let response = press.show(ui, cx.t);
            cx.follow(ui, &response);
            screen.focus_first(&response);
            if response.clicked() {
                out.extend(selection::to_stream(cx, stream).map(Action::Do));
                out.push(Action::CloseSheet);
            }
        }
    });
}

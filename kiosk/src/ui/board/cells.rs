//! Cards, bands and free cells.

use super::{
    super::{
        Action, Cx, card, icon, moves,
        plan::{Block, Item},
        theme, widgets,
    },
    Drawn,
    geometry::at,
    spots::{Kind, Spot},
};
use eframe::egui::{
    self, Align2, CornerRadius, Id, Pos2, Rect, Response, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, accesskit::Role, pos2, vec2,
};
use shared::{
    ids::{FixedId, RoomId, SessionId},
    schedule::When,
};

/// Beyond the edge of what is seen, so that the keyboard finds a neighbour to go to (the board scrolls
/// to it).
const BEYOND: egui::Vec2 = vec2(150.0, 90.0);

pub(super) fn show(
    ui: &mut Ui,
    cx: &Cx<'_>,
    drawn: &Drawn,
    origin: Pos2,
    viewport: Rect,
    out: &mut Vec<Action>,
) {
    let carried = cx.carried(ui.ctx());
    let near = viewport.expand2(BEYOND);
    let scope = ui.scope_id();
    let focused = ui.memory(|memory| memory.focused());
    for spot in &drawn.spots {
        let seen = spot.rect.intersects(near);
        if !seen && focused.is_none() {
            continue;
        }
        let id = spot_id(scope, drawn, spot);
        // What has the focus keeps it when the board is scrolled away from it.
        if !seen && focused != Some(id) {
            continue;
        }
        let rect = at(origin, spot.rect);
        let response = match &spot.kind {
            Kind::Block { block, .. } => {
                let Some(block) = drawn.plan.blocks.get(*block) else {
                    continue;
                };
                match block.item {
                    Item::Session(session) => {
                        session_ui(ui, cx, drawn, block, session, rect, id, carried, out)
                    }
                    Item::Fixed(fixed) => {
                        fixed_ui(ui, cx, block, fixed, rect, id);
                        continue;
                    }
                }
            }
            Kind::Cell { row, column, slot } => {
                let Some(room) = drawn.plan.rooms.get(*column).copied() else {
                    continue;
                };
                let start = drawn.plan.rows.get(*row).map_or(0, |row| row.start);
                let free = Free { room, when: When::Slot(*slot), start };
                match free_ui(ui, cx, &free, rect, id, carried, out) {
                    Some(response) => response,
                    None => continue,
                }
            }
            Kind::Stretch { column, from, .. } => {
                let Some(room) = drawn.plan.rooms.get(*column).copied() else {
                    continue;
                };
                let Some(session) = carried else { continue };
                let minutes = moves::minutes_of(cx.schedule, session);
                let start = snapped(ui, drawn, origin, rect).unwrap_or(*from);
                let when = When::Timed { day: drawn.plan.day, start, minutes };
                let free = Free { room, when, start };
                match free_ui(ui, cx, &free, rect, id, carried, out) {
                    Some(response) => response,
                    None => continue,
                }
            }
        };
        cx.follow(ui, &response);
    }
}

fn spot_id(scope: Id, drawn: &Drawn, spot: &Spot) -> Id {
    match &spot.kind {
        Kind::Block { block, piece } => match drawn.plan.blocks.get(*block) {
            Some(Block { item: Item::Session(session), columns, .. }) => {
                scope.with(("card", session.0, columns.0, *piece))
            }
            Some(Block { item: Item::Fixed(fixed), columns, .. }) => {
                scope.with(("fixed", fixed.0, columns.0, *piece))
            }
            None => scope.with(("block", *block, *piece)),
        },
        Kind::Cell { row, column, .. } => scope.with(("cell", *row, *column)),
        Kind::Stretch { column, from, .. } => scope.with(("stretch", *column, *from)),
    }
}

/// The time under the pointer, to five minutes; `None` when the pointer is elsewhere (the keyboard
/// chooses).
fn snapped(ui: &Ui, drawn: &Drawn, origin: Pos2, rect: Rect) -> Option<u32> {
    let pointer = ui.ctx().pointer_interact_pos().filter(|pos| rect.contains(*pos))?;
    let minute = drawn.geometry.minute_at(pointer.y - origin.y)?;
    Some((minute.max(0.0) / 5.0).floor() as u32 * 5)
}

#[expect(clippy::too_many_arguments, reason = "one card: what, where and for whom")]
fn session_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    drawn: &Drawn,
    block: &Block,
    id: SessionId,
    rect: Rect,
    widget: Id,
    carried: Option<SessionId>,
    out: &mut Vec<Action>,
) -> Response {
    let response = ui.interact(rect, widget, card::sense(ui, cx.may_board));
    let Some(session) = cx.schedule.sessions.get(&id) else {
        return response;
    };
    let place = cx.words.place(cx.schedule, &session.placement.value);
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Button, true, card::spoken(cx, id, session, &place))
    });
    card::lift(&response, id, cx.may_board);
    let room = drawn.plan.rooms.get(block.columns.0).copied();
    if let (Some(dropped), Some(room)) = (response.dnd_release_payload::<SessionId>(), room)
        && *dropped != id
    {
        out.push(Action::Choose { moved: *dropped, here: id, room });
    }
    if response.clicked() {
        out.push(match (cx.picked, room) {
            (Some(moved), _) if moved == id => Action::PutDown,
            (Some(moved), Some(room)) => Action::Choose { moved, here: id, room },
            (Some(_) | None, _) => Action::Open(id),
        });
    }
    let in_the_air = egui::DragAndDrop::payload::<SessionId>(ui.ctx()).is_some_and(|p| *p == id);
    if in_the_air {
        let line = Stroke::new(1.5, cx.t.line);
        let radius = CornerRadius::same(theme::RADIUS);
        ui.painter().rect_stroke(rect, radius, line, StrokeKind::Inside);
    } else if ui.is_rect_visible(rect) {
        let aside = cx.stream.is_some_and(|stream| {
            session.stream.value.is_some_and(|of_session| of_session != stream)
        });
        let over = carried.is_some() && response.dnd_hover_payload::<SessionId>().is_some();
        let style = card::Style {
            past: cx
                .minute_of(drawn.plan.day)
                .is_some_and(|now| i64::from(block.span.end()) <= now),
            aside,
            picked: cx.picked == Some(id) || over,
            hover: response.hovered(),
            lifted: false,
            time: (block.own_time || drawn.plan.is_timed()).then_some(block.span.start),
        };
        card::paint(ui.painter(), rect, cx, id, session, style);
        widgets::focus_ring(ui, &response, rect, cx.t);
    }
    response
}

/// A band over its rooms. Its title stays in sight when the board is scrolled sideways.
fn fixed_ui(ui: &mut Ui, cx: &Cx<'_>, block: &Block, id: FixedId, rect: Rect, widget: Id) {
    let Some(item) = cx.schedule.fixed.get(&id) else {
        return;
    };
    let t = cx.t;
    let response = ui.interact(rect, widget, Sense::hover());
    let when = cx.words.from_to(block.span.start, block.span.end());
    let rooms = cx.words.rooms(cx.schedule, &item.placement.value);
    let title = cx.words.fixed(item);
    response.widget_info(|| {
        let mut values = vec![("title", title.into()), ("when", when.as_str().into())];
        let name = if rooms.is_empty() {
            cx.words.with("fixed-name", &values)
        } else {
            values.push(("rooms", rooms.as_str().into()));
            cx.words.with("fixed-name-rooms", &values)
        };
        WidgetInfo::labeled(Role::Label, true, name)
    });
    if !ui.is_rect_visible(rect) {
        return;
    }
    let fill = t.band(block.behind);
    let line = Stroke::new(1.0, theme::mix(t.background, t.line, 0.9));
    ui.painter().rect(rect, CornerRadius::same(theme::RADIUS), fill, line, StrokeKind::Inside);
    let left = rect.min.x.max(ui.clip_rect().min.x) + 17.0;
    let width = (rect.max.x.min(ui.clip_rect().max.x) - left - 12.0).max(20.0);
    let said = if block.own_time || block.behind {
        format!("{title}  ·  {when}")
    } else {
        title.to_owned()
    };
    let rows = ((rect.height() - 12.0) / 22.0).floor().max(1.0) as usize;
    let galley =
        widgets::galley(ui, &said, theme::semibold(theme::size::CARD), t.text, width, rows);
    let tall = rect.height() > 140.0;
    // The title of a long band stays in sight while the band is.
    let last = (rect.max.y - galley.size().y - 11.0).max(rect.min.y + 11.0);
    let sticky = (ui.clip_rect().min.y + 11.0).clamp(rect.min.y + 11.0, last);
    let y = if tall { sticky } else { rect.center().y - galley.size().y / 2.0 };
    ui.painter().galley(pos2(left, y), galley, t.text);
}

/// A place where the carried session could go.
struct Free {
    room: RoomId,
    when: When,
    start: u32,
}

fn free_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    free: &Free,
    rect: Rect,
    id: Id,
    carried: Option<SessionId>,
    out: &mut Vec<Action>,
) -> Option<Response> {
    let t = cx.t;
    let radius = CornerRadius::same(theme::RADIUS);
    let Some(session) = carried else {
        let line = Stroke::new(1.0, theme::mix(t.background, t.line, 0.8));
        ui.painter().rect_stroke(rect, radius, line, StrokeKind::Inside);
        return None;
    };
    let response = ui.interact(rect, id, Sense::click());
    let time = cx.words.time(free.start);
    response.widget_info(|| {
        let room = cx.words.room(cx.schedule, free.room);
        let values = [("room", room.into()), ("time", time.as_str().into())];
        WidgetInfo::labeled(Role::Button, true, cx.words.with("board-cell", &values))
    });
    let over = response.dnd_hover_payload::<SessionId>().is_some();
    let timed = matches!(free.when, When::Timed { .. });
    let chosen = over || response.hovered() || response.has_focus();
    if chosen {
        let fill = theme::mix(t.background, t.accent, 0.22);
        ui.painter().rect(rect, radius, fill, Stroke::new(3.0, t.accent), StrokeKind::Inside);
    } else {
        let fill = theme::mix(t.background, t.accent, 0.07);
        let line = Stroke::new(1.5, theme::mix(t.background, t.accent, 0.6));
        ui.painter().rect(rect, radius, fill, line, StrokeKind::Inside);
    }
    let ink = theme::mix(t.background, t.accent, if chosen { 1.0 } else { 0.8 });
    let mark = if timed && chosen { &time } else { icon::PLUS };
    let font =
        if timed && chosen { theme::semibold(theme::size::CARD) } else { theme::regular(24.0) };
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, mark, font, ink);
    let dropped = response.dnd_release_payload::<SessionId>().is_some();
    if dropped || response.clicked() {
        out.push(Action::Do(moves::to(cx.schedule, session, free.when, free.room)));
        out.push(Action::PutDown);
    }
    Some(response)
}

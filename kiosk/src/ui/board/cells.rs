//! Everything on the board that can be touched or read: cards, bands and free cells.

use super::{
    super::{
        Action, Cx, Editing, card, editing, moves,
        plan::{Block, Item},
        selection, theme, widgets,
    },
    Drawn, bands, free,
    geometry::at,
    group,
    spots::{Kind, Spot},
    walk,
};
use eframe::egui::{
    CornerRadius, Id, Pos2, Rect, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    accesskit::Role, vec2,
};
use shared::{
    ids::{RoomId, SessionId},
    schedule::{Placement, Session, When},
};
use std::sync::Arc;

/// Beyond the edge of what is seen, so that the keyboard finds a neighbour to go to (the board scrolls
/// to it).
const BEYOND: eframe::egui::Vec2 = vec2(150.0, 90.0);

/// What does not change from one spot to the next.
pub(super) struct Scene<'a, 'b> {
    pub(super) cx: &'a Cx<'b>,
    pub(super) drawn: &'a Drawn,
    pub(super) origin: Pos2,
    /// Is looking for a place.
    pub(super) carried: Option<SessionId>,
    /// A touch chooses a session instead of opening it.
    chooses: bool,
    pub(super) now: Option<i64>,
}

impl<'a, 'b> Scene<'a, 'b> {
    pub(super) fn new(ui: &Ui, cx: &'a Cx<'b>, drawn: &'a Drawn, origin: Pos2) -> Self {
        Self {
            cx,
            drawn,
            origin,
            carried: cx.carried(ui.ctx()),
            chooses: selection::chooses(ui, cx),
            now: cx.minute_of(drawn.plan.day),
        }
    }
}

/// Draws what is near `viewport`. The keyboard goes on at `target`, once it is where it was put.
pub(super) fn show(
    ui: &mut Ui,
    scene: &Scene<'_, '_>,
    viewport: Rect,
    target: Option<SessionId>,
    out: &mut Vec<Action>,
) -> bool {
    let near = viewport.expand2(BEYOND);
    let scope = ui.scope_id();
    let focused = ui.memory(|memory| memory.focused());
    let mains = walk::mains(scene.drawn, near);
    let walk = walk::around(scene, scope, focused, &mains);
    let mut reached = false;
    for (index, spot) in scene.drawn.spots.iter().enumerate() {
        let seen = spot.rect.intersects(near);
        if !seen && walk.is_none() && target.is_none() {
            continue;
        }
        let session = spot.session(&scene.drawn.plan);
        let main = walk::is_main(&mains, session, index);
        let wanted = !reached && main && target.is_some() && session == target;
        // What has the focus keeps it when the board is scrolled away from it, and the next and the
        // last before it can be reached wherever they are.
        if !seen && !wanted && !walk.is_some_and(|walk| walk.contains(&Some(index))) {
            continue;
        }
        let rect = at(scene.origin, spot.rect);
        let id = spot_id(scope, scene.drawn, spot, main);
        let Some(response) = spot_ui(ui, scene, spot, (rect, id, main), out) else {
            continue;
        };
        if wanted {
            reached = true;
            response.request_focus();
            let at_once = eframe::egui::style::ScrollAnimation::none();
            ui.scroll_to_rect_animation(response.rect.expand(24.0), None, at_once);
        }
        scene.cx.follow(ui, &response);
    }
    reached
}

fn spot_ui(
    ui: &mut Ui,
    scene: &Scene<'_, '_>,
    spot: &Spot,
    (rect, id, main): (Rect, Id, bool),
    out: &mut Vec<Action>,
) -> Option<Response> {
    let plan = &scene.drawn.plan;
    match &spot.kind {
        Kind::Block { block, .. } => {
            let block = plan.blocks.get(*block)?;
            match block.item {
                Item::Session(session) => {
                    session_ui(ui, scene, block, session, (rect, id, main), out)
                }
                Item::Fixed(fixed) => {
                    bands::show(ui, scene.cx, block, fixed, rect, id);
                    None
                }
            }
        }
        Kind::Cell { row, column, slot, busy } => {
            let room = plan.rooms.get(*column).copied()?;
            let own = plan.rows.get(*row)?;
            let same = plan.rows.iter().filter(|other| other.start == own.start).count() > 1;
            let end = same.then(|| own.end());
            let (when, start, last) = (When::Slot(*slot), own.start, own.end());
            let cell = free::Free { room, when, start, end, last, busy: *busy };
            free::show(ui, scene, &cell, rect, id, out)
        }
        Kind::Stretch { column, from, to } => {
            let room = plan.rooms.get(*column).copied()?;
            let cell = free::at_a_time(ui, scene, room, (*from, *to), rect)?;
            free::show(ui, scene, &cell, rect, id, out)
        }
    }
}

pub(super) fn spot_id(scope: Id, drawn: &Drawn, spot: &Spot, main: bool) -> Id {
    match &spot.kind {
        Kind::Block { block, piece } => match drawn.plan.blocks.get(*block) {
            Some(Block { item: Item::Session(session), .. }) if main => {
                scope.with(("card", session.0))
            }
            Some(Block { item: Item::Session(session), columns, .. }) => {
                scope.with(("part", session.0, columns.0, *piece))
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

fn session_ui(
    ui: &mut Ui,
    scene: &Scene<'_, '_>,
    block: &Block,
    id: SessionId,
    (rect, widget, main): (Rect, Id, bool),
    out: &mut Vec<Action>,
) -> Option<Response> {
    let cx = scene.cx;
    let session = cx.schedule.sessions.get(&id)?;
    let sense = card::sense(ui, cx.may_board);
    // Its other parts are touched, but not read out nor reached a second time.
    let sense = if main { sense } else { sense.difference(Sense::FOCUSABLE) };
    let response = ui.interact(rect, widget, sense);
    if main {
        response.widget_info(|| {
            let place = cx.words.place(cx.schedule, &session.placement.value);
            let said = card::spoken(cx, id, session, &place);
            match cx.selection.on {
                true => WidgetInfo::selected(Role::Button, true, is_chosen(cx, id), said),
                false => WidgetInfo::labeled(Role::Button, true, said),
            }
        });
    }
    if !scene.chooses || is_chosen(cx, id) {
        card::lift(&response, id, cx.may_board);
    }
    let room = scene.drawn.plan.rooms.get(block.columns.0).copied();
    touched(ui, scene, &response, (id, session), room, out);
    if card::is_lifted(ui.ctx(), cx, id) {
        let line = Stroke::new(1.5, cx.t.line);
        let radius = CornerRadius::same(theme::RADIUS);
        ui.painter().rect_stroke(rect, radius, line, StrokeKind::Inside);
    } else if ui.is_rect_visible(rect) {
        let over = scene.carried.is_some() && response.dnd_hover_payload::<SessionId>().is_some();
        let aside = cx.stream.is_some_and(|stream| {
            session.stream.value.is_some_and(|of_session| of_session != stream)
        });
        let also = block.apart.then(|| also(scene, block, session));
        let style = card::Style {
            also: also.as_ref().map(|said| said.each_ref().map(String::as_str)),
            past: scene.now.is_some_and(|now| i64::from(block.span.end()) <= now),
            aside,
            picked: cx.picked == Some(id) || over,
            hover: response.hovered(),
            lifted: false,
            sizes: None,
            chosen: cx.selection.on.then(|| is_chosen(cx, id)),
            time: (block.own_time || scene.drawn.plan.is_timed()).then_some(block.span.start),
        };
        card::paint(ui.painter(), rect, cx, id, session, style);
        widgets::focus_ring(ui, &response, rect, cx.t);
    }
    Some(response)
}

/// The rooms of a session beside those of this part of it: their names, and how many.
fn also(scene: &Scene<'_, '_>, block: &Block, session: &Session) -> [String; 2] {
    let Placement::At { rooms, .. } = &session.placement.value else {
        return Default::default();
    };
    let words = scene.cx.words;
    let columns = &scene.drawn.plan.rooms;
    let here = columns.get(block.columns.0..=block.columns.1).unwrap_or_default();
    let elsewhere = rooms.iter().filter(|room| !here.contains(room));
    let names: Vec<_> = elsewhere.map(|room| words.room(scene.cx.schedule, *room)).collect();
    let n = ("n", names.len().into());
    [
        words.with("card-also", &[("rooms", words.list(&names).into())]),
        words.with("card-also-n", &[n]),
    ]
}

fn is_chosen(cx: &Cx<'_>, id: SessionId) -> bool {
    cx.selection.chosen.contains(&id)
}

/// A touch reads, chooses, or puts down what is carried; so do a key and a drop.
fn touched(
    ui: &Ui,
    scene: &Scene<'_, '_>,
    response: &Response,
    (id, _session): (SessionId, &Arc<Session>),
    room: Option<RoomId>,
    out: &mut Vec<Action>,
) {
    let cx = scene.cx;
    if let (Some(dropped), Some(room)) = (response.dnd_release_payload::<SessionId>(), room)
        && *dropped != id
    {
        out.extend(meet(scene, response, *dropped, id, room));
    }
    if response.clicked() {
        match (cx.picked, room) {
            (Some(moved), _) if moved == id => out.push(Action::PutDown),
            (Some(moved), Some(room)) => out.extend(meet(scene, response, moved, id, room)),
            (None, _) if scene.chooses => out.push(Action::Editing(Editing::Toggle(id))),
            (Some(_) | None, _) => out.push(Action::Open(id)),
        }
    }
    if cx.picked.is_none() && editing::lifts(ui, cx, response) {
        out.push(Action::PickUp(id));
    }
}

/// What is carried comes to where another session is: they meet, or, of several, the first free
/// places from there on are taken.
fn meet(
    scene: &Scene<'_, '_>,
    response: &Response,
    moved: SessionId,
    here: SessionId,
    room: RoomId,
) -> Vec<Action> {
    if !selection::is_of_group(&scene.cx.selection, moved) {
        return vec![Action::Choose { moved, here, room }];
    }
    let sessions = &scene.cx.schedule.sessions;
    match sessions.get(&here).map(|session| &session.placement.value) {
        Some(Placement::At { when, .. }) => group::put_down(scene, response, moved, (room, *when)),
        Some(Placement::Shelf) | None => Vec::new(),
    }
}

/// Puts what is carried down here.
pub(super) fn put_down(
    scene: &Scene<'_, '_>,
    response: &Response,
    session: SessionId,
    cell: &free::Free,
    out: &mut Vec<Action>,
) {
    if selection::is_of_group(&scene.cx.selection, session) {
        out.extend(group::put_down(scene, response, session, (cell.room, cell.when)));
        return;
    }
    let command = moves::to(scene.cx.schedule, session, cell.when, cell.room);
    out.push(Action::PutDown);
    if response.has_focus() {
        out.push(Action::Editing(Editing::FollowTo(session)));
    }
    out.push(Action::Do(command));
}

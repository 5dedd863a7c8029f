//! The event itself, for organisers: its facts, days, slots and breaks, rooms and streams. Whatever
//! is done here is an ordinary edit that can be undone.

mod devices;
mod fields;
mod form;
mod list;
mod people;
mod remove;
mod shift;
mod values;

use super::{
    Action, Cx, Page, Screen, card, editing, icon,
    theme::{self, size},
    widgets::{self, Culled, Kind, Press},
};
use eframe::egui::{Context, ScrollArea, Ui};
use form::{Form, Target};
use shared::{
    command::Thing,
    ids::{DayId, DeviceId, PersonId},
};

/// What the page remembers between frames.
#[derive(Default)]
pub(super) struct State {
    tab: Tab,
    /// The day whose slots are shown, where somebody chose one.
    day: Option<DayId>,
    heights: Culled<(Tab, String)>,
    form: Option<Form>,
    shift: shift::State,
    devices: devices::State,
    people: people::State,
}

/// What is shown of the event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
enum Tab {
    #[default]
    Facts,
    Days,
    Slots,
    Rooms,
    Streams,
    Devices,
    People,
}

impl Tab {
    const ALL: [Self; 7] = [
        Self::Facts,
        Self::Days,
        Self::Slots,
        Self::Rooms,
        Self::Streams,
        Self::Devices,
        Self::People,
    ];

    fn look(self) -> (&'static str, &'static str) {
        match self {
            Self::Facts => ("upkeep-facts", icon::INFO),
            Self::Days => ("upkeep-days", icon::CALENDAR),
            Self::Slots => ("upkeep-slots", icon::CLOCK),
            Self::Rooms => ("upkeep-rooms", icon::DOOR_OPEN),
            Self::Streams => ("upkeep-streams", icon::SPLIT),
            Self::Devices => ("devices-tab", icon::MONITOR),
            Self::People => ("people-tab", icon::USERS),
        }
    }
}

/// A sheet over the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum UpkeepSheet {
    /// The form of something.
    Form,
    /// What a removal would leave hanging.
    Remove(Thing),
    /// A device: its name and what it may do.
    Device(DeviceId),
    /// A name is to be erased, or all of them.
    Erase(Option<PersonId>),
    /// The rest of a day goes.
    Shift(DayId),
    /// Devices rehearse an outage.
    Rehearse,
}

pub(super) fn sheet(
    ctx: &Context,
    cx: &Cx<'_>,
    screen: &mut Screen,
    sheet: UpkeepSheet,
    out: &mut Vec<Action>,
) {
    if !cx.may_plan {
        out.push(Action::CloseSheet);
        return;
    }
    match sheet {
        UpkeepSheet::Form => form::show(ctx, cx, screen, out),
        UpkeepSheet::Remove(thing) => remove::show(ctx, cx, screen, thing, out),
        UpkeepSheet::Device(device) => devices::sheet(ctx, cx, screen, device, out),
        UpkeepSheet::Rehearse => devices::rehearse(ctx, cx, screen, out),
        UpkeepSheet::Erase(person) => people::sheet(ctx, cx, screen, person, out),
        UpkeepSheet::Shift(day) => shift::show(ctx, cx, screen, day, out),
    }
}

pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, screen: &mut Screen, out: &mut Vec<Action>) {
    if !cx.may_plan {
        out.push(Action::Go(Page::Board));
        return;
    }
    let area = ui.available_rect_before_wrap();
    let source = card::scroll_source(ui.ctx());
    let scroll = ScrollArea::vertical().id_salt("upkeep").auto_shrink(false).scroll_source(source);
    scroll.show_viewport(ui, |ui, viewport| {
        // The scroll bar keeps its room.
        ui.set_width(ui.available_width() - theme::BAR);
        ui.spacing_mut().item_spacing.y = 8.0;
        let title = cx.words.text("upkeep-title");
        widgets::text(ui, None, &title, theme::extrabold(size::HEADING), cx.t.text);
        tabs(ui, cx, &mut screen.upkeep);
        match screen.upkeep.tab {
            Tab::People => people::show(ui, cx, screen, viewport, out),
            Tab::Devices => devices::show(ui, cx, screen, viewport, out),
            Tab::Facts | Tab::Days | Tab::Slots | Tab::Rooms | Tab::Streams => {
                list::show(ui, cx, &mut screen.upkeep, viewport, out);
            }
        }
        ui.add_space(70.0);
    });
    editing::done(ui, cx, screen, area, out);
}

fn tabs(ui: &mut Ui, cx: &Cx<'_>, state: &mut State) {
    ui.horizontal_wrapped(|ui| {
        for tab in Tab::ALL {
            let (key, mark) = tab.look();
            let name = cx.words.text(key);
            let press = Press::new(&name, Kind::Tab(state.tab == tab)).icon(mark);
            if pressed(ui, cx, press) {
                state.tab = tab;
            }
        }
    });
}

/// A button that follows the keyboard.
fn pressed(ui: &mut Ui, cx: &Cx<'_>, press: Press<'_>) -> bool {
    let response = press.show(ui, cx.t);
    cx.follow(ui, &response);
    response.clicked()
}

fn open_form(cx: &Cx<'_>, state: &mut State, target: Target, out: &mut Vec<Action>) {
    state.form = Some(Form::of(cx, target));
    open(UpkeepSheet::Form, out);
}

fn open(sheet: UpkeepSheet, out: &mut Vec<Action>) {
    let sheet = super::screen::Sheet::Upkeep(sheet);
    out.push(Action::Editing(editing::Editing::Open(sheet)));
}

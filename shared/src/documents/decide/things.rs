//! Creating and editing the things of the plan, fixed items and the texts of sessions.

use super::{Documents, Plan, check, place_of};
use crate::{
    command::{
        AnnouncementEdit, DayEdit, EventEdit, FixedEdit, Refusal, RoomEdit, SessionEdit, SlotEdit,
        StreamEdit, Subject, Thing,
    },
    documents::{
        decide::is_empty,
        shape::{self, Root, field},
        write::Write,
    },
    limits,
    schedule::{Placement, Span},
};
use automerge::ScalarValue;

impl Documents {
    pub(super) fn put_day(
        &self,
        key: String,
        edit: &DayEdit,
        plan: &mut Plan,
    ) -> Result<(), Refusal> {
        if let Some(date) = &edit.date {
            check::date(date)?;
        }
        check::optional_line("name", edit.name.as_deref())?;
        check::optional_line("name", edit.name_cy.as_deref())?;
        let fields = vec![
            (field::DATE, text(&edit.date)),
            (field::NAME, text(&edit.name)),
            (field::NAME_CY, text(&edit.name_cy)),
        ];
        self.put_entity(
            shape::DAYS,
            key,
            Subject::Day,
            fields,
            edit.source.as_deref(),
            &[field::DATE],
            plan,
        )
    }

    pub(super) fn put_stream(
        &self,
        key: String,
        edit: &StreamEdit,
        plan: &mut Plan,
    ) -> Result<(), Refusal> {
        if let Some(name) = &edit.name {
            check::line("name", name, limits::TITLE_BYTES_MAX)?;
        }
        check::optional_line("name", edit.name_cy.as_deref())?;
        let order = self.order(shape::STREAMS, &key, edit.order.as_deref(), plan);
        let fields = vec![
            (field::NAME, text(&edit.name)),
            (field::NAME_CY, text(&edit.name_cy)),
            (field::DAYS, list(&edit.days)),
            (field::ORDER, order),
        ];
        let source = edit.source.as_deref();
        self.put_entity(shape::STREAMS, key, Subject::Stream, fields, source, &[field::NAME], plan)
    }

    pub(super) fn put_room(
        &self,
        key: String,
        edit: &RoomEdit,
        plan: &mut Plan,
    ) -> Result<(), Refusal> {
        if let Some(name) = &edit.name {
            check::line("name", name, limits::TITLE_BYTES_MAX)?;
        }
        if let Some(marks) = &edit.marks {
            for mark in marks {
                check::line("mark", mark, limits::TITLE_BYTES_MAX)?;
            }
        }
        for optional in [&edit.way, &edit.way_cy, &edit.name_cy] {
            check::optional_line("room", optional.as_deref())?;
        }
        let order = self.order(shape::ROOMS, &key, edit.order.as_deref(), plan);
        let fields = vec![
            (field::NAME, text(&edit.name)),
            (field::CAPACITY, edit.capacity.map(|people| ScalarValue::Int(people.into()))),
            (field::MARKS, list(&edit.marks)),
            (field::WAY, text(&edit.way)),
            (field::NAME_CY, text(&edit.name_cy)),
            (field::WAY_CY, text(&edit.way_cy)),
            (field::STREAMS, list(&edit.streams)),
            (field::DAYS, list(&edit.days)),
            (field::ORDER, order),
        ];
        let source = edit.source.as_deref();
        self.put_entity(shape::ROOMS, key, Subject::Room, fields, source, &[field::NAME], plan)
    }

    pub(super) fn put_slot(
        &self,
        key: String,
        edit: &SlotEdit,
        plan: &mut Plan,
    ) -> Result<(), Refusal> {
        let mut span = None;
        if let Some((day, start, minutes)) = edit.span {
            check::time(start, minutes)?;
            self.must_be_there(shape::DAYS, &day.to_string(), Subject::Day, plan)?;
            span = Some(shape::span_text(&Span { day, start, minutes }).into());
        }
        let fields = vec![(field::SPAN, span), (field::STREAMS, list(&edit.streams))];
        let source = edit.source.as_deref();
        self.put_entity(shape::SLOTS, key, Subject::Slot, fields, source, &[field::SPAN], plan)
    }

    pub(super) fn put_fixed(
        &self,
        key: String,
        edit: &FixedEdit,
        plan: &mut Plan,
    ) -> Result<(), Refusal> {
        if let Some(title) = &edit.title {
            check::line("title", title, limits::TITLE_BYTES_MAX)?;
        }
        let mut placement = None;
        if let Some(to) = &edit.placement {
            let Placement::At { when, .. } = to else {
                return Err(Refusal::Missing { what: Subject::Fixed, field: "time" });
            };
            self.check_when(when, plan)?;
            placement = Some(shape::placement_text(to).into());
        }
        let fields = vec![
            (field::TITLE, text(&edit.title)),
            (field::TITLE_CY, text(&edit.title_cy)),
            (field::PLACEMENT, placement),
            (field::STREAMS, list(&edit.streams)),
        ];
        check::optional_line("title", edit.title_cy.as_deref())?;
        let needs = [field::TITLE, field::PLACEMENT];
        let source = edit.source.as_deref();
        self.put_entity(shape::FIXED, key, Subject::Fixed, fields, source, &needs, plan)
    }

    pub(super) fn put_announcement(
        &self,
        key: String,
        edit: &AnnouncementEdit,
        plan: &mut Plan,
    ) -> Result<(), Refusal> {
        for optional in [&edit.text, &edit.text_cy] {
            check::optional_line("text", optional.as_deref())?;
        }
        let said = |text: &Option<String>| text.as_ref().is_some_and(|t| !t.trim().is_empty());
        let fresh = !self.exists(shape::ANNOUNCEMENTS, &key, plan);
        if fresh && !said(&edit.text) && !said(&edit.text_cy) {
            return Err(Refusal::Missing { what: Subject::Announcement, field: field::TEXT });
        }
        let fields = vec![
            (field::TEXT, text(&edit.text)),
            (field::TEXT_CY, text(&edit.text_cy)),
            (field::UNTIL, edit.until_s.map(ScalarValue::Int)),
        ];
        self.put_entity(shape::ANNOUNCEMENTS, key, Subject::Announcement, fields, None, &[], plan)
    }

    pub(super) fn put_session(
        &self,
        key: String,
        edit: &SessionEdit,
        plan: &mut Plan,
    ) -> Result<(), Refusal> {
        check::session(edit)?;
        let fields = vec![
            (field::TITLE, text(&edit.title)),
            (field::TEXT, text(&edit.text)),
            (field::FORMAT, text(&edit.format)),
            (field::HOSTS, list(&edit.hosts)),
            (
                field::STREAM,
                edit.stream
                    .map(|stream| stream.map_or(ScalarValue::Null, |id| id.to_string().into())),
            ),
            (field::LANGUAGE, text(&edit.language)),
            (field::LINKS, edit.links.as_ref().map(|links| shape::links_text(links).into())),
            (field::SLIP, text(&edit.slip)),
            (field::PITCHING, text(&edit.pitching)),
            (field::WISHES, list(&edit.wishes)),
            (field::TAGS, list(&edit.tags)),
        ];
        let fresh = !self.exists(shape::SESSIONS, &key, plan);
        let mut fields = fields;
        if fresh && let Some(dots) = edit.dots {
            fields.push((field::INTEREST, Some(ScalarValue::Int(dots.into()))));
        }
        let source = edit.source.as_deref();
        self.put_entity(
            shape::SESSIONS,
            key,
            Subject::Session,
            fields,
            source,
            &[field::TITLE],
            plan,
        )
    }

    /// Creates an entity or sets fields of it. A list of empty values is left out at creation.
    #[expect(clippy::too_many_arguments, reason = "six columns of a table, called from six rows")]
    fn put_entity(
        &self,
        root: Root,
        key: String,
        what: Subject,
        fields: Vec<(&'static str, Option<ScalarValue>)>,
        source: Option<&str>,
        needs: &[&'static str],
        plan: &mut Plan,
    ) -> Result<(), Refusal> {
        let fields = fields.into_iter().filter_map(|(field, value)| Some((field, value?)));
        if self.exists(root, &key, plan) {
            self.must_be_there(root, &key, what, plan)?;
            for (field, value) in fields {
                plan.put_field(root, key.clone(), field, value);
            }
            return Ok(());
        }
        let mut fields: Vec<_> = fields.filter(|(_, value)| !is_empty(value)).collect();
        fields.extend(source.map(|source| (field::SOURCE, source.into())));
        for need in needs {
            if !fields.iter().any(|(field, _)| field == need) {
                return Err(Refusal::Missing { what, field: need });
            }
        }
        plan.created.insert((root, key.clone()));
        plan.writes.push(Write::Create { root, key, fields });
        Ok(())
    }

    pub(super) fn remove(&self, thing: Thing, plan: &mut Plan) -> Result<(), Refusal> {
        let (root, key, what) = place_of(thing);
        self.must_be_there(root, &key, what, plan)?;
        let seen = self.seen(root, &key);
        plan.put_field(root, key, field::REMOVED, seen.into());
        Ok(())
    }

    /// Place of a new entity among its kind: after the last, with a tail of its own so that two
    /// made at once never share one.
    fn order(
        &self,
        root: Root,
        key: &str,
        asked: Option<&str>,
        plan: &Plan,
    ) -> Option<ScalarValue> {
        if let Some(asked) = asked {
            return Some(asked.into());
        }
        if self.exists(root, key, plan) {
            return None;
        }
        let pending = plan.writes.iter().filter_map(|write| match write {
            Write::Create { root: other, fields, .. } if *other == root => fields
                .iter()
                .find(|(name, _)| *name == field::ORDER)
                .map(|(_, value)| value.clone()),
            Write::Create { .. } | Write::Put { .. } => None,
        });
        let last = self.orders(root).into_iter().chain(pending);
        let last = last.map(|order| shape::scalar_text(&order)).max().unwrap_or_default();
        let number: u64 = last.get(..8).and_then(|digits| digits.parse().ok()).unwrap_or(0);
        let tail = key.get(..4).unwrap_or_default();
        Some(format!("{:08}{tail}", number + 1_000).into())
    }
}

pub(super) fn set_event(edit: &EventEdit, plan: &mut Plan) -> Result<(), Refusal> {
    if let Some(name) = &edit.name {
        check::line("name", name, limits::TITLE_BYTES_MAX)?;
    }
    if let Some(zone) = &edit.zone {
        check::zone(zone)?;
    }
    check::optional_line("venue", edit.venue.as_deref())?;
    for info in edit.info.iter().chain(&edit.info_cy) {
        check::text("info", info)?;
    }
    let facts = [
        (field::NAME, &edit.name),
        (field::ZONE, &edit.zone),
        (field::VENUE, &edit.venue),
        (field::INFO, &edit.info),
        (field::INFO_CY, &edit.info_cy),
    ];
    for (key, value) in facts {
        if let Some(value) = value {
            plan.put(shape::EVENT, key.to_owned(), value.as_str());
        }
    }
    Ok(())
}

fn text(value: &Option<String>) -> Option<ScalarValue> {
    value.as_ref().map(|text| text.trim().into())
}

fn list<T: ToString>(items: &Option<Vec<T>>) -> Option<ScalarValue> {
    items.as_ref().map(|items| shape::list_text(items).into())
}

//! What an organiser says at this device about other devices: a role, a new name, no role at all;
//! and whose names are erased. It is signed here, kept, and passed on like every other record.

use super::{Cx, Device, Stage};
use crate::{
    command::{Refusal, Subject},
    ids::{DeviceId, DocumentKind, PersonId},
    persist::RecordKind,
    roster::{Action, Order, Role},
    sync::DeviceEffect,
};
use std::collections::BTreeSet;

/// What is to be said about a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saying {
    /// It has this role from here on.
    Role(Role),
    /// It has no role: every server shows it out.
    Revoked,
    /// It is called so.
    Name(String),
    /// It is told so: where it stands, what it shows, what it rehearses.
    Tell(Order),
}

impl Device {
    pub(super) fn say(&mut self, cx: &mut Cx<'_>, ticket: u64, about: DeviceId, saying: Saying) {
        let result = self.try_say(cx, about, saying);
        if result.is_ok() {
            cx.step.effects.push(DeviceEffect::Changed);
        }
        cx.step.effects.push(DeviceEffect::Said { ticket, result });
    }

    pub(super) fn erase(&mut self, cx: &mut Cx<'_>, ticket: u64, people: &BTreeSet<PersonId>) {
        let result = self.try_erase(cx, people);
        if result.is_ok() {
            cx.step.effects.push(DeviceEffect::Changed);
        }
        cx.step.effects.push(DeviceEffect::Said { ticket, result });
    }

    fn try_erase(&mut self, cx: &mut Cx<'_>, people: &BTreeSet<PersonId>) -> Result<(), Refusal> {
        let role = self.replica.role();
        if role != Some(Role::Organiser) {
            return Err(Refusal::NotAllowed { document: DocumentKind::Plan, role });
        }
        let records = self.replica.erase(people, &mut cx.step.commit)?;
        let at_ms = self.replica.clock.read(cx.now).0;
        let action = Action::Erased { at_ms, names: records.len() as u64 };
        // Without it the erasure counts all the same.
        let stated = self.replica.state(action, 0, &mut cx.step.commit);
        self.pass_on(cx, RecordKind::Statement, stated.into_iter().collect());
        self.pass_on(cx, RecordKind::Name, records);
        Ok(())
    }

    /// To the server, where one listens; it compares records when it does not.
    fn pass_on(&mut self, cx: &mut Cx<'_>, kind: RecordKind, records: Vec<Vec<u8>>) {
        let speaks = |stage: &Stage| matches!(stage, Stage::Records { .. } | Stage::Open { .. });
        if self.link.as_ref().is_some_and(|link| speaks(&link.stage)) {
            self.send_records(cx, kind, records);
        }
    }

    fn try_say(&mut self, cx: &mut Cx<'_>, about: DeviceId, saying: Saying) -> Result<(), Refusal> {
        let role = self.replica.role();
        if role != Some(Role::Organiser) {
            return Err(Refusal::NotAllowed { document: DocumentKind::Plan, role });
        }
        let roster = &self.replica.roster;
        if roster.next_number(&about) <= 1 {
            return Err(Refusal::Unknown { what: Subject::Device });
        }
        let has = roster.role(&about);
        let (action, number) = match saying {
            Saying::Name(label) => {
                let label = Action::label(about, &label);
                let Action::Label { label: shown, .. } = &label else {
                    return Err(Refusal::NothingToDo);
                };
                if shown.is_empty() {
                    return Err(Refusal::Missing { what: Subject::Device, field: "name" });
                }
                if roster.device_label(&about) == Some(shown) {
                    return Err(Refusal::NothingToDo);
                }
                (label, roster.next_label_number(&about))
            }
            Saying::Tell(order) => {
                if let Order::Message(Some(message)) = &order
                    && message.text.is_empty()
                {
                    return Err(Refusal::Missing { what: Subject::Device, field: "text" });
                }
                match roster.told(&about, &order) {
                    Some(told) if *told == order => return Err(Refusal::NothingToDo),
                    None if order.is_nothing() => return Err(Refusal::NothingToDo),
                    Some(_) | None => {}
                }
                let number = roster.next_order_number(&about, &order);
                (Action::Tell { device: about, order }, number)
            }
            // Who is organiser the root alone says.
            Saying::Role(Role::Organiser) => return Err(Refusal::RootOnly),
            Saying::Role(_) | Saying::Revoked if has == Some(Role::Organiser) => {
                return Err(Refusal::RootOnly);
            }
            Saying::Role(role) if has == Some(role) => return Err(Refusal::NothingToDo),
            Saying::Revoked if has.is_none() => return Err(Refusal::NothingToDo),
            Saying::Role(role) => {
                (Action::Grant { device: about, role }, roster.next_number(&about))
            }
            Saying::Revoked => (Action::Revoke { device: about }, roster.next_number(&about)),
        };
        let statement = self.replica.state(action, number, &mut cx.step.commit)?;
        self.pass_on(cx, RecordKind::Statement, vec![statement]);
        Ok(())
    }
}

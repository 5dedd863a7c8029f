//! The devices of the event for the server's page, who may see that page, and what is done on it.

use super::{
    asked::refused,
    owner::{Desk, Loaded, commit},
};
use crate::ask::{Answer, DeviceAct, OnPage, Secret, ServerOnPage, ServerState, WallPage};
use shared::{
    ids::DeviceId,
    persist::{Put, Transaction},
    roster::{Action, Idle, Message, Order},
    sync::{Hub, HubInput},
    wall::{self, OnWall},
};
use store::SqliteStore;
use tracing::info;

impl Desk {
    /// A link that signs somebody in, once.
    pub(super) fn sign_in(&mut self, store: &SqliteStore) -> Result<Answer, String> {
        let now_ms = self.clock.now().wall_ms;
        let mut held = self.sign_ins.clone();
        let secret = held.link(now_ms, &mut self.random);
        self.keep_sign_ins(store, held)?;
        let link = format!("http://{}/sign-in/{secret}", self.address);
        Ok(Answer::SignIn { link: Secret(link) })
    }

    /// Everybody is signed out.
    pub(super) fn end_sign_ins(&mut self, store: &SqliteStore) -> Result<Answer, String> {
        let mut held = self.sign_ins.clone();
        held.end_all();
        self.keep_sign_ins(store, held)?;
        Ok(Answer::Certified)
    }

    /// Somebody has such a link.
    pub(super) fn enter(&mut self, store: &SqliteStore, link: &Secret) -> Result<Answer, String> {
        let now_ms = self.clock.now().wall_ms;
        let mut held = self.sign_ins.clone();
        let Some(cookie) = held.enter(&link.0, now_ms, &mut self.random) else {
            return Ok(refused("this link was used, or its time is over: ask for a new one"));
        };
        self.keep_sign_ins(store, held)?;
        info!(event.id = %self.event.short(), "Somebody signed in to the page of devices");
        Ok(Answer::Entered { cookie: Secret(cookie) })
    }

    pub(super) fn leave(&mut self, store: &SqliteStore, cookie: &Secret) -> Result<Answer, String> {
        let mut held = self.sign_ins.clone();
        held.leave(&cookie.0);
        if held == self.sign_ins {
            // A cookie of nobody: strangers must not make the server write.
            return Ok(Answer::Certified);
        }
        self.keep_sign_ins(store, held)?;
        Ok(Answer::Certified)
    }

    /// On the disk first.
    fn keep_sign_ins(
        &mut self,
        store: &SqliteStore,
        held: crate::sign_in::SignIns,
    ) -> Result<(), String> {
        let put = Put::Fact { key: crate::sign_in::FACT.to_owned(), value: held.bytes() };
        commit(store, &Transaction { puts: vec![put] }).map_err(|error| error.to_string())?;
        self.sign_ins = held;
        Ok(())
    }

    /// Whoever shows this cookie has signed in.
    pub(super) fn is_signed_in(&mut self, cookie: &Secret) -> bool {
        let now_ms = self.clock.now().wall_ms;
        self.sign_ins.knows(&cookie.0, now_ms)
    }

    /// The devices of the event.
    pub(super) fn wall(&mut self) -> Result<WallPage, String> {
        let schedule = self.schedule()?;
        let now = self.clock.now();
        let backup_age_s = self.backups.age_s(now.wall_ms);
        let free_bytes = self.backups.free_bytes(now.ms);
        let Loaded::Hub(hub) = &self.hub else { return Err("the disk fails".to_owned()) };
        let (standings, reports) = (hub.standings(now.ms), hub.reports());
        let stands = (true, 0);
        let on = wall::devices(hub.replica(), &schedule, standings, reports, stands, now.wall_ms);
        let person = |on: &OnWall| {
            let person = on.report.as_ref().and_then(|report| report.person)?;
            schedule.people.get(&person).map(|name| name.to_string())
        };
        let devices = on.iter().map(|one| row(one, person(one))).collect();
        let name = schedule.event.name.value.clone();
        let zone = schedule.event.zone.value.clone();
        let (servers, at_ms) = (servers(hub), now.wall_ms);
        Ok(WallPage { name, zone, at_ms, servers, devices, backup_age_s, free_bytes })
    }

    /// What is said about a device on the page.
    pub(super) fn tell_device(
        &mut self,
        device: &str,
        act: DeviceAct,
    ) -> Result<Box<dyn FnOnce(u64) -> HubInput>, String> {
        let device: DeviceId = device.parse().map_err(|_| format!("{device:?} is no device"))?;
        let now_ms = self.clock.now().wall_ms;
        let Loaded::Hub(hub) = &self.hub else { return Err("the disk fails".to_owned()) };
        if hub.replica().roster().role(&device).is_none() {
            return Err("this device has no role in the event".to_owned());
        }
        let tell = |order| Action::Tell { device, order };
        let action = match act {
            DeviceAct::Name(name) => match Action::label(device, &name) {
                Action::Label { label, .. } if label.is_empty() => {
                    return Err("a device needs a name".to_owned());
                }
                action => action,
            },
            DeviceAct::Place(place) => tell(Order::place(&place)),
            DeviceAct::Idle(name) => {
                let idle = Idle::ALL.into_iter().find(|idle| idle.name() == name);
                tell(Order::Idle(idle.ok_or("no screen is called so")?))
            }
            DeviceAct::Message { text, minutes } => {
                let until_ms = now_ms.saturating_add(i64::from(minutes) * 60_000);
                let message = Message::new(&text, "", until_ms);
                tell(Order::Message((!message.text.is_empty()).then_some(message)))
            }
            DeviceAct::Revoke => Action::Revoke { device },
        };
        Ok(Box::new(move |ticket| HubInput::Record { ticket, action, root: None }))
    }
}

/// The servers of the event, this one first.
fn servers(hub: &Hub) -> Vec<ServerOnPage> {
    let (here, roster) = (hub.replica().id(), hub.replica().roster());
    let name = |device: &DeviceId| match roster.device_label(device).unwrap_or_default() {
        "" => device.tag().short(),
        label => label.to_owned(),
    };
    let kept = |server: DeviceId| {
        let keeper = hub.reports().into_iter().find(|report| report.keeps == Some(server));
        let device = name(&keeper?.device?);
        Some(ServerState::Kept { device })
    };
    let one = |server: DeviceId| {
        let state = kept(server).unwrap_or(ServerState::Elsewhere);
        ServerOnPage { name: name(&server), state }
    };
    let others = roster.servers().filter(|server| *server != here).map(one);
    let revoked = roster.revoked_servers().filter(|server| *server != here);
    let revoked =
        revoked.map(|server| ServerOnPage { name: name(&server), state: ServerState::Revoked });
    let own = ServerOnPage { name: name(&here), state: ServerState::Here };
    [own].into_iter().chain(others).chain(revoked).collect()
}

fn row(on: &OnWall, person: Option<String>) -> OnPage {
    let report = on.report.clone().unwrap_or_default();
    let member = &on.member;
    OnPage {
        device: member.device.to_string(),
        name: match member.label.as_str() {
            "" => member.device.tag().short(),
            label => label.to_owned(),
        },
        role: member.role.name().to_owned(),
        place: on.place.clone(),
        idle: on.idle.name().to_owned(),
        connected: member.connected,
        same: member.same,
        heard_ms: member.heard_ms,
        waiting: member.waiting,
        version: report.version,
        behind: report.behind,
        free_bytes: report.free_bytes,
        doubtful: report.doubtful,
        person,
        serves: report.serves,
        message: on.message.as_ref().map(|message| (message.text.clone(), message.until_ms)),
        rehearses_until_ms: report.rehearses_until_ms,
    }
}

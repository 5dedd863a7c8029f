//! Making an event on a device that no server is in reach of.

use super::{Cx, Device};
use crate::{
    command::{Command, Refusal},
    ids::draw,
    keys::RootKey,
    replica::put_fact,
    spare::Spare,
    sync::{DeviceEffect, RootWords},
};

impl Device {
    /// Makes an event: all of it goes into one transaction, and a first edit that is refused leaves
    /// nothing behind. The root key is given away and forgotten.
    pub(super) fn found(
        &mut self,
        cx: &mut Cx<'_>,
        ticket: u64,
        label: &str,
        command: Option<&Command>,
    ) {
        let result = self.try_found(cx, label, command);
        if result.is_ok() {
            cx.step.effects.push(DeviceEffect::Changed);
        }
        cx.step.effects.push(DeviceEffect::Founded { ticket, result });
    }

    fn try_found(
        &mut self,
        cx: &mut Cx<'_>,
        label: &str,
        command: Option<&Command>,
    ) -> Result<RootWords, Refusal> {
        if self.replica.event().is_some() {
            return Err(Refusal::NothingToDo);
        }
        let root = RootKey::from_entropy(&draw(cx.random));
        let before = cx.step.commit.puts.len();
        self.replica.found(&root, label, cx.random, &mut cx.step.commit);
        // While the root key is there: this device can become the server without its words.
        let spare = Spare::sign(&root, cx.random);
        cx.step.commit.puts.push(put_fact(Spare::FACT, spare.encode()));
        if let Some(command) = command
            && let Err(refusal) = self.issue(cx, None, command)
        {
            self.replica.leave();
            cx.step.commit.puts.truncate(before);
            return Err(refusal);
        }
        Ok(RootWords::of(&root))
    }
}

//! A join link: all that a new device needs to find its event and to prove that it was invited.

use crate::bytes::{base64url, sha256, unbase64url};
use crate::ids::EventId;
use crate::keys::DeviceKey;
use crate::limits::{ADDRESS_BYTES_MAX, JOIN_LINK_BYTES_MAX};
use std::fmt;
use std::net::Ipv6Addr;

const SCHEME: &str = "campboard://";
const CHECK_BYTES: usize = 2;

/// A text that is not a join link, in a sentence for the person who typed it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadLink {
    /// Far longer than any join link.
    #[error("this is too long to be a join link: copy the link alone")]
    TooLong,
    /// Some other text or link.
    #[error("this is not a join link: a join link starts with campboard://")]
    Scheme,
    /// Not address, event and secret.
    #[error("the join link is incomplete or has too many parts: copy the whole link, to its end")]
    Parts,
    /// An address without a port, or with a port that cannot be.
    #[error("the address {0:?} in the join link has no port: it must look like hall.example:4040")]
    Port(String),
    /// A port without a name or number of a machine that could be real.
    #[error(
        "the address {0:?} in the join link cannot be a server: it must look like hall.example:4040 or [2001:db8::7]:4040"
    )]
    Host(String),
    /// The event has too few or too many characters.
    #[error("the event in the join link is cut short or too long: copy the whole link")]
    EventLength,
    /// The event has a character that cannot be there.
    #[error("the event in the join link has a wrong character: copy the link again")]
    Event,
    /// The secret has too few or too many characters.
    #[error("the end of the join link is cut short or too long: copy the whole link")]
    SecretLength,
    /// Event and secret do not fit the check characters.
    #[error("the join link has a wrong character in its event or at its end: copy the link again")]
    Damaged,
}

/// Where the server is, which event, and the secret of a one-time invite.
///
/// As text it is `campboard://HOST:PORT/EVENT/SECRET`, both in base64url without padding: the
/// event's 32 bytes, and the secret's 16 bytes followed by two check bytes, the first two of
/// SHA-256(`campboard/link/1\0`, event, secret).
#[derive(Clone, PartialEq, Eq)]
pub struct JoinLink {
    address: String,
    event: EventId,
    secret: [u8; 16],
}

impl JoinLink {
    /// Makes a link. `address` is `HOST:PORT`; an IPv6 address stands in brackets.
    pub fn new(address: &str, event: EventId, secret: [u8; 16]) -> Result<Self, BadLink> {
        check_address(address)?;
        Ok(Self { address: address.to_owned(), event, secret })
    }

    /// Reads a link; spaces around it do not matter.
    pub fn parse(text: &str) -> Result<Self, BadLink> {
        let text = text.trim();
        if text.len() > JOIN_LINK_BYTES_MAX {
            return Err(BadLink::TooLong);
        }
        let parts = text.strip_prefix(SCHEME).ok_or(BadLink::Scheme)?;
        let parts: Vec<&str> = parts.split('/').collect();
        let [address, event, secret] = parts[..] else {
            return Err(BadLink::Parts);
        };
        check_address(address)?;
        let event = EventId(decode(event, BadLink::EventLength, BadLink::Event)?);
        let sealed: [u8; 16 + CHECK_BYTES] =
            decode(secret, BadLink::SecretLength, BadLink::Damaged)?;
        let Some((secret, check)) = sealed.split_first_chunk::<16>() else {
            return Err(BadLink::SecretLength);
        };
        if check != check_bytes(event, secret) {
            return Err(BadLink::Damaged);
        }
        Ok(Self { address: address.to_owned(), event, secret: *secret })
    }

    /// The link as text. It holds the secret: it is shown to the person invited, and never logged.
    #[must_use]
    pub fn text(&self) -> String {
        let check = check_bytes(self.event, &self.secret);
        let secret = [&self.secret[..], &check].concat();
        format!("{SCHEME}{}/{}/{}", self.address, base64url(&self.event.0), base64url(&secret))
    }

    /// Where the server is: `HOST:PORT`.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The event.
    #[must_use]
    pub fn event(&self) -> EventId {
        self.event
    }

    /// The secret.
    #[must_use]
    pub fn secret(&self) -> [u8; 16] {
        self.secret
    }

    /// The key that its secret stands for.
    #[must_use]
    pub fn invite_key(&self) -> DeviceKey {
        invite_key(self.event, &self.secret)
    }
}

impl fmt::Debug for JoinLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JoinLink")
            .field("address", &self.address)
            .field("event", &self.event)
            .finish_non_exhaustive()
    }
}

/// The key that an invite's secret stands for: its seed is
/// SHA-256(`campboard/invite/1\0`, event, secret). The roster names its public half; whoever has
/// the secret can sign a redemption with it.
#[must_use]
pub fn invite_key(event: EventId, secret: &[u8; 16]) -> DeviceKey {
    DeviceKey::from_seed(&sha256(&[b"campboard/invite/1\0", &event.0, secret]))
}

fn check_bytes(event: EventId, secret: &[u8; 16]) -> [u8; CHECK_BYTES] {
    let [first, second, ..] = sha256(&[b"campboard/link/1\0", &event.0, secret]);
    [first, second]
}

fn decode<const N: usize>(
    text: &str,
    length: BadLink,
    damaged: BadLink,
) -> Result<[u8; N], BadLink> {
    if text.chars().count() != (N * 8).div_ceil(6) {
        return Err(length);
    }
    unbase64url(text).and_then(|bytes| bytes.try_into().ok()).ok_or(damaged)
}

fn check_address(address: &str) -> Result<(), BadLink> {
    if address.len() > ADDRESS_BYTES_MAX {
        return Err(BadLink::TooLong);
    }
    let no_port = || BadLink::Port(address.to_owned());
    let no_host = || BadLink::Host(address.to_owned());
    // What follows the last colon of a bare or bracketed IPv6 address is no port.
    let (host, port) = address.rsplit_once(':').ok_or_else(no_port)?;
    let digits = !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    if !digits || port.parse::<u16>().is_ok_and(|port| port == 0) || port.parse::<u16>().is_err() {
        return Err(no_port());
    }
    if let Some(inner) = host.strip_prefix('[') {
        let inner = inner.strip_suffix(']').ok_or_else(no_host)?;
        return inner.parse::<Ipv6Addr>().map(|_| ()).map_err(|_| no_host());
    }
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '_');
    if host.is_empty() || !host.chars().all(plain) {
        return Err(no_host());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn link() -> JoinLink {
        JoinLink::new("hall.example:4040", EventId([7; 32]), [9; 16]).unwrap()
    }

    fn refused(text: &str) -> BadLink {
        JoinLink::parse(text).unwrap_err()
    }

    #[test]
    fn a_link_survives_its_text() {
        for address in
            ["hall.example:4040", "192.168.0.4:1", "[2001:db8::7]:65535", "neuadd-ŵyl:80"]
        {
            let link = JoinLink::new(address, EventId([7; 32]), [9; 16]).unwrap();
            assert_eq!(JoinLink::parse(&format!(" {}\n", link.text())), Ok(link));
        }
    }

    #[test]
    fn a_wrong_link_says_what_is_wrong() {
        let text = link().text();
        assert_eq!(refused(""), BadLink::Scheme);
        assert_eq!(refused("https://hall.example/"), BadLink::Scheme);
        assert_eq!(refused("campboard://hall.example:4040"), BadLink::Parts);
        assert_eq!(refused(&format!("{text}/")), BadLink::Parts);
        assert_eq!(refused(&"x".repeat(JOIN_LINK_BYTES_MAX + 1)), BadLink::TooLong);
        let last = text.rfind('/').unwrap();
        assert_eq!(
            refused(&format!("{}{}", &text[..last - 1], &text[last..])),
            BadLink::EventLength
        );
        assert_eq!(refused(&text[..text.len() - 1]), BadLink::SecretLength);
        assert_eq!(refused(&text[..=last]), BadLink::SecretLength);
        assert_eq!(refused(&text.replacen("/B", "/*", 1)), BadLink::Event);
        assert_eq!(refused(&text.replacen("/B", "/C", 1)), BadLink::Damaged);
        assert_eq!(refused(&format!("{}!", &text[..text.len() - 1])), BadLink::Damaged);
    }

    #[test]
    fn a_wrong_address_says_what_is_wrong() {
        let new = |address: &str| JoinLink::new(address, EventId([7; 32]), [9; 16]).unwrap_err();
        for address in
            ["", "hall.example", "hall:", "hall:0", "hall:65536", "hall:+80", "[::1]", "hall:4 0"]
        {
            assert_eq!(new(address), BadLink::Port(address.into()));
        }
        for address in
            [":80", "::1:80", "[::1:80", "[hall]:80", "a b:80", "a@b:80", "fe80::1%eth0:80"]
        {
            assert_eq!(new(address), BadLink::Host(address.into()));
        }
        assert_eq!(new(&format!("{}:80", "a".repeat(ADDRESS_BYTES_MAX))), BadLink::TooLong);
        assert!(new("hall").to_string().contains("no port"));
    }

    #[test]
    fn the_secret_stays_out_of_debug() {
        let text = format!("{:?}", link());
        assert!(!text.contains("9, 9") && !text.contains(&base64url(&[9; 16])[..8]), "{text}");
    }

    #[test]
    fn an_invite_belongs_to_one_event() {
        let key = link().invite_key().public();
        assert_eq!(key, invite_key(EventId([7; 32]), &[9; 16]).public());
        assert_ne!(key, invite_key(EventId([8; 32]), &[9; 16]).public());
        assert_ne!(key, invite_key(EventId([7; 32]), &[8; 16]).public());
    }

    proptest! {
        #[test]
        fn every_link_survives_its_text(event: [u8; 32], secret: [u8; 16], port in 1..=u16::MAX) {
            let link = JoinLink::new(&format!("h:{port}"), EventId(event), secret).unwrap();
            prop_assert_eq!(JoinLink::parse(&link.text()).unwrap(), link);
        }

        #[test]
        fn any_text_is_refused(text: String) {
            prop_assert!(JoinLink::parse(&text).is_err());
            let link = format!("{SCHEME}h:1/{text}");
            prop_assert!(JoinLink::parse(&link).is_err());
        }

        #[test]
        fn one_mistyped_character_is_noticed(at in 30..91_usize, to in "[A-Za-z0-9_-]") {
            // Seldom (1 of 65,536) a mistake fits the check bytes by chance: not with these bytes.
            let text = link().text();
            let mut typed = text.clone();
            typed.replace_range(at..=at, &to);
            prop_assert!(typed == text || JoinLink::parse(&typed).is_err(), "{}", typed);
        }
    }
}

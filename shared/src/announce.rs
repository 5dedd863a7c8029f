//! How servers are told of in a network, by multicast DNS service discovery (RFC 6763). It only says
//! where to try: a server proves itself in the handshake.

/// The type of the service.
pub const SERVICE: &str = "_campboard._tcp.local.";
/// Name of the property that holds the event's id, in digits.
pub const EVENT: &str = "event";
/// Name of the property that holds the server's key, in digits.
pub const KEY: &str = "key";
/// Name of the property that holds the number of a server's run, drawn anew at each start: two servers
/// that were made from the same spare have the same key.
pub const INSTANCE: &str = "instance";

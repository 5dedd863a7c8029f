//! Both ends joined by wires in memory. Each test is a story at a venue.

mod hostile;
mod restore;
mod rough;
mod stories;
mod venue;

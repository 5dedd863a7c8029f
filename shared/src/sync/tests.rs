//! Both ends joined by wires in memory. Each test is a story at a venue.

mod acts;
mod carry;
mod erased;
mod found;
mod hostile;
mod merged;
mod names;
mod presence;
mod rehearse;
mod renamed;
mod restore;
mod rough;
mod standing;
mod stated;
mod stories;
mod venue;
mod wall;

//! Campboard's core: documents, commands, reading, clashes and sync. It does no IO, reads no
//! clock, draws no random numbers by itself and starts no threads: all of that comes in as
//! arguments, so that the product, the simulator and the fuzzer run the same code.

pub mod alike;
pub mod announce;
pub mod bytes;
pub mod carry;
pub mod clash;
pub mod command;
pub mod compare;
pub mod documents;
pub mod envelope;
pub mod erased;
pub mod ids;
pub mod invite;
pub mod keys;
pub mod limits;
pub mod log;
pub mod names;
pub mod persist;
pub mod programme;
pub mod proof;
pub mod replica;
pub mod roster;
pub mod schedule;
pub mod spare;
pub mod sync;
pub mod upkeep;
pub mod wall;

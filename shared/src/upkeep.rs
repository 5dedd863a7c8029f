//! What organisers do to the frame of an event, as ordinary commands: shift the rest of a day,
//! put a room before another; and what a removal would leave hanging.

mod hanging;
mod order;
mod shift;

pub use hanging::{Hanging, hanging};
pub use order::{one_room_along, one_stream_along};
pub use shift::{Shift, Shifted, Timed, shift};

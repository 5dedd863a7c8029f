//! Reads published schedules (frab XML, frab and pretalx JSON) into a programme.

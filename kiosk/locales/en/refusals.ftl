# Why an edit was refused, and what to do.

role = { $role ->
    [organiser] organiser
    [volunteer] volunteer
    [kiosk] kiosk
    [viewer] viewer
   *[other] { $role }
}
subject = { $what ->
    [event] the event
    [day] the day
    [stream] the stream
    [room] the room
    [slot] the slot
    [fixed] the fixed item
    [announcement] the announcement
    [session] the session
    [placement] the place
    [person] this person
    [device] the device
   *[version] this version
}
refused-not-enrolled = Nothing was changed: this device is not in the event. Ask an organiser for a join link
refused-plan = Nothing was changed: only an organiser’s device may change days, rooms and slots, and this one is a { $role }
refused-board = Nothing was changed: a volunteer’s or an organiser’s device may move sessions, and this one is a { $role }
refused-floor = Nothing was changed: this device is a { $role } and only shows the board
refused-unknown = Nothing was changed: { $what } has not reached this kiosk yet. Try again when it is up to date
refused-gone = Nothing was changed: { $what } was removed. Bring it back first
refused-missing = Nothing was changed: { $field } of { $what } is missing
refused-invalid = Nothing was changed: { $problem }
refused-too-large = Nothing was changed: { $field } are { $have }, more than the { $limit } that fit. Take some out
refused-undo-unknown = This cannot be undone here: it has not reached this kiosk
refused-undo-other = This cannot be undone here: it was done on another device. Undo it there
refused-changed-since = Not undone: somebody has changed { $what } since
refused-root-only = Nothing was changed: only the root words of the event decide who is an organiser
refused-nothing = Nothing to change: it is so already

problem-empty = { $field } is empty
problem-no-letters = { $field } holds no letters that can be read
problem-one-line = { $field } holds a line end or a character that no screen shows. Write it in one line
problem-character = { $field } holds a character that no screen shows. Take it out
problem-too-long = { $field } is too long. { $over ->
    [one] Take out 1 letter
   *[other] Take out about { $over } letters
}
problem-date = “{ $text }” is not a date such as 2026-06-20
problem-zone = “{ $text }” is not a time zone such as Europe/London
problem-time = the time does not fit its day. It starts within { $hours } hours of midnight and lasts at least one minute
problem-link = a link begins with https:// and has no spaces
problem-id-taken = another session has the same id. Do it again
problem-of-itself = a pitch cannot be made part of itself
problem-nested = an import cannot hold another import or an undo

# The event itself: its facts, days, slots and breaks, rooms and streams.

upkeep-title = The event
upkeep-begin = Set up days, slots and rooms
upkeep-facts = Facts
upkeep-days = Days
upkeep-slots = Slots and breaks
upkeep-rooms = Rooms
upkeep-streams = Streams
upkeep-nothing = Nothing here yet
upkeep-empty = nothing yet

upkeep-add-day = Add a day
upkeep-add-slot = Add a slot
upkeep-add-fixed = Add a break
upkeep-add-room = Add a room
upkeep-add-stream = Add a stream
upkeep-change-facts = Change the facts
upkeep-form-event = Facts about the event
upkeep-form-day = Change this day
upkeep-form-slot = Change this slot
upkeep-form-fixed = Change this break
upkeep-form-room = Change this room
upkeep-form-stream = Change this stream
upkeep-save = Save

upkeep-event-name = Name of the event
upkeep-venue = Venue
upkeep-zone = Time zone
upkeep-zone-hint = Such as Europe/London. All times of the event are in it
upkeep-info = Information page in English
upkeep-info-hint = Wifi, first aid, whom to ask. A line that begins with # or ends with a colon is a heading
upkeep-info-cy = Information page in Welsh
upkeep-name = Name
upkeep-name-cy = Name in Welsh
upkeep-date = Date
upkeep-date-hint = Year, month, day: such as 2026-06-20
upkeep-day-name = Name of the day
upkeep-day-name-hint = Without a name the weekday is shown
upkeep-day-name-cy = Name of the day in Welsh
upkeep-capacity = Seats
upkeep-capacity-hint = Empty where nobody has counted them
upkeep-way = How to get there
upkeep-way-hint = One sentence, from the main door
upkeep-way-cy = How to get there, in Welsh
upkeep-mark = Another mark
upkeep-marks = Marks
upkeep-start = Begins at
upkeep-start-hint = Such as 10:30. Half past midnight of the next day is 24:30
upkeep-minutes = Minutes
upkeep-fixed-title = What it is
upkeep-fixed-title-hint = Lunch, a break, the welcome
upkeep-fixed-title-cy = What it is, in Welsh
upkeep-on-days = On these days; on all where none is chosen
upkeep-for-streams = For these streams; for all where none is chosen
upkeep-in-rooms = In these rooms; in all where none is chosen
upkeep-wrong-time = Write a time such as 10:30
upkeep-wrong-minutes = Write how many minutes, such as 45
upkeep-wrong-capacity = Write a number, or nothing

upkeep-change = Change
upkeep-change-spoken = Change { $name }
upkeep-up = Up
upkeep-up-spoken = Move { $name } up
upkeep-down = Down
upkeep-down-spoken = Move { $name } down
upkeep-close = Close
upkeep-close-spoken = Close { $name } for everybody
upkeep-open = Open
upkeep-open-spoken = Open { $name } again
upkeep-remove = Remove
upkeep-remove-spoken = Remove { $name }
upkeep-bring-back = Bring back
upkeep-bring-back-spoken = Bring { $name } back

upkeep-about-day = { $slots ->
    [0] No slots
    [one] 1 slot
   *[other] { $slots } slots
} · { $sessions ->
    [0] no sessions
    [one] 1 session
   *[other] { $sessions } sessions
}
upkeep-sessions = { $n ->
    [0] No sessions
    [one] 1 session
   *[other] { $n } sessions
}
upkeep-slot-with = { $n ->
    [0] Slot without sessions
    [one] Slot with 1 session
   *[other] Slot with { $n } sessions
}
upkeep-all-rooms = In all rooms

upkeep-remove-title = Remove { $name }?
upkeep-remove-how = Nothing of it is lost: sessions stay where they were put, and everybody who looks after the board is told until they have another place. It can be undone, and brought back later
upkeep-remove-sure = Remove it all the same
upkeep-hangs-sessions = { $n ->
    [one] 1 session is placed there
   *[other] { $n } sessions are placed there
}
upkeep-hangs-stream-sessions = { $n ->
    [one] 1 session is in this stream
   *[other] { $n } sessions are in this stream
}
upkeep-hangs-slots = { $n ->
    [one] 1 slot is for nothing else
   *[other] { $n } slots are for nothing else
}
upkeep-hangs-fixed = { $n ->
    [one] 1 break is for nothing else
   *[other] { $n } breaks are for nothing else
}
upkeep-hangs-rooms = { $n ->
    [one] 1 room is for nothing else
   *[other] { $n } rooms are for nothing else
}

upkeep-shift = Shift the rest of the day…
upkeep-shift-title = Shift the rest of { $day }
upkeep-shift-from = Everything that begins from this time on
upkeep-shift-later = { $n ->
    [one] 1 minute later
   *[other] { $n } minutes later
}
upkeep-shift-earlier = { $n ->
    [one] 1 minute earlier
   *[other] { $n } minutes earlier
}
upkeep-shift-nothing = Nothing would move
upkeep-shift-moves = { $n ->
    [one] 1 thing moves
   *[other] { $n } things move
}
upkeep-shift-line = { $to } instead of { $from }: { $what }
upkeep-shift-rest = and { $n } more
upkeep-shift-how = Sessions stay in their slots and rooms. It can be undone in one touch
upkeep-shift-go = Shift it

# The board and the shelf.

weekday = { $n ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}
month = { $n ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
date-long = { $weekday } { $day } { $month } { $year }
day-and-time = { $day } { $time }
day-and-night = { $day } after midnight, { $time }
from-to = { $from }–{ $to }
day-unknown = a day this kiosk has not heard of yet
time-unknown = time not known
place = { $when } · { $rooms }
place-shelf = Waiting for a place
place-slot-unknown = in a slot this kiosk has not heard of yet
room-unknown = Room not heard of yet ({ $id })
room-unnamed = Room without a name
removed = { $name } (removed)
stream-unknown = Stream without a name
session-unknown = Session not heard of yet
session-untitled = Untitled session
fixed-unknown = an item this kiosk has not heard of yet
name-withdrawn = name withdrawn
author = by { $who }, { $time }
author-doubtful = by { $who }, { $time }, clock doubtful
author-unknown = a device of this event, { $device }
mark = { $mark ->
    [step-free] Step-free
    [hearing-loop] Hearing loop
    [bsl] BSL
    [quiet] Quiet
   *[other] { $mark }
}
format = { $format ->
    [talk] Talk
    [discussion] Discussion
    [workshop] Workshop
    [lightning] Lightning talk
    [demo] Demonstration
   *[other] { $format }
}
language = { $tag ->
    [en] English
    [en-gb] English
    [cy] Cymraeg
    [de] Deutsch
    [fr] Français
    [nl] Nederlands
   *[other] { $tag }
}

event-unnamed = Campboard
board-stream-all = All streams
board-now = NOW
board-minutes = { $n } min
board-look = Change colours
board-text-size = Text size { $percent } %
board-undo = Undo: { $what }
board-undo-short = Undo
board-clashes = { $n ->
    [one] 1 to look at
   *[other] { $n } to look at
}
board-clashes-none = Nothing to look at
board-clock = The time is { $time }
board-room = { $name }, { $seats ->
    [0] size not known
   *[other] { $seats } people
}
board-row = { $from } to { $to }{ $of ->
    [some] , { $streams }
   *[all] {""}
}
board-row-now = { $from } to { $to }, now{ $of ->
    [some] , { $streams }
   *[all] {""}
}
board-row-over = over
board-taken-until = { $room } is taken until { $time }
board-row-removed = removed
board-cell = Place in { $room } at { $time }
board-choose-places = { $n ->
    [one] Choose where it goes
    [2] Choose where the first goes: both go to the free places from there on
   *[other] Choose where the first goes: all { $n } go to the free places from there on
}
board-choose-place = Choose a place for “{ $title }”
board-choose-cancel = Cancel the move
cancel = Cancel

card-name = { $title }, { $place }{ $hosts ->
    [none] {""}
   *[other] , { $hosts }
}, { $dots ->
    [one] 1 interested
   *[other] { $dots } interested
}
card-stream = { $name }, { $stream }
card-cancelled = { $name }, cancelled
card-clash = { $name }, needs a look
card-picked = { $name }, being moved
card-also = also in { $rooms }
card-also-n = { $n ->
    [one] also in 1 room
   *[other] also in { $n } rooms
}
card-mark-cancelled = Cancelled
fixed-name = { $title }, { $when }
fixed-name-rooms = { $title }, { $when }, { $rooms }

shelf-count = { $n ->
    [one] 1 waiting
   *[other] { $n } waiting
}
shelf-hint = tap one to read it
shelf-hint-move = tap one to place it
shelf-empty = Nobody is waiting for a place
shelf-lost = in a place this kiosk cannot show
shelf-put-here = Put it on the shelf
shelf-put-here-short = To the shelf

choose-title = “{ $title }” is here already
choose-swap = Swap the two
choose-swap-shelf = Take its place; it goes to the shelf
choose-both = Place here too
choose-open = Read about it

empty-not-joined = This kiosk has not joined an event yet
empty-not-joined-how = Ask an organiser for a join link, then start the kiosk with: campboard-kiosk join LINK
empty-days = No days yet
empty-days-how = The board fills as soon as the organisers have set up the days of the event
empty-sessions = Nothing on this day yet
empty-sessions-how = Rooms and slots appear here as soon as the organisers have set them up
empty-no-data = The board of this device cannot be opened
empty-no-data-how = It is tried again by itself
empty-opening = Checking the saved board…
empty-opening-how = This takes a moment after a start

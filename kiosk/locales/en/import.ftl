# Import at the kiosk.

import-title = Import a programme
import-lead = Schedules of frab and pretalx, Campboard’s own export, and tables saved as CSV. Nothing changes before you have looked at it.
import-path = A file somewhere else
import-path-hint = Drop a file onto this window, or type where it is
import-open = Read it
import-look-again = Look again
import-none = No file that could be read was found in the data folder, in Downloads, on the desktop or on a stick
import-place-data = Data folder
import-place-downloads = Downloads
import-place-desktop = Desktop
import-place-stick = Stick
import-file = { $place } · { $kib } KiB · { $ago }
import-asks = Some things in this table only you can know
import-read = Go on
import-other-file = Another file
import-day = Which day?
import-day-hint = The table names no date. A date looks like 2026-06-20
import-day-wrong = This is not a date: it looks like 2026-06-20
import-rows = One row a session
import-grid = Times down, rooms across
import-column = Column { $letter }: { $heading }
import-column-means = { $column }. It holds: { $means }
import-means = { $means ->
    [title] Title
    [text] What it is about
    [hosts] Hosts
    [room] Room
    [day] Day
    [start] Start
    [end] End
    [length] Length
    [stream] Stream
    [format] Format
    [tags] Tags
    [language] Language
    [links] Links
    [id] What the source calls it
    [state] State
    [wishes] Wishes
    [skip] Nothing to read
   *[other] { $means }
}
import-found = { $name } holds “{ $event }”
import-do = Import it
import-undoable = It becomes one act, which “Undo” takes back as a whole
import-nothing = Everything in this file is on the board already: there is nothing to do
import-done = The programme is on the board
import-to-board = To the board
import-repairs = { $n ->
    [one] 1 thing was put right while reading
   *[other] { $n } things were put right while reading
}
import-changes = { $n ->
    [one] 1 difference
   *[other] { $n } differences
}
import-n-sessions = { $n ->
    [one] 1 new session
   *[other] { $n } new sessions
}
import-n-changed = { $n ->
    [one] 1 session changes
   *[other] { $n } sessions change
}
import-n-kept = { $n ->
    [one] 1 session keeps what was edited here
   *[other] { $n } sessions keep what was edited here
}
import-n-unchanged = { $n ->
    [one] 1 session is as it was
   *[other] { $n } sessions are as they were
}
import-n-gone = { $n ->
    [one] 1 session is no longer in the file and stays here
   *[other] { $n } sessions are no longer in the file and stay here
}
import-n-days = { $n ->
    [one] 1 day
   *[other] { $n } days
}
import-n-rooms = { $n ->
    [one] 1 room
   *[other] { $n } rooms
}
import-n-slots = { $n ->
    [one] 1 slot
   *[other] { $n } slots
}
import-n-fixed = { $n ->
    [one] 1 fixed item
   *[other] { $n } fixed items
}
import-n-people = { $n ->
    [one] 1 name
   *[other] { $n } names
}
import-notes = What changes ({ $n })
import-difference = “{ $title }”, { $field }: here “{ $here }”, in the file “{ $there }”. { $outcome ->
    [written] The file’s is taken
    [kept] The edit made here stays, and somebody is asked
   *[other] It is left as it is
}
import-so-often = { $said } ({ $n } times)
import-when = { $date } { $time }
import-empty = nothing
import-yes = yes
import-no = no
export-rows = Table: one row a session
export-grid = Table: times down, rooms across
export-whole = Everything, for another Campboard
export-stick = To the stick
export-downloads = To Downloads
export-data = To the data folder
export-done = Saved as { $path }
import-found-files = Files on this device
import-looking = Looking for files…
import-reading = Reading { $name }
import-reading-about = Nothing is changed yet: you look at it first
import-stage-reading = Taking it from its disk: { $kib } of { $of } KiB
import-stage-understanding = Making out what is in it
import-stage-comparing = { $n ->
    [one] Comparing 1 session with the board
   *[other] Comparing { $n } sessions with the board
}
import-stop = Stop
import-saving = Importing
import-saving-about = It can be undone as a whole when it is there
import-stage-saving = Writing it to the disk of this device
import-columns = What the columns hold
import-columns-about = Change what was guessed wrong. What has no use stays unread.
import-needs-title = One column must hold the titles
import-needs-day = The day of the times is needed
import-found-bare = { $name } holds a table
import-done-about = “Undo” takes all of it back, as one act
import-more = { $n ->
    [one] Show 1 more
   *[other] Show { $n } more
}
import-more-spoken = { $more } ({ $title })
export-title = Take it along
export-about = A table with one row a session can be changed in a spreadsheet and imported again: only what you changed there changes here.
export-to = Save it
import-like = Begin another event like this one
import-like-about = Its days, streams, rooms, slots and breaks come along, and what is on its information page; its sessions and its people do not
import-like-first = First day of the new event
import-like-do = Only what a new event needs
import-like-not = Everything in the file
import-look = What the columns hold…
import-look-lead = This is how the table was understood
import-look-back = Back to the preview
import-day-other = For times that name no date. A date looks like 2026-06-20

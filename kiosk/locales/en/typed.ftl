# What was written on paper is typed back in.

typed-open = Type in what is on paper…
typed-title = Type in what is on paper
typed-about = Time by time and room by room: say what the paper says. At the end you see what changes, and put it in as one edit.
typed-board = Board on the print
typed-board-hint = The four characters after “board” at the foot of the page; leave it empty if nobody can read them
typed-board-wrong = Four characters, each a digit or a letter from a to f, such as 3f9a
typed-time = As of
typed-time-hint = The time beside it, such as 11:42
typed-time-wrong = A time looks like 11:42
typed-time-needed = The board as it is now has other characters: type the time of the print too, or about when it was
typed-begin = Begin
typed-slips = Pitch slips: type in one after the other
typed-offer = { $n ->
    [0] { $day }: typing in began at { $when }. Nothing is typed yet, and nothing is put in
    [one] { $day }: typing in began at { $when }. 1 cell is typed, and nothing is put in yet
   *[other] { $day }: typing in began at { $when }. { $n } cells are typed, and nothing is put in yet
}
typed-offer-go-on = Go on typing
typed-offer-away = Throw it away
typed-throw-ask = { $n ->
    [one] Throw away the 1 cell that is typed? Nobody can bring it back
   *[other] Throw away the { $n } cells that are typed? Nobody can bring them back
}
typed-throw-keep = Keep it
typed-throw-sure = Yes, throw it away
typed-erased = { $n ->
    [one] Names were erased meanwhile, and 1 name that was typed here before went with them. Titles are as they were: look at your paper, and type the name again if it may stand there
   *[other] Names were erased meanwhile, and { $n } names that were typed here before went with them. Titles are as they were: look at your paper, and type a name again if it may stand there
}
typed-finding = Looking for the board of this print…
typed-same = The print shows the board as it was when you began
typed-found = The print shows the board of { $when }. Cells that changed since are marked
typed-by-time = This kiosk knows no board with these four characters. Cells that changed since { $when } are marked
typed-of-time = Cells that changed since { $when } are marked
typed-since-begun = Nothing is known of the print. Cells that changed since typing in began, at { $when }, are marked
typed-unfound = The board of this print could not be looked for, so nothing can be put in yet. What is typed is kept
typed-look-again = Look again
typed-unknown = Nothing is known of the print: no cell is marked
typed-how = Enter: as on the board, go on. A title: type it, choose with the arrows, Enter. Nothing there: - and Enter. Crossed out: x and Enter. Ctrl and Enter: see what changes
typed-full = This is as much as fits at once: put it in, then go on
typed-needs = { $n ->
    [one] 1 cell needs you first: go there
   *[other] { $n } cells need you first: go to the next
}
typed-no-cells = This day has no open room and nothing on its board: make a room first
typed-add = Something that is not in this list…
typed-add-about = Its time and room, then its title
typed-add-time = Time
typed-add-time-hint = { $n ->
    [one] Such as 14:30 or 14:30-15:15; without an end it is 1 minute
   *[other] Such as 14:30 or 14:30-15:15; without an end it is { $n } minutes
}
typed-add-time-wrong = A time looks like 14:30, with its end like 14:30-15:15
typed-add-room = Room
typed-add-room-wrong = Choose one of these rooms
typed-add-go = Type its title
typed-add-close = Close
typed-preview = See what changes
typed-nothing = Nothing
typed-cancelled = { $title } (cancelled)
typed-here = On the board: { $here }
typed-on-paper = On paper
typed-host = Host (may be left empty)
typed-means-empty = Nothing on paper
typed-means-crossed-out = Crossed out on paper
typed-means-new = { $host ->
    [none] New: { $title }
   *[other] New: { $title }, with { $host }
}
typed-means-here = { $title }, from: { $place }
typed-means-goes = Goes to: { $place }
typed-choice-new = New session: { $title }
typed-choice-session = { $title } ({ $place })
typed-moved-on = The board moved on here. On the print: { $was }
typed-elsewhere = { $cancelled ->
    [yes] The board cancelled “{ $title }” since the print. There it is at: { $place }
   *[no] The board moved “{ $title }” since the print. There it is now: { $place }
}
typed-twice = On paper this session is at another time too: change one of the two
typed-gone = The board has no such cell any more: type it elsewhere, and clear it here
typed-board-stays = The board stays
typed-take-paper = Take what the paper says
typed-keep-board = Keep what the board says
typed-short-same = As on the board
typed-short-empty = Nothing there
typed-short-crossed-out = Crossed out
typed-cell = { $why ->
    [none] { $paper ->
        [none] { $room }, { $time }. On the board: { $here }
       *[other] { $room }, { $time }. On the board: { $here }. On paper: { $paper }
    }
   *[other] { $paper ->
        [none] { $room }, { $time }. On the board: { $here }. { $why }
       *[other] { $room }, { $time }. On the board: { $here }. On paper: { $paper }. { $why }
    }
}
typed-changes = { $n ->
    [0] Nothing changes: the board says what the paper says
    [one] 1 thing changes
   *[other] { $n } things change
}
typed-line-moved = { $pinned ->
    [yes] “{ $title }”, which is pinned, goes from { $from } to { $to }
   *[no] “{ $title }” goes from { $from } to { $to }
}
typed-line-left = { $pinned ->
    [yes] “{ $title }”, which is pinned, leaves { $from } and waits for a place
   *[no] “{ $title }” leaves { $from } and waits for a place
}
typed-line-placed = “{ $title }” gets a place: { $to }
typed-line-cancelled = “{ $title }” is cancelled
typed-line-uncancelled = “{ $title }” takes place after all
typed-line-host = “{ $title }” is hosted by { $host }
typed-line-new = { $host ->
    [none] New: “{ $title }”, { $to }
   *[other] New: “{ $title }” with { $host }, { $to }
}
typed-more = { $n ->
    [one] and 1 more
   *[other] and { $n } more
}
typed-undoable = It is one edit, which you can undo
typed-saving = It is being put in…
typed-put-in = Put it in
typed-back = Go on typing
typed-finish = Done
typed-done = { $n ->
    [0] Done: nothing changed
    [one] Put in: 1 thing changed
   *[other] Put in: { $n } things changed
}
typed-to-board = To the board
typed-again = More of the same print
typed-another = Another print

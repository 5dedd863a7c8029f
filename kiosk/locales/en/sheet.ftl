# The sheet of a session, and editing on it.

sheet-interested = I’m interested
sheet-interested-on = You are interested
sheet-interested-spoken = { $on ->
    [yes] Take my interest back, { $n } interested
   *[no] I’m interested, { $n } interested
}
sheet-move = Move
sheet-place = Place
sheet-to-shelf = To the shelf
sheet-cancel = Cancel session
sheet-uncancel = It takes place after all
sheet-withdraw = Withdraw the pitch
sheet-unwithdraw = Bring the pitch back
sheet-hide = Hide from every screen
sheet-show = Show on every screen again
sheet-hidden = Hidden: no screen shows it; it is kept for the organisers
sheet-withdrawn = Withdrawn: its host does not offer it
sheet-close = Close
sheet-cancelled = Cancelled: this session does not take place
sheet-hosts = Hosted by { $hosts }
sheet-conflict = Two people placed it at once: see “to look at”
sheet-read-only = This device shows the board and cannot change it

sheet-now = On now, until { $time }
sheet-over = Over
sheet-crowd = { $dots } interested, room for { $seats }
sheet-crowd-over = { $dots } interested, but room for { $seats } only
sheet-crowd-unknown = { $dots } interested
sheet-is-full = The room is full
sheet-full = Mark the room as full
sheet-not-full = There is room again
sheet-room-closed = { $room } is closed
sheet-parts = Made of these pitches
sheet-part-of = Part of another session
sheet-link = Show the code of “{ $name }”
sheet-link-hide = Hide the code of “{ $name }”
sheet-link-code = Code of the link “{ $name }” for your phone
sheet-link-long = This address is too long for a code
sheet-calendar = Take it along: point your phone’s camera here. It needs no network
sheet-calendar-code = Code that puts this session into your phone’s calendar
sheet-wishes = For whoever plans
sheet-pitch-for = Pitch it for the host
sheet-put-up = Just put it up
sheet-on-board = Show its place
sheet-on-shelf = Show it on the shelf
sheet-edit = Edit the texts
sheet-own = Your pitch? Use your slip code
sheet-history = What happened to it
sheet-history-all = { $n ->
    [one] Show 1 earlier
   *[other] Show { $n } earlier
}
past = { $what } · { $by }
past-pitched = Pitched
past-placed = Placed: { $to }
past-moved = Was { $from }, moved to { $to }
past-shelved = Was { $from }, put back on the shelf
past-slot-moved = Its slot went from { $from } to { $to }
past-cancelled = Cancelled
past-uncancelled = Takes place after all
past-withdrawn = Withdrawn
past-unwithdrawn = Offered again
past-pinned = Pinned to its place
past-unpinned = Free to move again
past-merged = Merged into “{ $title }”
past-unmerged = Taken out of “{ $title }” again
past-took-in = “{ $title }” was merged into it
past-gave-back = “{ $title }” was taken out of it again
wish = { $wish ->
    [not-before-lunch] Not before lunch
    [not-after-lunch] Not after lunch
    [projector] Projector
    [quiet-room] Quiet room
    [step-free] Step-free room
    [bigger-room] Bigger room
   *[other] { $wish }
}

edit-title = Title
edit-text = What it is about
edit-host = { $n ->
    [0] Host
   *[other] Host { $n }
}
edit-host-same = { $n ->
    [0] The same person, spelt right
    [one] The same person, spelt right
   *[other] The same person, spelt right in all { $n } sessions
}
edit-host-other = Somebody else
edit-host-add = Add a host
edit-format = Format
edit-stream = Stream
edit-tags = Subjects
edit-tags-hint = A word or two each, with commas between
edit-save = Save
edit-cancel = Leave it as it was
edit-throw-ask = Throw away what you changed here?
edit-go-on = Go on writing
edit-throw = Throw it away
field-left = { $n ->
    [0] That is all that fits
    [one] 1 character left
   *[other] { $n } characters left
}
sheet-clash = { $clash }. Show it in the list

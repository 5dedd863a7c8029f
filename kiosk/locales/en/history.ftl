# The past: the board as it was, and who did what.

history-board = The board as it was
history-log = Who did what
history-by-edit = Edit by edit
history-by-minute = Minute by minute
history-any-device = All devices
history-any-person = Everybody
history-any-kind = Every kind of edit
history-reading = The past is being read
history-moment = { $time } on { $weekday } { $day } { $month }
history-now = now
history-start = Nothing was done yet
history-the-start = the very beginning
history-next = The next edit
history-next-big = The next big step
history-back = The edit before
history-back-big = The big step before
history-scrubber = Through the past: { $what }, { $n } of { $of }
history-last-act = { $kind }{ $about ->
    [session] : “{ $title }”
   *[none] {""}
}, by { $who }
history-came = { $n ->
    [one] { $said }. { $device } came back with 1 edit
   *[other] { $said }. { $device } came back with { $n } edits
}
history-person-at = { $person }, { $device }
history-mark-import = Import
history-mark-apart = A device went on alone
history-mark-came = A device came back
history-mark-undo = Undo
history-mark-compare = Compared with this moment
history-mark-back = Brought back
history-as-it-was = As it was at { $when }
history-before-all = As it was before anything was done
history-differ = { $n ->
    [0] Nothing differs from now
    [one] 1 thing is different now
   *[other] { $n } things are different now
}
history-differ-other = From { $from } to { $to }: { $n ->
    [0] nothing differs
    [one] 1 thing differs
   *[other] { $n } things differ
}
history-same = Nothing differs
history-order-only = Only the order of rooms or streams
history-try-again = Try again
history-empty = There was no board yet
history-bring-back = Bring back…
history-compare = Compare with this moment
history-compare-now = Compare with now
history-show-list = What differs
history-show-board = What differs
history-bring-back-title = Bring back
history-bring-back-lead = As it was at { $when }
history-what-all = Everything
history-what-day = One day
history-what-room = One room
history-what-session = One session
history-what-person = What one person did since
history-what-device = What one device did since
history-preview-reading = It is worked out what would change
history-preview-nothing = There is nothing to bring back: it is as it was
history-preview = { $n ->
    [one] 1 thing would change
   *[other] { $n } things would change
}
history-nothing-is-lost = Nothing is lost: this is an edit that you can undo
history-do-bring-back = Bring it back
history-words = Look for a session, a room or a day
history-export = Save as a table…
history-export-going = Writing: { $done } of { $of } edits
history-export-stop = Stop writing it
history-found = { $n ->
    [one] 1 edit
   *[other] { $n } edits
}
history-found-so-far = { $n ->
    [one] 1 edit so far
   *[other] { $n } edits so far
}
history-take-back-device = Take back everything that { $device } did from edit { $n } on…
history-by = { $when }, { $who }
history-by-doubtful = about { $when } (its clock is in doubt), { $who }
history-act = { $kind }: { $about }
history-act-placed = { $kind }: { $about }, from { $from } to { $to }
history-act-merged = { $kind }: { $about }, into “{ $into }”
history-more = { $n ->
    [one] 1 more
   *[other] { $n } more
}
history-quoted = “{ $name }”
history-event = the event
history-nothing = nothing
history-new = New: { $name }
history-removed = Removed: { $name }
history-there-again = There again: { $name }
history-not-yet = Not there yet: { $name }
history-would-go = Would go: { $name }
history-moved = { $name }: from { $from } to { $to }
history-changed-to = { $name }, { $field }: { $from } became { $to }
history-set-to = { $name }, { $field }: set to { $to }
history-event-set-to = { $code ->
    [name] Event name
    [venue] Venue
    [zone] Time zone
    [info] Information page
   *[other] Information page in Welsh
}: set to { $to }
history-changed = { $name }: { $field } changed
history-state = { $field ->
    [cancelled] { $yes ->
        [yes] { $name } is cancelled
       *[no] { $name } takes place after all
    }
    [pinned] { $yes ->
        [yes] { $name } is pinned
       *[no] { $name } is not pinned any more
    }
    [hidden] { $yes ->
        [yes] { $name } is hidden
       *[no] { $name } is shown again
    }
    [full] { $yes ->
        [yes] { $name } is full
       *[no] { $name } has room again
    }
   *[closed] { $yes ->
        [yes] { $name } is closed
       *[no] { $name } is open again
    }
}
history-kind = { $kind ->
    [event] Facts about the event
    [day] A day
    [stream] A stream
    [room] A room
    [slot] A slot
    [fixed] A fixed item
    [remove] Removed
    [restore] Put back
    [pitch] Pitched
    [edit] Edited
    [place] Moved
    [swap] Swapped
    [cancel] Cancelled
    [uncancel] Takes place after all
    [withdraw] Withdrawn
    [unwithdraw] Not withdrawn after all
    [dot] Interest
    [undot] Interest taken back
    [settle] A clash said to be fine
    [choose] Chosen
    [undo] Undone
    [import] Imported
    [source] Source noted
    [hide] Hidden or shown again
    [announce] Announced
    [pin] Pinned or let go
    [merge] Merged
    [unmerge] Un-merged
    [together] Several at once
    [close] Room closed or opened
    [full] Full or free again
    [back] Brought back
    [rename] Name put right
   *[other] Edited
}

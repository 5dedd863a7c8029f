# What needs a human.

clashes-title = To look at
clashes-none = Nothing needs a look: no two edits disagree
clashes-lead = Nothing was lost. These need somebody to decide
clashes-close = Close the list
clashes-open = Read “{ $title }”
clashes-number = { $n } of { $of }

clash-same-room = “{ $a }” and “{ $b }” share { $room } on { $when }
clash-host-twice = { $name } hosts “{ $a }” and “{ $b }” at the same time: { $when }
clash-slot-removed = “{ $title }” is in a slot that was removed: { $slot }
clash-slot-unknown = “{ $title }” is in a slot this kiosk has not heard of yet
clash-room-removed = “{ $title }” is in a room that was removed: { $room }
clash-room-unknown = “{ $title }” is in a room this kiosk has not heard of yet
clash-placements = “{ $title }” was placed by two people at the same time
clash-values = Two people wrote { $what } at the same time
clash-version-empty = nothing
clash-removed-by = removed { $by }
clash-edited-cancelled = “{ $title }” was cancelled, and somebody who did not know edited it
clash-edited-withdrawn = “{ $title }” was withdrawn, and somebody who did not know edited it
clash-thing-removed = { $what ->
    [room] The room “{ $name }” was removed, and somebody who did not know edited it
    [slot] The slot “{ $name }” was removed, and somebody who did not know edited it
    [day] The day “{ $name }” was removed, and somebody who did not know edited it
    [stream] The stream “{ $name }” was removed, and somebody who did not know edited it
    [announcement] The announcement “{ $name }” was removed, and somebody who did not know edited it
   *[fixed] “{ $name }” was removed, and somebody who did not know edited it
}
clash-twins = “{ $title }” is on the board { $n } times: it was imported more than once
clash-twins-source = imported from { $source }
clash-room-too-small = { $dots } people are interested in “{ $title }”, { $room } holds { $capacity }
clash-room-closed = “{ $title }” is in { $room }, which was closed
clash-closed-by = closed { $by }
clash-alike = “{ $a }” and “{ $b }” seem to be about the same
clash-merges = Two people merged “{ $title }” differently at the same time
clash-changed-merged = “{ $title }” became part of “{ $into }”, and somebody who did not know placed or cancelled it
clash-merged-by = merged { $by }

answer-keep-this = Keep this
answer-keep = Keep “{ $value }” { $by }
answer-keep-empty = Keep it empty { $by }
answer-to-shelf = Move “{ $title }” to the shelf
answer-stay-removed = Leave it removed
answer-bring-back = Bring it back
answer-withdraw-twin = Withdraw the one at: { $place }
answer-fine = Leave it as it is
answer-fine-spoken = Leave it as it is: { $clash }
answer-move-to-room = Move “{ $title }” to { $room }
answer-open-room = Open { $room } again
answer-merge = Make “{ $title }” part of “{ $into }”
answer-they-differ = They are different: keep both
answer-take-out = Make “{ $title }” a session of its own
answer-stay-merged = Leave it part of the other
answer-take-source = Take what the source says: “{ $value }”
answer-take-source-empty = Take what the source says: nothing
clash-source = { $field } of “{ $title }” was changed here, and differently where it was imported from
clash-source-there = there: “{ $value }”
clash-source-there-empty = there: nothing

issues-title = Something in the data could not be read
issue-bad-value = { $path } was left out: it should be { $expected }
expected = { $what ->
    [String] text
    [str] text
    [u32] a number
    [i64] a number
    [bool] yes or no
    [Placement] a place
    [Span] a time
    [Link] a link
    [RoomId] rooms
    [SessionId] a session
    [DayId] days
    [StreamId] streams
    [PersonId] people
   *[other] something else
}
issue-bad-key = { $path } was left out: this is not the id of anything
issue-incomplete = One edit has arrived only in part ({ $have } of { $of }): the rest comes when the device it was made on has reached the server
issue-undone = { $n ->
    [one] 1 part of an edit arrived after the edit was undone: undo it again if it should not be here
   *[other] { $n } parts of an edit arrived after the edit was undone: undo it again if they should not be here
}
issue-too-many = { $path } holds more than this kiosk reads: only the first { $limit } are shown
gone-title = Not on any screen: hidden or withdrawn
more = and { $n } more
clashes-place = Show the place of “{ $title }”

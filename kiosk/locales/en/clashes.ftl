# What needs a human.

clashes-title = To look at
clashes-none = Nothing needs a look: no two edits disagree
clashes-lead = Nothing was lost. These need somebody to decide
clashes-close = Close the list
clashes-open = Read “{ $title }”
clashes-number = { $n } of { $of }
clashes-read-only = This device cannot change the board: a volunteer’s or an organiser’s device can

clash-same-room = “{ $a }” and “{ $b }” share { $room } on { $when }
clash-host-twice = { $name } hosts “{ $a }” and “{ $b }” at the same time: { $when }
clash-slot-removed = “{ $title }” is in a slot that was removed: { $slot }
clash-slot-unknown = “{ $title }” is in a slot this kiosk has not heard of yet
clash-room-removed = “{ $title }” is in a room that was removed: { $room }
clash-room-unknown = “{ $title }” is in a room this kiosk has not heard of yet
clash-placements = “{ $title }” was placed by two people at the same time
clash-values = Two people wrote { $what } at the same time
clash-version = “{ $value }” { $by }
clash-version-empty = nothing { $by }
clash-removed-by = removed { $by }
clash-edited-cancelled = “{ $title }” was cancelled, and somebody who did not know edited it
clash-edited-withdrawn = “{ $title }” was withdrawn, and somebody who did not know edited it
clash-thing-removed = { $what ->
    [room] The room “{ $name }” was removed, and somebody who did not know edited it
    [slot] The slot “{ $name }” was removed, and somebody who did not know edited it
    [day] The day “{ $name }” was removed, and somebody who did not know edited it
    [stream] The stream “{ $name }” was removed, and somebody who did not know edited it
   *[fixed] “{ $name }” was removed, and somebody who did not know edited it
}
clash-twins = “{ $title }” is on the board { $n } times: it was imported more than once
clash-twins-source = imported from { $source }
clash-room-too-small = { $dots } people are interested in “{ $title }”, { $room } holds { $capacity }

answer-keep = Keep “{ $value }” { $by }
answer-keep-empty = Keep it empty { $by }
answer-to-shelf = Move “{ $title }” to the shelf
answer-stay-removed = Leave it removed
answer-bring-back = Bring it back
answer-withdraw-twin = Withdraw the one at: { $place }
answer-fine = It is fine so
answer-move-to-room = Move “{ $title }” to { $room }
answer-take-source = Take what the source says: “{ $value }”
answer-take-source-empty = Take what the source says: nothing
clash-source = { $field } of “{ $title }” was changed here, and differently where it was imported from
clash-source-there = there: “{ $value }”
clash-source-there-empty = there: nothing

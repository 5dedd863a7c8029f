# What an edit does, and why one was refused.

did-event = facts about the event
did-put = edit of { $name }
did-remove = removal of { $name }
did-restore = return of { $name }
did-pitch = pitch of “{ $title }”
did-edit = edit of “{ $title }”
did-move = move of “{ $title }”
did-shelve = “{ $title }” to the shelf
did-swap = swap of “{ $a }” and “{ $b }”
did-cancel = cancellation of “{ $title }”
did-uncancel = “{ $title }” takes place after all
did-withdraw = withdrawal of “{ $title }”
did-unwithdraw = return of “{ $title }”
did-dot = interest in “{ $title }”
did-undot = interest in “{ $title }” taken back
did-settle = a clash said to be fine
did-choose = choice for { $name }
did-rename = “{ $from }” is now called “{ $to }”
did-undo = an undo
did-bring-back = { $n ->
    [one] one thing brought back as it was
   *[other] { $n } things brought back as they were
}
did-import = { $n ->
    [one] import of 1 thing
   *[other] import of { $n } things
}

field = { $field ->
    [title] the title
    [text] the text
    [format] the format
    [hosts] the hosts
    [stream] the stream
    [language] the language
    [links] the links
    [placement] the place
    [placements] the place
    [cancelled] the cancellation
    [withdrawn] the withdrawal
    [merged] the merge
    [hidden] whether it is hidden
    [pinned] the pin
    [name] the name
    [capacity] the size
    [marks] the marks
    [way] the way there
    [streams] the streams
    [days] the days
    [order] the order
    [date] the date
    [span] the time
    [zone] the time zone
    [venue] the venue
    [info] the information page
    [room] the room
    [rooms] the rooms
    [time] the time
    [link] the link
    [mark] the mark
    [tag] the tag
    [tags] the tags
    [wish] the wish
    [wishes] the wishes
    [session] the session
    [source] the source
    [name-cy] the Welsh name
    [title-cy] the Welsh title
    [way-cy] the way there in Welsh
    [info-cy] the information page in Welsh
    [text-cy] the Welsh text
    [pins] the pin
    [x1] whether it is closed
    [full] whether it is full
    [until] the end
    [slip] the slip code
    [pitching] who pitches it
    [import] the import
    [interest] the interest
   *[other] { $field }
}
field-of = { $field } of “{ $name }”

did-note-source = note of what the source says of “{ $title }”
did-hide = hiding of “{ $title }”
did-show = “{ $title }” is shown again
did-pin = pin of “{ $title }”
did-unpin = “{ $title }” let go
did-merge = “{ $a }” made part of “{ $b }”
did-unmerge = “{ $title }” made a pitch of its own again
did-close-room = closing of { $name }
did-open-room = opening of { $name }
did-mark-full = “{ $title }” said to be full
did-mark-free = “{ $title }” said to have room again
did-together = { $n ->
    [one] 1 edit
   *[other] { $n } edits at once
}
did-announce = announcement “{ $name }”
did-take-down = “{ $name }” taken down
announcement-unknown = an announcement this kiosk has not heard of yet

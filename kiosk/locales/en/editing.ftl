# Editing the board: chosen together, pinned, merged, closed.

board-density = How close together: { $density ->
    [compact] compact
    [large] large
   *[normal] normal
}
board-select = Choose several sessions
board-empty = Nothing in { $room } at { $time }: put something there
board-closed = Closed
board-room-closed = { $name }, closed

card-pinned = { $name }, pinned
card-differs = { $name }, different at the other moment
card-parts = { $n ->
    [one] { $name }, with 1 more pitch in it
   *[other] { $name }, with { $n } more pitches in it
}
card-presence = { $name }, { $said }
presence-moving = { $who } is moving this
presence-looking = { $who } is here
presence-filling-spoken = { $name }. { $who } is here

shelf-sort-pitched = In order of pitching
shelf-sort-dots = Most wanted first
shelf-sort-stream = By stream
shelf-switches = Sort or filter what waits
shelf-word = Only with this word
shelf-stream = Waiting: only { $name }
shelf-nothing = Nothing that waits fits these filters
shelf-all = Show all that wait
shelf-for-me = { $name }, somebody else pitches it
shelf-put-up = { $name }, just put up
shelf-wishes = { $n ->
    [one] { $name }, 1 wish
   *[other] { $name }, { $n } wishes
}

select-count = { $n ->
    [0] Touch sessions to choose them
    [one] 1 chosen
   *[other] { $n } chosen
}
select-done = Done
select-more = More…
select-move = { $n ->
    [one] Move it…
   *[other] Move them…
}
select-shelf = To the shelf
select-earlier = One slot earlier
select-later = One slot later
select-pin = Pin
select-unpin = Unpin
select-cancel = { $n ->
    [one] Cancel it
   *[other] Cancel them
}
select-uncancel = { $n ->
    [one] It takes place after all
   *[other] They take place after all
}
select-stream = Stream…
select-stream-title = Into which stream?
select-stream-none = No stream
select-merge = Make one of two…

sheet-extent = Time and rooms…
sheet-pin = Pin to its place
sheet-unpin = Let it move again
sheet-select = Select several
sheet-merge = Merge into…
sheet-unmerge = Make “{ $title }” a pitch of its own again

ask-pinned = “{ $title }” is pinned to its place
ask-pinned-move = Move it all the same

question-over = Somebody changed this at another device just now. Nothing was done here
question-look = Look at the board

choose-instead = Take its place; it goes to the shelf

merge-title = Make one pitch of the two?
merge-how = Hosts and interest of both stay. It can be undone, and taken apart again later
merge-keep = Keep the title “{ $title }”
merge-into-title = Merge “{ $title }” into which pitch?
merge-into-word = Only with this word
merge-into-alike = About the same
merge-into-others = Waiting for a place
merge-into-none = No other pitch fits
merge-into-one = { $title }{ $hosts ->
    [none] {""}
   *[other] {" "}· { $hosts }
}

room-close = Close this room for everybody
room-open = Open this room again
room-closed-how = Closed: nothing can be put here until it is open again
room-ahead = { $n ->
    [0] Nothing is still to come here
    [one] 1 session is still to come here
   *[other] { $n } sessions are still to come here
}
room-move = { $seats ->
    [0] Move “{ $title }” to { $room }
   *[other] Move “{ $title }” to { $room } ({ $seats } people)
}

fill-title = What goes here? { $place }
fill-session = { $dots ->
    [0] { $title }
   *[other] { $title } · { $dots } interested
}
fill-new-title = Title of a new session
fill-new = New here

extent-title = Time and rooms of “{ $title }”
extent-slots = { $n ->
    [one] 1 slot · { $when }
   *[other] { $n } slots · { $when }
}
extent-start-earlier = Begin { $n } minutes earlier
extent-start-later = Begin { $n } minutes later
extent-shorter = { $n } minutes shorter
extent-longer = { $n } minutes longer
extent-rooms = In these rooms at once
extent-save = Save

done-move = Moved “{ $title }” to { $place }
done-shelve = Put “{ $title }” on the shelf
done-swap = Swapped “{ $a }” and “{ $b }”
done-other = Done: { $what }
done-undone = Undone: { $what }
done-again = Do it again
done-undo-spoken = Take this back: { $what }

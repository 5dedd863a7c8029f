# What is on now and next, and the way back to it.

wall-now = Now
wall-next = Next
wall-cell = { $when ->
    [now] Now
   *[next] Next
} in { $room }: { $title }{ $notes }
wall-until = until { $time }
wall-others = { $n ->
    [one] and 1 more here
   *[other] and { $n } more here
}
wall-full = Full
wall-closed = Closed
wall-free = Free
wall-free-until = Free until { $time }
wall-break = { $title } until { $time }
wall-gap = Next sessions at { $time }
wall-ahead = { $title } at { $time }
wall-today = Starts at { $time }
wall-tomorrow = Starts tomorrow { $time }
wall-later = Starts { $day }, { $time }
wall-over = That was the last session. Thank you for coming
wall-nothing = The programme appears here as soon as there is one
wall-large = Large type
wall-announced = { $n ->
    [one] 1 announcement
   *[other] { $n } announcements
}
wall-page = { $page } of { $pages }
wall-page-next = Next rooms
wall-page-back = Previous rooms

idle-count-down = { $n ->
    [one] Back to the start in 1 second: touch to stay
   *[other] Back to the start in { $n } seconds: touch to stay
}
idle-spoken = This kiosk goes back to the start in a few seconds: touch the screen or press a key to stay
wall-moved = { $n } moved lately
wall-moved-more = and { $n } more

# Finding a session.

search-title = Find a session
search-hint = A word, a host, a room or a time
search-clear = Clear the search
search-count = { $n ->
    [one] 1 session
   *[other] { $n } sessions
}
search-none = Nothing found for “{ $typed }”
search-none-how = Try fewer letters or another word: part of a title, a host, a room, or a time such as 14:30
search-within = Only { $name }
search-everywhere = { $said }: search everywhere again
search-now = On now
search-closed = { $place } · room closed
search-next = Next: { $when }
search-over = Over
search-over-at = Over · { $place }
search-rooms = Rooms
search-streams = Streams
search-more = { $n ->
    [one] 1 more on the wall
   *[other] { $n } more on the wall
}
search-result = { $title }, { $place }{ $hosts ->
    [none] {""}
   *[other] , { $hosts }
}

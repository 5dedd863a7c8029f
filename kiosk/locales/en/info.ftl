# The information page.

info-title = Information
info-empty = The organisers have not written anything here yet: ask them about wifi, first aid and the code of conduct
info-rooms = How to get there
info-seats = { $n ->
    [one] Room for 1
   *[other] Room for { $n }
}
info-import = Import a programme…
info-history = History: the board as it was, and who did what
info-upkeep = The event: days, slots, rooms, streams…

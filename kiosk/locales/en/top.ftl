# The bar above every page.

top-find = Find a session or a person
top-find-short = Find
top-found = “{ $typed }”: { $n ->
    [one] 1 found
   *[other] { $n } found
}
top-day-found = { $day } ({ $n })
top-wall = Now and next
top-board = Board
top-moved = What moved
top-info = Information
top-pitch = Pitch a session
top-language = Cymraeg
top-language-short = CY
top-unlock = Unlock editing
top-lock = Lock editing
top-redo = Do again: { $what }
top-set-pin = Set a PIN for editing
top-choose-pin = Choose a PIN to edit at this device

# The state of the data, and notices.

chip-opening = Checking the saved board…
chip-not-saved = Not saved: editing is off
chip-not-joined = Not joined
chip-sample = Sample, on this device only
chip-away = Working on its own
chip-away-since = On its own since { $time }
chip-away-outbox = { $n ->
    [one] On its own · 1 edit saved here
   *[other] On its own · { $n } edits saved here
}
chip-opening-short = Checking…
chip-not-saved-short = Not saved
chip-sample-short = Sample
chip-away-short = On its own
chip-away-outbox-short = { $n ->
    [one] 1 edit saved here
   *[other] { $n } edits saved here
}
chip-sending = { $n ->
    [one] Sending 1 edit
   *[other] Sending { $n } edits
}
chip-catching-up = Catching up
chip-up-to-date = Up to date
chip-spoken = State of the data: { $text }

data-title = Is everything safe?
data-here = Here
data-server = On the server
data-heard = Last heard
data-close = Close
here-opening = Checking the saved board…
here-saved = Saved on this device
here-not-saved = Not saved on this device: { $why }
server-never = This device has not met a server yet: what is done here waits on it
server-not-joined = This kiosk has not joined an event
server-sample = This is a sample: it is on this device only, and meets no server
server-outbox = { $n ->
    [one] 1 edit is not yet on the server
   *[other] { $n } edits are not yet on the server
}
server-has-all = Everything from this device is on the server
server-catching-up = Receiving what others edited
heard-connected = Connected to the server now
heard-not-joined = There is no server to hear of yet
heard-sample = This is a sample, on this device only
heard-away = Server last heard of at { $time }: this board may differ from other screens. { $why }
heard-never = The server has not been heard of since this kiosk started: this board may differ from other screens. { $why }
heard-now-short = Connected
heard-away-short = Server last heard of at { $time }
heard-never-short = No server heard of yet
clock-doubtful = A clock is in doubt: times of edits may be wrong

notice-not-accepted = This edit was saved here and is not on the board, because the server did not accept it: { $what }. { $why }
notice-repaired = { $n ->
    [one] 1 damaged row was set aside; what stood in it comes back if another device or a server has it
   *[other] { $n } damaged rows were set aside; what stood in them comes back if another device or a server has it
}
notice-dismiss = Dismiss this message
notice-more = { $text } ({ $n ->
    [one] 1 more
   *[other] { $n } more
})
notice-undo-rest = Undo the rest
merged-banner = Merged { $edits ->
    [one] 1 edit
   *[other] { $edits } edits
} from { $devices ->
    [one] 1 device
   *[other] { $devices } devices
}
merged-need = { $merged }; { $n ->
    [one] 1 needs you
   *[other] { $n } need you
}
merged-look = Look at them

failed-not-saved = Nothing was done: the disk of this device does not take it
failed-bad-link = This is not a join link: it begins with campboard:// and comes from an organiser
failed-other-event = This device belongs to another event: use another device, or another data folder
failed-no-file = { $name } cannot be opened: is it still there, and is it a schedule?
failed-not-written = The folder takes no file: is it full, or write-protected?
failed-too-many = That would take back { $n } edits, and { $most } at once are the most: choose a later moment
failed-busy = This kiosk has too much to do at the moment: try again

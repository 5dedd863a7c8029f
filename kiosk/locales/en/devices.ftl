# The devices of the event, for organisers.

devices-tab = Devices
devices-lead = { $n ->
    [one] 1 device of this event is known here
   *[other] { $n } devices of this event are known here
}
devices-server = server
devices-revoked = shut out
devices-this = this one
devices-editing = { $who } edits there now
devices-no-edits = no edit of it is known here
devices-edits = { $n ->
    [one] 1 edit known here
   *[other] { $n } edits known here
}, last at { $time } ({ $ago }){ $doubt ->
    [yes] , by a clock that is not sure
   *[no] {""}
}
devices-key = key { $key }
devices-change = Change…
devices-change-spoken = Change { $name }
devices-title = Device: { $name }
devices-name = Name of this device
devices-rename = Save the name
devices-role = What may be done on it?
devices-may = { $role ->
    [volunteer] Volunteer: moves sessions
    [kiosk] Kiosk: takes pitches and interest
    [viewer] Viewer: only shows the board
   *[organiser] Organiser: everything
}
devices-organiser = An organiser’s device: only the root words of the event give or take that
devices-revoke = Shut it out…
devices-revoke-how = A server shuts it out as soon as it hears of this, and it stays shut out until it gets a role again. What was done on it stays
devices-revoke-sure = Shut it out now
devices-revoke-not = Leave it in
devices-no-report = it has not said anything of itself yet
devices-place-at = stands at: { $place }
devices-idle-at = { $idle ->
    [wall] shows now and next
    [large-wall] shows now and next in large type
    [board] shows the board
    [moved] shows what moved
   *[as-started] shows what it was started with
}
devices-version = version { $version }
devices-behind = { $n ->
    [one] 1 edit behind the server
   *[other] { $n } edits behind the server
}
devices-free = { $low ->
    [yes] only { $size } free on its disk
   *[no] { $size } free on its disk
}
devices-clock = its clock is not sure
devices-serves = it is the server, too
devices-place = Where it stands
devices-place-save = Save the place
devices-idle = What it shows while nobody uses it
devices-idle-choose = { $idle ->
    [wall] Now and next
    [large-wall] Now and next, large type
    [board] The board
    [moved] What moved lately
   *[as-started] As it was started
}
devices-message = A message on its screen
devices-message-on = “{ $text }” until { $until }
devices-message-text = The message
devices-message-write = Write the message first
devices-message-text-cy = The message in Welsh
devices-message-for = { $unit ->
    [hours] { $n ->
        [one] for 1 hour
       *[other] for { $n } hours
    }
   *[minutes] { $n ->
        [one] for 1 minute
       *[other] for { $n } minutes
    }
}
devices-message-show = Show the message
devices-message-down = Take the message down
devices-away-later = A device that is away does it as soon as it is back

# The devices of the event, for organisers.

devices-tab = Devices
devices-lead = { $n ->
    [one] 1 device of this event is known here
   *[other] { $n } devices of this event are known here
}
devices-server = server
devices-revoked = shown out
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
devices-revoke = Show it out…
devices-revoke-how = A server shuts it out as soon as it hears of this, and it stays shut out until it gets a role again. What was done on it stays
devices-revoke-sure = Show it out now
devices-revoke-not = Leave it in

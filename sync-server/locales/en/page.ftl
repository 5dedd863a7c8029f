# The page of devices, for organisers who have signed in at the server.

page-sign-in = Sign in
page-sign-in-about = This signs you in as an organiser on this device, once.
page-not-signed-in = Not signed in
page-link-used = This link was used, or its time is over. Ask whoever runs the server for a new one.
page-sign-in-first = Sign in first
page-sign-in-how = This page is for organisers. Whoever runs the server makes a link, which works once, for a quarter of an hour, with
page-sign-out = Sign out
page-not-done = Not done
page-not-own = The form came from another page. Load this one again, and fill in the form here.
page-not-sure = Say that you are sure: tick the box, then try again.
page-why = The server said why:
page-back = Back to the devices
page-not-now = Not now
page-not-now-about = The server does not answer just now. Try again in a minute.
page-title = { $event }: devices
page-count = { $n ->
    [one] 1 device, as of { $time }. Load the page again for a later look.
   *[other] { $n } devices, as of { $time }. Load the page again for a later look.
}
page-no-backup = There is no backup yet.
page-backup = { $n ->
    [one] The last backup is 1 minute old.
   *[other] The last backup is { $n } minutes old.
}
page-backup-old = { $n ->
    [one] The last backup is 1 minute old: look whether the server’s disk has room.
   *[other] The last backup is { $n } minutes old: look whether the server’s disk has room.
}
page-free = { $size } are free on the disk.
page-size = { $unit ->
    [gb] { $n } GB
   *[mb] { $n } MB
}
page-servers = Servers
page-this-server = This server
page-other-server = Another server of the event: how it stands is on its own page, and here when it is connected
page-kept-server = Not a server at present: what it had, or its key, is on { $device }
page-revoked-server = Shut out: no device follows it
page-devices = Devices
page-role = { $role ->
    [organiser] organiser
    [volunteer] volunteer
    [kiosk] kiosk
   *[viewer] viewer
}
page-message = Shows until { $time }: “{ $text }”
page-rehearses = Rehearses an outage until { $time }
page-change = Change { $name }
page-same = Has everything, and nothing that is not here
page-connected = { $n ->
    [0] Connected
    [one] Connected, with 1 edit not yet on the server
   *[other] Connected, with { $n } edits not yet on the server
}
page-heard = { $n ->
    [0] Last heard of at { $time }
    [one] Last heard of at { $time } with 1 edit not yet on the server
   *[other] Last heard of at { $time } with { $n } edits not yet on the server
}
page-unheard = Not heard of yet: it may hold edits
page-shows = { $idle ->
    [wall] shows now and next
    [large-wall] shows now and next in large type
    [board] shows the board
    [moved] shows what moved
   *[as-started] shows what it was started with
}
page-version = version { $version }
page-behind = { $n ->
    [one] 1 edit behind the server
   *[other] { $n } edits behind the server
}
page-free-there = { $size } free on its disk
page-clock = its clock is not sure
page-edits = { $person } edits there now
page-serves = it is a server, too
page-name = Name
page-name-save = Save the name
page-place = Where it stands
page-place-save = Save the place
page-idle = While nobody uses it
page-idle-name = { $idle ->
    [wall] now and next
    [large-wall] now and next in large type
    [board] the board
    [moved] what moved
   *[as-started] what it was started with
}
page-idle-save = Show that
page-text = Message on its screen
page-for = for
page-minutes = { $n ->
    [60] an hour
   *[other] { $n } minutes
}
page-text-save = Show the message
page-text-down = An empty message takes the present one down.
page-sure = I am sure
page-revoke = Show it out

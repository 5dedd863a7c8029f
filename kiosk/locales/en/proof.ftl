# The proof after an outage: what is here, and which devices are identical.

proof-title = Proof
proof-looking = Asking what every device has
proof-whole = { $of ->
    [one] Restored: the only device of the event has everything
    [2] Restored: both devices are identical
   *[other] Restored: all { $of } devices are identical
}
proof-part = Not restored yet: { $left } of { $of } devices to go
proof-next = Bring { $names } to the network, or carry the board of each here on a stick
proof-no-server = No server is connected: what the other devices have is not known
proof-counts = { $sessions ->
    [one] 1 session
   *[other] { $sessions } sessions
}, { $edits ->
    [one] 1 edit
   *[other] { $edits } edits
}
proof-about = Identical means: the edits, the devices that are let in and the names of people are just those on the server, and no edit waits to be sent
proof-member = { $name } ({ $role })
proof-member-here = { $name } ({ $role }), this device
proof-same = Has everything that the server has, and no edit that waits
proof-here = This device: everything it has is counted here
proof-differs = { $n ->
    [0] Connected, and still catching up
    [one] Connected, with 1 edit not yet on the server
   *[other] Connected, with { $n } edits not yet on the server
}
proof-silent = Connected, but does not say what it holds: update its program
proof-heard = Last heard of at { $time } ({ $ago }) { $known ->
    [no] and not asked what it holds
   *[yes] { $n ->
        [0] with everything on the server; it may hold what was edited there since
        [one] with 1 edit not yet on the server
       *[other] with { $n } edits not yet on the server
    }
}
proof-never = No server that is known here has heard of it: it may hold edits
proof-edits = { $n ->
    [0] No edit of its own is here
    [one] 1 edit of its own is here, from { $time }
   *[other] { $n } edits of its own are here, the latest from { $time }
}{ $doubt ->
    [yes] {" "}by a clock that was not sure
   *[no] {""}
}
proof-more = { $n ->
    [one] Show 1 more device
   *[other] Show { $n } more devices
}

# Rehearsals: devices do for some time as if the server were gone, or as if it were another hour.

rehearse-band = Rehearsal until { $until }: { $what ->
    [gone] this kiosk does as if the server were gone. Edits are kept, and merged when it ends
    [both] this kiosk does as if the server were gone, and shows another time. Edits are kept
   *[clock] this kiosk shows another time than it is
}
rehearse-end = End it now
rehearse-seen = Put the result away
rehearse-lasted = { $n ->
    [0] The rehearsal lasted less than a minute
    [one] The rehearsal lasted 1 minute
   *[other] The rehearsal lasted { $n } minutes
}
rehearse-edits = { $n ->
    [0] No edit was made on this device meanwhile
    [one] 1 edit was made on this device meanwhile
   *[other] { $n } edits were made on this device meanwhile
}
rehearse-not-merged = It has not met the server since
rehearse-merged = { $n ->
    [0] Nothing had to be merged afterwards
    [one] 1 edit was merged afterwards
   *[other] { $n } edits were merged afterwards
}
rehearse-clashes = { $n ->
    [0] Nothing new needs a person
    [one] 1 thing more needs a person
   *[other] { $n } things more need a person
}
rehearse-going = rehearses until { $until }
rehearse-ordered = is to rehearse until { $until }, and has not heard of it yet
rehearse-open = Rehearse an outage…
rehearse-title = Rehearsal
rehearse-about = The chosen devices do for some time as if it were so, say so on their screens, and go on by themselves at the end, also after a restart. Whoever stands there can end it
rehearse-what = What is rehearsed?
rehearse-gone = The server is gone
rehearse-clock = It is another hour
rehearse-day = Which day?
rehearse-time = Time it shows at the start
rehearse-time-wrong = Write a time such as 09:30
rehearse-long = For how long?
rehearse-minutes = { $n ->
    [one] 1 minute
   *[other] { $n } minutes
}
rehearse-where = On which devices?
rehearse-all = All of them
rehearse-begin = { $n ->
    [0] Choose a device
    [one] Begin on 1 device
   *[other] Begin on { $n } devices
}
rehearse-end-spoken = End the rehearsal on { $name } now
rehearse-now = Rehearsing now
rehearse-on = Rehearse on { $name }

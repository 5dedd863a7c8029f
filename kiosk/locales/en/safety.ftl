# How safe the board is on the server: backups, and what is left of its disk.

safety-title = Backups
safety-none-told = No server is connected that tells of its backups
safety-well = All is well: the last backup is from { $time } ({ $ago })
safety-none = There is no backup yet: the server makes the first one soon after the first edit
safety-space = { $size } are free on the server’s disk
safety-size = { $unit ->
    [gb] { $n } GB
   *[mb] { $n } MB
}
safety-about = The server makes a backup each hour, and before every import and restore. Each is read again before it counts.
safety-old = The server’s last backup is from { $time } ({ $ago }), and there should be one each hour. Look whether the server’s disk has room, and take the board along on a stick until it makes one
safety-full = The server’s disk is full: edits stay on the kiosks until there is room. Delete what is not needed there
safety-filling = Only { $size } are free on the server’s disk. Delete what is not needed there before backups and edits stop
safety-cannot-write = The server cannot write a backup to its folder. Look who owns the folder and whether the disk is read-only
safety-unsound = The server’s last backup could not be read again as it was written: its disk may be failing. Take the board along on a stick, and get ready to move the server
safety-second = The backup was made, but not the copy on the second disk. Look whether that disk is connected
safety-no-room = The server’s disk has no room for a backup. Delete what is not needed there
safety-unknown = The server’s last backup failed. Its log says why
safety-more = { $said } ({ $n ->
    [one] 1 more warning
   *[other] { $n } more warnings
})
safety-look = Look
safety-listed = { $why ->
    [hourly] Each hour
    [import] Before an import
    [restore] Before going back to an earlier one
    [asked] Asked for
    [upgrade] Before an upgrade
   *[other] For another reason
}
safety-backup = { $date }, { $time } · { $size }
safety-damaged = Damaged: the server keeps it as it is, for whoever may rescue something out of it, and nobody goes back to it from here
safety-time = { $date }, { $time }

# Going back to one.

back-to = Go back to it…
back-to-spoken = Go back to the backup of { $which }…
back-ask = The server goes back to what it had on { $which }. What it has now is kept as a backup first, and devices offer again what they hold: no edit is undone by this. To undo edits, use the history
back-sure = Go back to { $which }
back-leave = Leave it as it is
back-going = The server keeps what it has, and goes back to { $which }…
back-done = The server went back to { $which }. What it had before is in the list
back-silent = The server said nothing: it may be of an older version. Nothing was changed as far as is known; ask whoever runs it
back-not-allowed = Nothing was changed: only an organiser’s device may do this
back-not-there = Nothing was changed: the server has no backup of { $which } any more that is whole
back-busy = Nothing was changed: the server goes back to a backup already. Look again in a minute
back-failed = Nothing was changed: what the server has could not be kept first, or the backup of { $which } cannot be read. Its log says why

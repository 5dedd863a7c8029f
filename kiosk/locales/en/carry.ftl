# The board as one file that a person carries from device to device.

board-file-foreign = This file is not a carried board
board-file-too-new = A newer version of this program wrote this carried board. Update this program, then take it again
board-file-cut-short = This carried board is cut short. Copy it again, and take the stick out only when that is done
board-file-altered = This carried board was altered or is damaged, so nothing of it was taken. Copy it again
board-file-too-large = This carried board is larger than any event, so nothing of it was taken
board-file-other-event = This carried board is of another event, so nothing of it was taken
board-file-no-event = This device is in no event yet. Join the event first
board-file-busy = Another carried board is being taken. Wait until that is done
board-carried = Saved as { $path }{ $lost ->
    [0] { "" }
    [one] . One edit cannot be read from this disk and is not in it: carry the board from another device too
   *[other] . { $lost } edits cannot be read from this disk and are not in it: carry the board from another device too
}
board-taken =
    { $new ->
        [0] Nothing in it is new here ({ $known } edits were known)
        [one] One edit is new here ({ $known } were known)
       *[other] { $new } edits are new here ({ $known } were known)
    }{ $left ->
        [0] { "" }
        [one] . One part was left out: it is not allowed, not whole, or for a newer version
       *[other] . { $left } parts were left out: they are not allowed, not whole, or for a newer version
    }

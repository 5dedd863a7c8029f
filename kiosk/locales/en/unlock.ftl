# The PIN.

unlock-enter = PIN for editing
unlock-choose = Choose a PIN
unlock-choose-how = Four to eight digits. Whoever knows it can move sessions at this device; everybody can still read and pitch.
unlock-first = This device may change the board. Until somebody chooses a PIN here nobody can edit at it, and whoever comes first can choose
unlock-everybody = No PIN: everybody here may edit
unlock-repeat = The same PIN once more
unlock-manage = Editing is unlocked
unlock-wrong = { $n ->
    [0] That is not the PIN. Try again
    [one] That is not the PIN. 1 try is left before a pause
   *[other] That is not the PIN. { $n } tries are left before a pause
}
unlock-differ = The two were not the same. Choose again
unlock-not-saved = The PIN was not saved. Try again
unlock-wait = Nothing that is typed until then counts
tries-wait-seconds = { $n ->
    [one] Too many tries: wait 1 second
   *[other] Too many tries: wait { $n } seconds
}
tries-wait-minutes = { $n ->
    [one] Too many tries: wait 1 minute
   *[other] Too many tries: wait { $n } minutes
}
unlock-name = Your name, shown beside your edits (optional)
unlock-name-hint = With the same name you can still undo what you did here before
unlock-change = Change the PIN
unlock-remove = Take the PIN away
unlock-back = Delete the last digit
unlock-ok = OK
unlock-digits = { $n ->
    [0] No digit typed
    [one] 1 digit typed
   *[other] { $n } digits typed
}
unlock-editing = { $named ->
    [no] Editing
   *[other] Editing · { $who }
}
unlock-editing-spoken = { $named ->
    [no] Editing is unlocked: lock it, or change the PIN
   *[other] Editing is unlocked by { $who }: lock it, or change the PIN
}

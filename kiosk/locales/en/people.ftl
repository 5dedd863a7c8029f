# The names of people, and erasing them.

people-tab = Names
people-none = No name is known here
people-find = Only names with these letters
people-all = Erase all names…
people-erase = Erase…
people-erase-spoken = Erase the name { $name }
people-title = Erase the name { $name }?
people-title-all = { $n ->
    [one] Erase the one name that is known here?
   *[other] Erase all { $n } names that are known here?
}
people-for-ever = This cannot be undone: what is erased is gone for ever, and nobody can give it back
people-where = It goes from every screen and every device, as each hears of it, and from what the servers keep and back up. Sessions stay, without the name
people-files = Carried boards, exports and prints in the own folder of a device are deleted, and damaged files that were set aside keep only what can be read in them
people-damaged = { $n ->
    [one] This device has 1 damaged file: what cannot be read in it is deleted for ever. Other devices may have some, too
   *[other] This device has { $n } damaged files: what cannot be read in them is deleted for ever. Other devices may have some, too
}
people-counting = The damaged files of this device are being counted…
people-uncounted = This device could not count its damaged files. If it has any, what cannot be read in them is deleted for ever with the names. It counts again by itself
people-beyond = Out of reach: boards that were carried away on sticks, exports and paper elsewhere, files to import, and other copies
people-texts = { $n ->
    [0] The name also stands in something that was typed, and stays there until somebody changes it
    [one] The name also stands in the text of 1 session, and stays there until somebody changes it
   *[other] The name also stands in the texts of { $n } sessions, and stays there until somebody changes them
}
people-texts-none = The name stands in no title or text that is known here
people-texts-any = Names that were typed into titles, texts, messages and names of devices stay there, and in the history of the board
people-elsewhere = It stands on the information page or in an announcement, too
people-sure = Erase for ever
people-erased = { $n ->
    [one] 1 name is erased, for ever
   *[other] { $n } names are erased, for ever
}
people-act = { $n ->
    [one] 1 name, on { $by }, { $when }
   *[other] { $n } names, on { $by }, { $when }
}
people-act-some-time = { $n ->
    [one] 1 name, on { $by }
   *[other] { $n } names, on { $by }
}
people-whole = { $n ->
    [one] The only device says that they are gone from its disk
   *[other] All { $n } devices and servers say that they are gone from their disks
}
people-count = { $done } of { $n } devices and servers say that they are gone from their disks
people-gone = Gone
people-gone-since = Gone since { $when }
people-failed = Not gone: its disk did not let it. It tries again
people-not-yet = Not yet
people-shown-out = Shown out: what it still holds is out of reach
people-heard = last heard of { $when }
people-heard-never = not heard of yet
people-heard-server = it says so when it is connected

# Y gorffennol: y bwrdd fel yr oedd, a phwy wnaeth beth.

history-board = Y bwrdd fel yr oedd
history-log = Pwy wnaeth beth
history-by-edit = Fesul golygiad
history-by-minute = Fesul munud
history-any-device = Pob dyfais
history-any-person = Pawb
history-any-kind = Pob math o olygiad
history-reading = Mae’r gorffennol yn cael ei ddarllen
history-moment = { $time } { $weekday } { $day } { $month }
history-now = nawr
history-start = Ni wnaed dim eto
history-the-start = y dechrau cyntaf
history-next = Y golygiad nesaf
history-next-big = Y cam mawr nesaf
history-back = Y golygiad cynt
history-back-big = Y cam mawr cynt
history-scrubber = Trwy’r gorffennol: { $what }, { $n } o { $of }
history-last-act = { $kind }{ $about ->
    [session] : “{ $title }”
   *[none] {""}
}, gan { $who }
history-came = { $n ->
    [zero] { $said }. Daeth { $device } yn ôl heb olygiad
    [one] { $said }. Daeth { $device } yn ôl gydag 1 golygiad
    [two] { $said }. Daeth { $device } yn ôl gyda 2 olygiad
    [few] { $said }. Daeth { $device } yn ôl gyda { $n } golygiad
    [many] { $said }. Daeth { $device } yn ôl gyda { $n } golygiad
   *[other] { $said }. Daeth { $device } yn ôl gyda { $n } golygiad
}
history-person-at = { $person }, { $device }
history-mark-import = Mewnforio
history-mark-apart = Aeth dyfais ymlaen ar ei phen ei hun
history-mark-came = Daeth dyfais yn ôl
history-mark-undo = Dadwneud
history-mark-compare = Cymharu â’r foment hon y mae
history-mark-back = Wedi’i adfer
history-as-it-was = Fel yr oedd am { $when }
history-before-all = Fel yr oedd cyn gwneud dim
history-differ = { $n ->
    [0] Nid oes dim yn wahanol i nawr
    [one] Mae 1 peth yn wahanol nawr
    [two] Mae 2 beth yn wahanol nawr
    [few] Mae { $n } pheth yn wahanol nawr
    [many] Mae { $n } pheth yn wahanol nawr
   *[other] Mae { $n } o bethau’n wahanol nawr
}
history-differ-other = O { $from } i { $to }: { $n ->
    [0] nid oes dim yn wahanol
    [one] mae 1 peth yn wahanol
    [two] mae 2 beth yn wahanol
    [few] mae { $n } pheth yn wahanol
    [many] mae { $n } pheth yn wahanol
   *[other] mae { $n } peth yn wahanol
}
history-same = Nid oes dim yn wahanol
history-order-only = Trefn yr ystafelloedd neu’r ffrydiau yn unig
history-try-again = Rhoi cynnig arall arni
history-empty = Nid oedd bwrdd eto
history-bring-back = Adfer…
history-compare = Cymharu â’r foment hon
history-compare-now = Cymharu â nawr
history-show-list = Beth sy’n wahanol
history-show-board = Beth sy’n wahanol
history-bring-back-title = Adfer
history-bring-back-lead = Fel yr oedd am { $when }
history-what-all = Popeth
history-what-day = Un diwrnod
history-what-room = Un ystafell
history-what-session = Un sesiwn
history-what-person = Beth wnaeth un person ers hynny
history-what-device = Beth wnaeth un ddyfais ers hynny
history-preview-reading = Rydym yn gweld beth fyddai’n newid
history-preview-nothing = Nid oes dim i’w adfer: mae fel yr oedd
history-preview = { $n ->
    [zero] Ni fyddai dim yn newid
    [one] Byddai 1 peth yn newid
    [two] Byddai 2 beth yn newid
    [few] Byddai { $n } pheth yn newid
    [many] Byddai { $n } pheth yn newid
   *[other] Byddai { $n } o bethau’n newid
}
history-nothing-is-lost = Ni chollir dim: golygiad yw hwn y gallwch ei ddadwneud
history-do-bring-back = Ei adfer
history-words = Chwilio am sesiwn, ystafell neu ddiwrnod
history-export = Cadw fel tabl…
history-export-going = Yn ysgrifennu: { $done } o { $of } golygiad
history-export-stop = Peidio â’i ysgrifennu
history-found = { $n ->
    [zero] Dim golygiadau
    [one] 1 golygiad
    [two] 2 olygiad
    [few] { $n } golygiad
    [many] { $n } golygiad
   *[other] { $n } golygiad
}
history-found-so-far = { $n ->
    [zero] Dim golygiadau hyd yma
    [one] 1 golygiad hyd yma
    [two] 2 olygiad hyd yma
    [few] { $n } golygiad hyd yma
    [many] { $n } golygiad hyd yma
   *[other] { $n } golygiad hyd yma
}
history-take-back-device = Dadwneud popeth a wnaeth { $device } o olygiad { $n } ymlaen…
history-by = { $when }, { $who }
history-by-doubtful = tua { $when } (mae ei chloc yn ansicr), { $who }
history-act = { $kind }: { $about }
history-act-placed = { $kind }: { $about }. O’r blaen: { $from }. Wedyn: { $to }
history-act-merged = { $kind }: { $about }. Yn rhan o: “{ $into }”
history-more = { $n ->
    [zero] dim mwy
    [one] 1 arall
    [two] 2 arall
    [few] { $n } arall
    [many] { $n } arall
   *[other] { $n } arall
}
history-quoted = “{ $name }”
history-event = y digwyddiad
history-nothing = dim
history-new = Newydd: { $name }
history-removed = Wedi’i dynnu: { $name }
history-there-again = Yno eto: { $name }
history-not-yet = Ddim yno eto: { $name }
history-would-go = Byddai’n mynd: { $name }
history-moved = { $name }. O’r blaen: { $from }. Wedyn: { $to }
history-changed-to = { $name }, { $field }. O’r blaen: { $from }. Wedyn: { $to }
history-set-to = { $name }, { $field }. Gosodwyd: { $to }
history-event-set-to = { $code ->
    [name] Enw’r digwyddiad
    [venue] Lleoliad
    [zone] Cylchfa amser
    [info] Tudalen wybodaeth
   *[other] Tudalen wybodaeth yn Gymraeg
}. Gosodwyd: { $to }
history-changed = { $name }: newidiodd { $field }
history-state = { $field ->
    [cancelled] { $yes ->
        [yes] Mae { $name } wedi’i chanslo
       *[no] Mae { $name } ymlaen wedi’r cyfan
    }
    [pinned] { $yes ->
        [yes] Mae { $name } wedi’i phinio
       *[no] Nid yw { $name } wedi’i phinio mwyach
    }
    [hidden] { $yes ->
        [yes] Mae { $name } wedi’i chuddio
       *[no] Mae { $name } i’w gweld eto
    }
    [full] { $yes ->
        [yes] Mae { $name } yn llawn
       *[no] Mae lle yn { $name } eto
    }
   *[closed] { $yes ->
        [yes] Mae { $name } ar gau
       *[no] Mae { $name } ar agor eto
    }
}
history-kind = { $kind ->
    [event] Ffeithiau am y digwyddiad
    [day] Diwrnod
    [stream] Ffrwd
    [room] Ystafell
    [slot] Slot
    [fixed] Eitem sefydlog
    [remove] Wedi’i dynnu
    [restore] Wedi’i roi’n ôl
    [pitch] Wedi’i chynnig
    [edit] Wedi’i golygu
    [place] Wedi’i symud
    [swap] Wedi’u cyfnewid
    [cancel] Wedi’i chanslo
    [uncancel] Ymlaen wedi’r cyfan
    [withdraw] Wedi’i thynnu’n ôl
    [unwithdraw] Heb ei thynnu’n ôl wedi’r cyfan
    [dot] Diddordeb
    [undot] Diddordeb wedi’i dynnu’n ôl
    [settle] Dywedwyd bod gwrthdaro’n iawn
    [choose] Wedi’i ddewis
    [undo] Wedi’i ddadwneud
    [import] Wedi’i fewnforio
    [source] Ffynhonnell wedi’i nodi
    [hide] Wedi’i chuddio neu ei dangos eto
    [announce] Wedi’i gyhoeddi
    [pin] Wedi’i phinio neu ei rhyddhau
    [merge] Wedi’u huno
    [unmerge] Wedi’u dad-uno
    [together] Sawl peth ar unwaith
    [close] Ystafell wedi’i chau neu ei hagor
    [full] Yn llawn neu’n rhydd eto
    [back] Wedi’i adfer
    [rename] Enw wedi’i gywiro
   *[other] Wedi’i olygu
}

# Y digwyddiad ei hun: ei ffeithiau, ei ddyddiau, ei slotiau a’i egwyliau, ei ystafelloedd a’i ffrydiau.

upkeep-title = Y digwyddiad
upkeep-begin = Gosod dyddiau, slotiau ac ystafelloedd
upkeep-facts = Ffeithiau
upkeep-days = Dyddiau
upkeep-slots = Slotiau ac egwyliau
upkeep-rooms = Ystafelloedd
upkeep-streams = Ffrydiau
upkeep-nothing = Dim byd yma eto
upkeep-empty = dim byd eto

upkeep-add-day = Ychwanegu diwrnod
upkeep-add-slot = Ychwanegu slot
upkeep-add-fixed = Ychwanegu egwyl
upkeep-add-room = Ychwanegu ystafell
upkeep-add-stream = Ychwanegu ffrwd
upkeep-change-facts = Newid y ffeithiau
upkeep-form-event = Ffeithiau am y digwyddiad
upkeep-form-day = Newid y diwrnod hwn
upkeep-form-slot = Newid y slot hwn
upkeep-form-fixed = Newid yr egwyl hon
upkeep-form-room = Newid yr ystafell hon
upkeep-form-stream = Newid y ffrwd hon
upkeep-save = Cadw

upkeep-event-name = Enw’r digwyddiad
upkeep-venue = Lleoliad
upkeep-zone = Cylchfa amser
upkeep-zone-hint = Fel Europe/London. Ynddi hi y mae holl amserau’r digwyddiad
upkeep-info = Tudalen wybodaeth yn Saesneg
upkeep-info-hint = Wifi, cymorth cyntaf, pwy i’w holi. Pennawd yw llinell sy’n dechrau â # neu’n gorffen â cholon
upkeep-info-cy = Tudalen wybodaeth yn Gymraeg
upkeep-name = Enw
upkeep-name-cy = Enw yn Gymraeg
upkeep-date = Dyddiad
upkeep-date-hint = Blwyddyn, mis, diwrnod: fel 2026-06-20
upkeep-day-name = Enw’r diwrnod
upkeep-day-name-hint = Heb enw, dangosir diwrnod yr wythnos
upkeep-day-name-cy = Enw’r diwrnod yn Gymraeg
upkeep-capacity = Seddi
upkeep-capacity-hint = Gadewch yn wag os nad oes neb wedi’u cyfri
upkeep-way = Sut i gyrraedd
upkeep-way-hint = Un frawddeg, o’r brif fynedfa
upkeep-way-cy = Sut i gyrraedd, yn Gymraeg
upkeep-mark = Nod arall
upkeep-marks = Nodau
upkeep-start = Yn dechrau am
upkeep-start-hint = Fel 10:30. Hanner awr wedi hanner nos y noson honno yw 24:30
upkeep-minutes = Munudau
upkeep-fixed-title = Beth ydyw
upkeep-fixed-title-hint = Cinio, egwyl, y croeso
upkeep-fixed-title-cy = Beth ydyw, yn Gymraeg
upkeep-on-days = Ar y dyddiau hyn; ar bob un os na ddewisir yr un
upkeep-for-streams = I’r ffrydiau hyn; i bob un os na ddewisir yr un
upkeep-in-rooms = Yn yr ystafelloedd hyn; ym mhob un os na ddewisir yr un
upkeep-wrong-time = Ysgrifennwch amser fel 10:30
upkeep-wrong-minutes = Ysgrifennwch sawl munud, fel 45
upkeep-wrong-capacity = Ysgrifennwch rif, neu ddim byd

upkeep-change = Newid
upkeep-change-spoken = Newid { $name }
upkeep-up = I fyny
upkeep-up-spoken = Symud { $name } i fyny
upkeep-down = I lawr
upkeep-down-spoken = Symud { $name } i lawr
upkeep-close = Cau
upkeep-close-spoken = Cau { $name } i bawb
upkeep-open = Agor
upkeep-open-spoken = Agor { $name } eto
upkeep-remove = Tynnu
upkeep-remove-spoken = Tynnu { $name }
upkeep-bring-back = Adfer
upkeep-bring-back-spoken = Adfer { $name }

upkeep-about-day = { $slots ->
    [zero] Dim slotiau
    [one] 1 slot
    [two] 2 slot
   *[other] { $slots } slot
} · { $sessions ->
    [zero] dim sesiynau
    [one] 1 sesiwn
    [two] 2 sesiwn
   *[other] { $sessions } sesiwn
}
upkeep-sessions = { $n ->
    [zero] Dim sesiynau
   *[other] { $n } sesiwn
}
upkeep-slot-with = { $n ->
    [zero] Slot heb sesiynau
   *[other] Slot gyda { $n } sesiwn
}
upkeep-all-rooms = Ym mhob ystafell

upkeep-remove-title = Tynnu { $name }?
upkeep-remove-how = Ni chollir dim: mae sesiynau’n aros lle y’u rhoddwyd, a dywedir wrth bawb sy’n gofalu am y bwrdd nes bod ganddynt le arall. Gellir ei ddadwneud, a’i adfer yn nes ymlaen
upkeep-remove-sure = Ei dynnu er hynny
upkeep-hangs-sessions = { $n ->
    [one] Mae 1 sesiwn wedi’i gosod yno
   *[other] Mae { $n } sesiwn wedi’u gosod yno
}
upkeep-hangs-stream-sessions = Mae { $n } sesiwn yn y ffrwd hon
upkeep-hangs-slots = { $n ->
    [one] Nid yw 1 slot at ddim arall
   *[other] Nid yw { $n } slot at ddim arall
}
upkeep-hangs-fixed = { $n ->
    [one] Nid yw 1 egwyl at ddim arall
    [two] Nid yw 2 egwyl at ddim arall
   *[other] Nid yw { $n } egwyl at ddim arall
}
upkeep-hangs-rooms = { $n ->
    [one] Nid yw 1 ystafell at ddim arall
   *[other] Nid yw { $n } ystafell at ddim arall
}

upkeep-shift = Symud gweddill y diwrnod…
upkeep-shift-title = Symud gweddill { $day }
upkeep-shift-from = Popeth sy’n dechrau o’r amser hwn ymlaen
upkeep-shift-later = { $n ->
    [two] 2 funud yn hwyrach
   *[other] { $n } munud yn hwyrach
}
upkeep-shift-earlier = { $n ->
    [two] 2 funud yn gynharach
   *[other] { $n } munud yn gynharach
}
upkeep-shift-nothing = Ni fyddai dim yn symud
upkeep-shift-moves = { $n ->
    [two] Mae 2 beth yn symud
    [few] Mae { $n } pheth yn symud
    [many] Mae { $n } pheth yn symud
   *[other] Mae { $n } peth yn symud
}
upkeep-shift-line = { $to } yn lle { $from }: { $what }
upkeep-shift-rest = a { $n } arall
upkeep-shift-how = Mae sesiynau’n aros yn eu slotiau a’u hystafelloedd. Gellir ei ddadwneud ag un cyffyrddiad
upkeep-shift-go = Ei symud

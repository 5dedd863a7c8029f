# Beth mae newid yn ei wneud, a pham y gwrthodwyd un.

did-event = ffeithiau am y digwyddiad
did-put = golygu { $name }
did-remove = dileu { $name }
did-restore = adfer { $name }
did-pitch = cynnig “{ $title }”
did-edit = golygu “{ $title }”
did-move = symud “{ $title }”
did-shelve = “{ $title }” i’r silff
did-swap = cyfnewid dwy sesiwn: “{ $a }”, “{ $b }”
did-cancel = canslo “{ $title }”
did-uncancel = cynnal “{ $title }” wedi’r cyfan
did-withdraw = tynnu “{ $title }” yn ôl
did-unwithdraw = adfer “{ $title }”
did-dot = diddordeb yn “{ $title }”
did-undot = tynnu’n ôl y diddordeb yn “{ $title }”
did-settle = dweud bod gwrthdaro yn iawn
did-choose = dewis: { $name }
did-rename = “{ $to }” yw enw “{ $from }” nawr
did-undo = dadwneud
did-bring-back = { $n ->
    [one] un peth wedi’i adfer fel yr oedd
   *[other] { $n } peth wedi’u hadfer fel yr oeddent
}
did-import = { $n ->
    [one] mewnforio 1 peth
    [two] mewnforio 2 beth
    [few] mewnforio { $n } pheth
    [many] mewnforio { $n } pheth
   *[other] mewnforio { $n } peth
}

field = { $field ->
    [title] y teitl
    [text] y testun
    [format] y fformat
    [hosts] yr arweinwyr
    [stream] y ffrwd
    [language] yr iaith
    [links] y dolenni
    [placement] y lle
    [placements] y lle
    [cancelled] y canslo
    [withdrawn] y tynnu’n ôl
    [merged] yr uno
    [hidden] a yw’n gudd
    [pinned] y pin
    [name] yr enw
    [capacity] y maint
    [marks] y nodau
    [way] y ffordd yno
    [streams] y ffrydiau
    [days] y dyddiau
    [order] y drefn
    [date] y dyddiad
    [span] yr amser
    [zone] y gylchfa amser
    [venue] y lleoliad
    [info] y dudalen wybodaeth
    [room] yr ystafell
    [rooms] yr ystafelloedd
    [time] yr amser
    [link] y ddolen
    [mark] y nod
    [tag] y tag
    [tags] y tagiau
    [wish] y dymuniad
    [wishes] y dymuniadau
    [session] y sesiwn
    [source] y ffynhonnell
    [name-cy] yr enw Cymraeg
    [title-cy] y teitl Cymraeg
    [way-cy] y ffordd yno yn Gymraeg
    [info-cy] y dudalen wybodaeth yn Gymraeg
    [text-cy] y testun Cymraeg
    [pins] y pin
    [x1] a yw ar gau
    [full] a yw’n llawn
    [until] y diwedd
    [slip] y cod
    [pitching] pwy sy’n ei gynnig
    [import] y mewnforiad
    [interest] y diddordeb
   *[other] { $field }
}
field-of = { $field } (“{ $name }”)

did-note-source = nodi beth mae’r ffynhonnell yn ei ddweud am “{ $title }”
did-hide = cuddio “{ $title }”
did-show = dangos “{ $title }” eto
did-pin = pinio “{ $title }”
did-unpin = dadbinio “{ $title }”
did-merge = gwneud “{ $a }” yn rhan o “{ $b }”
did-unmerge = gwneud “{ $title }” yn gynnig ar wahân eto
did-close-room = cau { $name }
did-open-room = agor { $name }
did-mark-full = dweud bod “{ $title }” yn llawn
did-mark-free = dweud bod lle eto yn “{ $title }”
did-together = { $n } newid ar unwaith
did-announce = cyhoeddiad “{ $name }”
did-take-down = tynnu “{ $name }” i lawr
announcement-unknown = cyhoeddiad na chlywodd y ciosg hwn amdano eto

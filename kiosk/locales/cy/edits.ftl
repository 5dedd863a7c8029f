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
did-undo = dadwneud
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
   *[other] { $field }
}
field-of = { $field } (“{ $name }”)

role = { $role ->
    [organiser] trefnydd
    [volunteer] gwirfoddolwr
    [kiosk] ciosg
    [viewer] gwyliwr
   *[other] { $role }
}
refused-plan = Ni newidiwyd dim: dim ond dyfais trefnydd a gaiff newid dyddiau, ystafelloedd a slotiau. Rôl y ddyfais hon: { $role }
refused-board = Ni newidiwyd dim: dim ond dyfais gwirfoddolwr neu drefnydd a gaiff symud sesiynau. Rôl y ddyfais hon: { $role }
refused-floor = Ni newidiwyd dim: dim ond dangos y bwrdd y mae’r ddyfais hon. Ei rôl: { $role }
refused-unknown = Ni newidiwyd dim: nid yw { $what } wedi cyrraedd y ciosg hwn eto. Rhowch gynnig arall arni pan fydd yn gyfredol
refused-gone = Ni newidiwyd dim: dilëwyd { $what }. Rhaid adfer yn gyntaf
refused-missing = Ni newidiwyd dim: mae angen { $field } ar { $what }
refused-invalid = Ni newidiwyd dim: { $field } { $problem }
refused-too-large = Ni newidiwyd dim: mae { $have } { $unit } yn ormod ar y tro, { $limit } ar y mwyaf. Gwnewch hynny fesul rhan
refused-not-yours = Ni ellir dadwneud hyn yma: { $why }
refused-changed-since = Ni ddadwnaed dim: mae rhywun wedi newid { $what } ers hynny
refused-nothing = Dim i’w newid: felly y mae hi’n barod
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
announcement-unknown = cyhoeddiad na chlywodd y ciosg hwn amdano eto

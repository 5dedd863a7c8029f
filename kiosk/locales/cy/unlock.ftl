# Y PIN.

unlock-enter = PIN ar gyfer golygu
unlock-choose = Dewiswch PIN
unlock-choose-how = Pedwar i wyth digid. Gall pwy bynnag sy’n ei wybod symud sesiynau ar y ddyfais hon; gall pawb ddarllen a chynnig o hyd.
unlock-first = Gall y ddyfais hon newid y bwrdd. Nes i rywun ddewis PIN yma ni all neb olygu arni, a’r cyntaf a ddaw gaiff ddewis
unlock-everybody = Dim PIN: caiff pawb yma olygu
unlock-repeat = Yr un PIN unwaith eto
unlock-manage = Mae golygu wedi’i ddatgloi
unlock-wrong = { $n ->
    [0] Nid dyna’r PIN. Rhowch gynnig arall arni
    [one] Nid dyna’r PIN. Mae 1 cais ar ôl cyn saib
    [two] Nid dyna’r PIN. Mae 2 gais ar ôl cyn saib
    [few] Nid dyna’r PIN. Mae { $n } chais ar ôl cyn saib
    [many] Nid dyna’r PIN. Mae { $n } chais ar ôl cyn saib
   *[other] Nid dyna’r PIN. Mae { $n } cais ar ôl cyn saib
}
unlock-differ = Nid oedd y ddau yr un fath. Dewiswch eto
unlock-not-saved = Ni chadwyd y PIN. Rhowch gynnig arall arni
unlock-wait = Nid yw dim a deipir tan hynny yn cyfrif
tries-wait-seconds = { $n ->
    [one] Gormod o geisiadau: arhoswch 1 eiliad
    [two] Gormod o geisiadau: arhoswch 2 eiliad
   *[other] Gormod o geisiadau: arhoswch { $n } eiliad
}
tries-wait-minutes = { $n ->
    [one] Gormod o geisiadau: arhoswch 1 munud
    [two] Gormod o geisiadau: arhoswch 2 funud
   *[other] Gormod o geisiadau: arhoswch { $n } munud
}
unlock-name = Eich enw, i’w ddangos wrth eich newidiadau (dewisol)
unlock-name-hint = Gyda’r un enw gallwch ddadwneud yr hyn a wnaethoch yma o’r blaen
unlock-change = Newid y PIN
unlock-remove = Dileu’r PIN
unlock-back = Dileu’r digid olaf
unlock-ok = Iawn
unlock-digits = { $n ->
    [zero] Dim digid wedi’i deipio
    [two] 2 ddigid wedi’u teipio
   *[other] { $n } digid wedi’u teipio
}
unlock-editing = { $named ->
    [no] Golygu
   *[other] Golygu · { $who }
}
unlock-editing-spoken = { $named ->
    [no] Mae golygu wedi’i ddatgloi: ei gloi, neu newid y PIN
   *[other] Datglowyd golygu gan { $who }: ei gloi, neu newid y PIN
}

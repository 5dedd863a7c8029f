# Y PIN.

unlock-enter = PIN ar gyfer golygu
unlock-choose = Dewiswch PIN
unlock-choose-how = Pedwar i wyth digid. Gall pwy bynnag sy’n ei wybod symud sesiynau ar y ddyfais hon; gall pawb ddarllen a chynnig o hyd.
unlock-repeat = Yr un PIN unwaith eto
unlock-manage = Mae golygu wedi’i ddatgloi
unlock-wrong = Nid dyna’r PIN. Rhowch gynnig arall arni
unlock-differ = Nid oedd y ddau yr un fath. Dewiswch eto
unlock-not-saved = Ni chadwyd y PIN. Rhowch gynnig arall arni
unlock-wait = { $n ->
    [one] Gormod o gynigion: arhoswch 1 eiliad
    [two] Gormod o gynigion: arhoswch 2 eiliad
   *[other] Gormod o gynigion: arhoswch { $n } eiliad
}
unlock-name = Eich enw, i’w ddangos wrth eich newidiadau (dewisol)
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

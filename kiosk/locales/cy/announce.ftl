# Cyhoeddiadau: beth mae pob sgrin yn ei ddweud, a’r ddalen sy’n eu hysgrifennu.

announce-open = Cyhoeddiadau
announce-title = Cyhoeddiadau ar bob sgrin
announce-none = Does dim cyhoeddiad ar hyn o bryd
announce-present = Ar bob sgrin nawr
announce-new = Cyhoeddiad newydd
announce-change = Newid y cyhoeddiad hwn
announce-another = Ysgrifennu un arall
announce-draft = Dal ati â’r un newydd
announce-text = Yn Saesneg
announce-text-cy = Yn Gymraeg
announce-text-cy-hint = Os yw hwn yn wag, bydd sgriniau Cymraeg yn dangos yr un Saesneg
announce-wrong-over = Mae’r amser hwn wedi mynd heibio: dewiswch un arall
announce-wrong-empty = Ysgrifennwch yr hyn y dylai pawb ei wybod, yn un o’r ddwy iaith
announce-until = Am ba hyd?
announce-minutes = { $n ->
    [60] Am awr
   *[other] Am { $n } munud
}
announce-slot = Tan ddiwedd y slot hwn, { $until }
announce-removed = Nes iddo gael ei dynnu i lawr
announce-kept = Fel o’r blaen, { $until }
announce-until-time = tan { $time }
announce-until-date = tan { $date }, { $time }
announce-until-removed = nes iddo gael ei dynnu i lawr
announce-preview = Ar y wal
announce-away = Mae’r ciosg hwn ar ei ben ei hun: bydd sgriniau eraill yn ei ddangos pan fydd wedi’i gysylltu eto
announce-go = Ei roi ar bob sgrin
announce-save = Cadw’r newid
announce-edit = Newid
announce-edit-spoken = Newid “{ $text }”
announce-down = Tynnu i lawr
announce-down-spoken = Tynnu “{ $text }” i lawr
announce-band = { $n ->
    [one] { $text } · ac 1 cyhoeddiad arall
    [two] { $text } · a 2 gyhoeddiad arall
    [few] { $text } · a { $n } chyhoeddiad arall
    [many] { $text } · a { $n } chyhoeddiad arall
   *[other] { $text } · a { $n } cyhoeddiad arall
}
announce-more = { $n ->
    [one] ac 1 cyhoeddiad arall: gweler Gwybodaeth
    [two] a 2 gyhoeddiad arall: gweler Gwybodaeth
    [few] a { $n } chyhoeddiad arall: gweler Gwybodaeth
    [many] a { $n } chyhoeddiad arall: gweler Gwybodaeth
   *[other] a { $n } cyhoeddiad arall: gweler Gwybodaeth
}

# Ymarferion: mae dyfeisiau’n gwneud am ryw hyd fel petai’r gweinydd wedi mynd, neu fel petai’n awr arall.

rehearse-band = Ymarfer tan { $until }: { $what ->
    [gone] mae’r ciosg hwn yn gwneud fel petai’r gweinydd wedi mynd. Cedwir newidiadau, a’u huno pan ddaw i ben
    [both] mae’r ciosg hwn yn gwneud fel petai’r gweinydd wedi mynd, ac yn dangos amser arall. Cedwir newidiadau
   *[clock] mae’r ciosg hwn yn dangos amser gwahanol i’r gwir amser
}
rehearse-end = Rhoi pen arno nawr
rehearse-seen = Cadw’r canlyniad o’r neilltu
rehearse-lasted = { $n ->
    [0] Parodd yr ymarfer lai na munud
    [zero] Parodd yr ymarfer { $n } munud
    [one] Parodd yr ymarfer 1 funud
    [two] Parodd yr ymarfer 2 funud
    [few] Parodd yr ymarfer { $n } munud
    [many] Parodd yr ymarfer { $n } munud
   *[other] Parodd yr ymarfer { $n } munud
}
rehearse-edits = { $n ->
    [0] Ni wnaed newid ar y ddyfais hon yn y cyfamser
    [zero] Gwnaed { $n } newid ar y ddyfais hon yn y cyfamser
    [one] Gwnaed 1 newid ar y ddyfais hon yn y cyfamser
    [two] Gwnaed 2 newid ar y ddyfais hon yn y cyfamser
    [few] Gwnaed { $n } newid ar y ddyfais hon yn y cyfamser
    [many] Gwnaed { $n } newid ar y ddyfais hon yn y cyfamser
   *[other] Gwnaed { $n } newid ar y ddyfais hon yn y cyfamser
}
rehearse-not-merged = Nid yw wedi cwrdd â’r gweinydd ers hynny
rehearse-merged = { $n ->
    [0] Nid oedd angen uno dim wedyn
    [zero] Unwyd { $n } newid wedyn
    [one] Unwyd 1 newid wedyn
    [two] Unwyd 2 newid wedyn
    [few] Unwyd { $n } newid wedyn
    [many] Unwyd { $n } newid wedyn
   *[other] Unwyd { $n } newid wedyn
}
rehearse-clashes = { $n ->
    [0] Nid oes dim byd newydd sydd angen person
    [zero] Mae { $n } peth arall angen person
    [one] Mae 1 peth arall angen person
    [two] Mae 2 beth arall angen person
    [few] Mae { $n } pheth arall angen person
    [many] Mae { $n } pheth arall angen person
   *[other] Mae { $n } peth arall angen person
}
rehearse-going = yn ymarfer tan { $until }
rehearse-ordered = i ymarfer tan { $until }, a heb glywed am hynny eto
rehearse-open = Ymarfer toriad…
rehearse-title = Ymarfer
rehearse-about = Mae’r dyfeisiau a ddewisir yn gwneud am ryw hyd fel petai felly, yn dweud hynny ar eu sgriniau, ac yn mynd ymlaen ohonynt eu hunain ar y diwedd, hefyd ar ôl ailgychwyn. Gall pwy bynnag sy’n sefyll yno roi pen arno
rehearse-what = Beth sy’n cael ei ymarfer?
rehearse-gone = Mae’r gweinydd wedi mynd
rehearse-clock = Mae’n awr arall
rehearse-day = Pa ddiwrnod?
rehearse-time = Yr amser a ddangosir ar y dechrau
rehearse-time-wrong = Ysgrifennwch amser fel 09:30
rehearse-long = Am ba hyd?
rehearse-minutes = { $n ->
    [zero] { $n } munud
    [one] 1 funud
    [two] 2 funud
    [few] { $n } munud
    [many] { $n } munud
   *[other] { $n } munud
}
rehearse-where = Ar ba ddyfeisiau?
rehearse-all = Pob un ohonynt
rehearse-begin = { $n ->
    [0] Dewiswch ddyfais
    [zero] Dechrau ar { $n } dyfais
    [one] Dechrau ar 1 ddyfais
    [two] Dechrau ar 2 ddyfais
    [few] Dechrau ar { $n } dyfais
    [many] Dechrau ar { $n } dyfais
   *[other] Dechrau ar { $n } dyfais
}
rehearse-end-spoken = Rhoi pen ar yr ymarfer ar { $name } nawr
rehearse-now = Yn ymarfer nawr
rehearse-on = Ymarfer ar { $name }

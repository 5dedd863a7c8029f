# Golygu’r bwrdd: dewis gyda’i gilydd, pinio, uno, cau.

board-density = Pa mor agos at ei gilydd: { $density ->
    [compact] cryno
    [large] mawr
   *[normal] arferol
}
board-select = Dewis sawl sesiwn
board-empty = Dim byd yn { $room } am { $time }: rhowch rywbeth yno
board-closed = Ar gau
board-room-closed = { $name }, ar gau

card-pinned = { $name }, wedi’i phinio
card-differs = { $name }, yn wahanol ar y foment arall
card-parts = { $n ->
    [one] { $name }, gydag 1 cynnig arall ynddi
    [two] { $name }, gyda 2 gynnig arall ynddi
    [few] { $name }, gyda { $n } chynnig arall ynddi
    [many] { $name }, gyda { $n } chynnig arall ynddi
   *[other] { $name }, gyda { $n } cynnig arall ynddi
}
card-presence = { $name }, { $said }
presence-moving = Mae { $who } yn symud hon
presence-looking = Mae { $who } yma
presence-filling-spoken = { $name }. Mae { $who } yma

shelf-sort-pitched = Yn nhrefn eu cynnig
shelf-sort-dots = Y mwyaf poblogaidd yn gyntaf
shelf-sort-stream = Fesul ffrwd
shelf-switches = Trefnu neu hidlo’r rhai sy’n aros
shelf-word = Gyda’r gair hwn
shelf-stream = Yn aros: dim ond { $name }
shelf-nothing = Does dim sy’n aros yn cyd-fynd â’r hidlwyr hyn
shelf-all = Dangos popeth sy’n aros
shelf-for-me = { $name }, rhywun arall sy’n ei chynnig
shelf-put-up = { $name }, wedi’i gosod heb ei chyflwyno
shelf-wishes = { $n ->
    [two] { $name }, 2 ddymuniad
   *[other] { $name }, { $n } dymuniad
}

select-count = { $n ->
    [zero] Cyffyrddwch â sesiynau i’w dewis
    [one] 1 wedi’i dewis
   *[other] { $n } wedi’u dewis
}
select-done = Wedi gorffen
select-more = Mwy…
select-move = { $n ->
    [one] Ei symud…
   *[other] Eu symud…
}
select-shelf = I’r silff
select-earlier = Un slot yn gynharach
select-later = Un slot yn hwyrach
select-pin = Pinio
select-unpin = Dadbinio
select-cancel = { $n ->
    [one] Ei chanslo
   *[other] Eu canslo
}
select-uncancel = { $n ->
    [one] Fe’i cynhelir wedi’r cyfan
   *[other] Fe’u cynhelir wedi’r cyfan
}
select-stream = Ffrwd…
select-stream-title = I ba ffrwd?
select-stream-none = Dim ffrwd
select-merge = Gwneud un o ddwy…

sheet-extent = Amser ac ystafelloedd…
sheet-pin = Pinio yn ei lle
sheet-unpin = Gadael iddi symud eto
sheet-select = Dewis sawl un
sheet-merge = Uno ag un arall…
sheet-unmerge = Gwneud “{ $title }” yn gynnig ar wahân eto

ask-pinned = Mae “{ $title }” wedi’i phinio yn ei lle
ask-pinned-move = Ei symud er hynny

question-over = Newidiodd rhywun hyn ar ddyfais arall y funud hon. Ni wnaed dim yma
question-look = Edrych ar y bwrdd

choose-instead = Cymryd ei lle; mae hi’n mynd i’r silff

merge-title = Gwneud un cynnig o’r ddau?
merge-how = Cedwir arweinwyr a diddordeb y ddau. Gellir ei ddadwneud, a’u gwahanu eto yn nes ymlaen
merge-keep = Cadw’r teitl “{ $title }”
merge-into-title = Uno “{ $title }” â pha gynnig?
merge-into-word = Gyda’r gair hwn
merge-into-alike = Am yr un peth
merge-into-others = Yn aros am le
merge-into-none = Does dim cynnig arall yn cyd-fynd
merge-into-one = { $title }{ $hosts ->
    [none] {""}
   *[other] {" "}· { $hosts }
}

room-close = Cau’r ystafell hon i bawb
room-open = Agor yr ystafell hon eto
room-closed-how = Ar gau: ni ellir rhoi dim yma nes ei bod ar agor eto
room-ahead = { $n ->
    [zero] Does dim ar ôl yma
    [one] Mae 1 sesiwn ar ôl yma
    [two] Mae 2 sesiwn ar ôl yma
   *[other] Mae { $n } sesiwn ar ôl yma
}
room-move = { $seats ->
    [0] Symud “{ $title }” i { $room }
   *[other] Symud “{ $title }” i { $room } (lle i { $seats })
}

fill-title = Beth sy’n mynd yma? { $place }
fill-session = { $dots ->
    [0] { $title }
   *[other] { $title } · { $dots } â diddordeb
}
fill-new-title = Teitl sesiwn newydd
fill-new = Newydd yma

extent-title = Amser ac ystafelloedd “{ $title }”
extent-slots = { $n ->
    [one] 1 slot · { $when }
    [two] 2 slot · { $when }
   *[other] { $n } slot · { $when }
}
extent-start-earlier = Dechrau { $n } munud yn gynharach
extent-start-later = Dechrau { $n } munud yn hwyrach
extent-shorter = { $n } munud yn fyrrach
extent-longer = { $n } munud yn hwy
extent-rooms = Yn yr ystafelloedd hyn ar unwaith
extent-save = Cadw

done-move = Symudwyd “{ $title }”: { $place }
done-shelve = Rhoddwyd “{ $title }” ar y silff
done-swap = Cyfnewidiwyd dwy sesiwn: “{ $a }”, “{ $b }”
done-other = Gwnaed: { $what }
done-undone = Dadwnaed: { $what }
done-again = Ei wneud eto
done-undo-spoken = Tynnu hyn yn ôl: { $what }

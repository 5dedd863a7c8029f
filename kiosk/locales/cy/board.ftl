# Y bwrdd a'r silff.

# Geirfa, yr un gair ym mhob ffeil: session = sesiwn (b), pitch = cynnig (g), host = arweinydd (g),
# stream = ffrwd (b), slot = slot (g), shelf = silff (b), room = ystafell (b), kiosk = ciosg (g),
# device = dyfais (b), server = gweinydd (g), edit = newid (g), clash = gwrthdaro (g),
# organiser = trefnydd (g), volunteer = gwirfoddolwr (g), to place = gosod, to undo = dadwneud.

weekday = { $n ->
    [1] Dydd Llun
    [2] Dydd Mawrth
    [3] Dydd Mercher
    [4] Dydd Iau
    [5] Dydd Gwener
    [6] Dydd Sadwrn
   *[7] Dydd Sul
}
month = { $n ->
    [1] Ionawr
    [2] Chwefror
    [3] Mawrth
    [4] Ebrill
    [5] Mai
    [6] Mehefin
    [7] Gorffennaf
    [8] Awst
    [9] Medi
    [10] Hydref
    [11] Tachwedd
   *[12] Rhagfyr
}
date-long = { $weekday } { $day } { $month } { $year }
day-and-time = { $day } { $time }
day-and-night = { $day } wedi hanner nos, { $time }
from-to = { $from }–{ $to }
day-unknown = diwrnod na chlywodd y ciosg hwn amdano eto
time-unknown = amser anhysbys
place = { $when } · { $rooms }
place-shelf = Yn aros am le
place-slot-unknown = mewn slot na chlywodd y ciosg hwn amdano eto
room-unknown = Ystafell na chlywyd amdani eto ({ $id })
room-unnamed = Ystafell heb enw
removed = { $name } (dilëwyd)
stream-unknown = Ffrwd heb enw
session-unknown = Sesiwn na chlywyd amdani eto
session-untitled = Sesiwn heb deitl
fixed-unknown = eitem na chlywodd y ciosg hwn amdani eto
name-withdrawn = enw wedi’i dynnu’n ôl
author = gan { $who }, { $time }
author-doubtful = gan { $who }, { $time }, cloc ansicr
# Only ever said after “gan”.
author-unknown = un o ddyfeisiau’r digwyddiad hwn, { $device }
mark = { $mark ->
    [step-free] Heb risiau
    [hearing-loop] Dolen glyw
    [bsl] BSL
    [quiet] Tawel
   *[other] { $mark }
}
format = { $format ->
    [talk] Sgwrs
    [discussion] Trafodaeth
    [workshop] Gweithdy
    [lightning] Sgwrs fellten
    [demo] Arddangosiad
   *[other] { $format }
}
language = { $tag ->
    [en] Saesneg
    [en-gb] Saesneg
    [cy] Cymraeg
    [de] Almaeneg
    [fr] Ffrangeg
    [nl] Iseldireg
   *[other] { $tag }
}

event-unnamed = Campboard
board-stream-all = Pob ffrwd
board-now = NAWR
board-minutes = { $n } mun
board-look = Newid y lliwiau
board-text-size = Maint y testun { $percent } %
board-undo = Dadwneud: { $what }
board-undo-short = Dadwneud
board-clashes = { $n ->
    [one] 1 i edrych arno
   *[other] { $n } i edrych arnynt
}
board-clashes-none = Dim i edrych arno
board-clock = Yr amser yw { $time }
board-room = { $name }, { $seats ->
    [0] maint anhysbys
   *[other] lle i { $seats }
}
board-row = { $from } tan { $to }{ $of ->
    [some] , { $streams }
   *[all] {""}
}
board-row-now = { $from } tan { $to }, nawr{ $of ->
    [some] , { $streams }
   *[all] {""}
}
board-row-over = drosodd
board-taken-until = Mae { $room } yn brysur tan { $time }
board-row-removed = dilëwyd
board-cell = Gosod yn { $room } am { $time }
board-choose-places = { $n ->
    [one] Dewiswch ble mae’n mynd
    [two] Dewiswch le i’r gyntaf: mae’r ddwy’n mynd i’r lleoedd rhydd o’r fan honno ymlaen
   *[other] Dewiswch le i’r gyntaf: mae’r { $n } yn mynd i’r lleoedd rhydd o’r fan honno ymlaen
}
board-choose-place = Dewiswch le i “{ $title }”
board-choose-cancel = Canslo’r symud
cancel = Canslo

card-name = { $title }, { $place }{ $hosts ->
    [none] {""}
   *[other] , { $hosts }
}, { $dots } â diddordeb
card-stream = { $name }, { $stream }
card-cancelled = { $name }, wedi’i chanslo
card-clash = { $name }, angen golwg
card-picked = { $name }, yn cael ei symud
card-also = hefyd: { $rooms }
card-also-n = { $n ->
    [one] hefyd: 1 ystafell
   *[other] hefyd: { $n } ystafell
}
card-mark-cancelled = Wedi’i chanslo
fixed-name = { $title }, { $when }
fixed-name-rooms = { $title }, { $when }, { $rooms }

shelf-count = { $n ->
    [zero] Neb yn aros
   *[other] { $n } yn aros
}
shelf-hint = cyffyrddwch ag un i’w ddarllen
shelf-hint-move = cyffyrddwch ag un i’w osod
shelf-empty = Does neb yn aros am le
shelf-lost = mewn lle na all y ciosg hwn ei ddangos
shelf-put-here = Rhoi ar y silff
shelf-put-here-short = Rhoi ar y silff

choose-title = Mae “{ $title }” yma’n barod
choose-swap = Cyfnewid y ddwy
choose-swap-shelf = Cymryd ei lle; mae hi’n mynd i’r silff
choose-both = Gosod yma hefyd
choose-open = Darllen amdani

empty-not-joined = Nid yw’r ciosg hwn wedi ymuno â digwyddiad eto
empty-not-joined-how = Gofynnwch i drefnydd am ddolen ymuno, yna dechreuwch y ciosg gyda: campboard-kiosk join LINK
empty-days = Dim dyddiau eto
empty-days-how = Bydd y bwrdd yn llenwi cyn gynted ag y bydd y trefnwyr wedi trefnu dyddiau’r digwyddiad
empty-sessions = Dim byd ar y diwrnod hwn eto
empty-sessions-how = Bydd ystafelloedd a slotiau yn ymddangos yma cyn gynted ag y bydd y trefnwyr wedi’u trefnu
empty-no-data = Ni ellir agor bwrdd y ddyfais hon
empty-no-data-how = Rhoddir cynnig arall arni heb i neb wneud dim
empty-opening = Yn gwirio’r bwrdd a gadwyd…
empty-opening-how = Mae hyn yn cymryd ychydig o amser ar ôl dechrau

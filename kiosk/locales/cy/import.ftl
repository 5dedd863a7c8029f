# Mewnforio wrth y ciosg.

import-title = Mewnforio rhaglen
import-lead = Amserlenni frab a pretalx, allforion Campboard ei hun, a thablau a gadwyd fel CSV. Nid oes dim yn newid cyn i chi edrych arno.
import-path = Ffeil yn rhywle arall
import-path-hint = Gollyngwch ffeil ar y ffenestr hon, neu deipiwch lle mae hi
import-open = Darllen
import-look-again = Chwilio eto
import-none = Ni chafwyd ffeil y gellid ei darllen yn y ffolder data, yn Lawrlwythiadau, ar y bwrdd gwaith nac ar ffon
import-place-data = Ffolder data
import-place-downloads = Lawrlwythiadau
import-place-desktop = Bwrdd gwaith
import-place-stick = Ffon
import-file = { $place } · { $kib } KiB · { $ago }
import-asks = Dim ond chi all wybod rhai pethau yn y tabl hwn
import-read = Ymlaen
import-other-file = Ffeil arall
import-day = Pa ddiwrnod?
import-day-hint = Nid yw’r tabl yn enwi dyddiad. Mae dyddiad yn edrych fel 2026-06-20
import-day-wrong = Nid dyddiad yw hwn: mae’n edrych fel 2026-06-20
import-rows = Un rhes i bob sesiwn
import-grid = Amserau i lawr, ystafelloedd ar draws
import-column = Colofn { $letter }: { $heading }
import-column-means = { $column }. Mae’n dal: { $means }
import-means = { $means ->
    [title] Teitl
    [text] Am beth y mae
    [hosts] Arweinwyr
    [room] Ystafell
    [day] Diwrnod
    [start] Dechrau
    [end] Diwedd
    [length] Hyd
    [stream] Ffrwd
    [format] Fformat
    [tags] Tagiau
    [language] Iaith
    [links] Dolenni
    [id] Enw’r ffynhonnell arni
    [state] Cyflwr
    [wishes] Dymuniadau
    [skip] Dim i’w ddarllen
   *[other] { $means }
}
import-found = Mae { $name } yn dal “{ $event }”
import-do = Mewnforio
import-undoable = Daw’n un weithred, y mae “Dadwneud” yn ei chymryd yn ôl yn gyfan
import-nothing = Mae popeth yn y ffeil hon ar y bwrdd yn barod: does dim i’w wneud
import-done = Mae’r rhaglen ar y bwrdd
import-to-board = I’r bwrdd
import-repairs = { $n ->
    [zero] Ni chywirwyd dim wrth ddarllen
    [one] Cywirwyd 1 peth wrth ddarllen
    [two] Cywirwyd 2 beth wrth ddarllen
    [few] Cywirwyd { $n } pheth wrth ddarllen
    [many] Cywirwyd { $n } peth wrth ddarllen
   *[other] Cywirwyd { $n } peth wrth ddarllen
}
import-changes = { $n ->
    [zero] Dim gwahaniaethau
    [one] 1 gwahaniaeth
    [two] 2 wahaniaeth
    [few] { $n } gwahaniaeth
    [many] { $n } gwahaniaeth
   *[other] { $n } gwahaniaeth
}
import-n-sessions = { $n ->
    [zero] dim sesiynau newydd
    [one] 1 sesiwn newydd
    [two] 2 sesiwn newydd
    [few] { $n } sesiwn newydd
    [many] { $n } sesiwn newydd
   *[other] { $n } sesiwn newydd
}
import-n-changed = { $n ->
    [zero] dim sesiynau’n newid
    [one] 1 sesiwn yn newid
    [two] 2 sesiwn yn newid
    [few] { $n } sesiwn yn newid
    [many] { $n } sesiwn yn newid
   *[other] { $n } sesiwn yn newid
}
import-n-kept = { $n ->
    [zero] dim sesiynau’n cadw golygiadau
    [one] 1 sesiwn yn cadw’r hyn a olygwyd yma
    [two] 2 sesiwn yn cadw’r hyn a olygwyd yma
    [few] { $n } sesiwn yn cadw’r hyn a olygwyd yma
    [many] { $n } sesiwn yn cadw’r hyn a olygwyd yma
   *[other] { $n } sesiwn yn cadw’r hyn a olygwyd yma
}
import-n-unchanged = { $n ->
    [zero] dim sesiynau fel yr oeddent
    [one] 1 sesiwn fel yr oedd
    [two] 2 sesiwn fel yr oeddent
    [few] { $n } sesiwn fel yr oeddent
    [many] { $n } sesiwn fel yr oeddent
   *[other] { $n } sesiwn fel yr oeddent
}
import-n-gone = { $n ->
    [zero] dim sesiynau ar goll o’r ffeil
    [one] 1 sesiwn nad yw yn y ffeil mwyach, ac a erys yma
    [two] 2 sesiwn nad ydynt yn y ffeil mwyach, ac a erys yma
    [few] { $n } sesiwn nad ydynt yn y ffeil mwyach, ac a erys yma
    [many] { $n } sesiwn nad ydynt yn y ffeil mwyach, ac a erys yma
   *[other] { $n } sesiwn nad ydynt yn y ffeil mwyach, ac a erys yma
}
import-n-days = { $n ->
    [zero] dim diwrnodau
    [one] 1 diwrnod
    [two] 2 ddiwrnod
    [few] { $n } diwrnod
    [many] { $n } diwrnod
   *[other] { $n } diwrnod
}
import-n-rooms = { $n ->
    [zero] dim ystafelloedd
    [one] 1 ystafell
    [two] 2 ystafell
    [few] { $n } ystafell
    [many] { $n } ystafell
   *[other] { $n } ystafell
}
import-n-slots = { $n ->
    [zero] dim slotiau
    [one] 1 slot
    [two] 2 slot
    [few] { $n } slot
    [many] { $n } slot
   *[other] { $n } slot
}
import-n-fixed = { $n ->
    [zero] dim eitemau sefydlog
    [one] 1 eitem sefydlog
    [two] 2 eitem sefydlog
    [few] { $n } eitem sefydlog
    [many] { $n } eitem sefydlog
   *[other] { $n } eitem sefydlog
}
import-n-people = { $n ->
    [zero] dim enwau
    [one] 1 enw
    [two] 2 enw
    [few] { $n } enw
    [many] { $n } enw
   *[other] { $n } enw
}
import-notes = Beth sy’n newid ({ $n })
import-difference = “{ $title }”, { $field }: yma “{ $here }”, yn y ffeil “{ $there }”. { $outcome ->
    [written] Cymerir un y ffeil
    [kept] Erys y golygiad a wnaed yma, a gofynnir i rywun
   *[other] Gadewir fel y mae
}
import-so-often = { $said } ({ $n } gwaith)
import-when = { $date } { $time }
import-empty = dim
import-yes = ie
import-no = na
export-rows = Tabl: un rhes i bob sesiwn
export-grid = Tabl: amserau i lawr, ystafelloedd ar draws
export-whole = Popeth, ar gyfer Campboard arall
export-stick = I’r ffon
export-downloads = I Lawrlwythiadau
export-data = I’r ffolder data
export-done = Cadwyd fel { $path }
import-found-files = Ffeiliau ar y ddyfais hon
import-looking = Yn chwilio am ffeiliau…
import-reading = Yn darllen { $name }
import-reading-about = Nid oes dim wedi newid eto: byddwch yn edrych arno’n gyntaf
import-stage-reading = Yn ei chymryd o’i disg: { $kib } o { $of } KiB
import-stage-understanding = Yn deall beth sydd ynddi
import-stage-comparing = { $n ->
    [one] Yn cymharu 1 sesiwn â’r bwrdd
    [two] Yn cymharu 2 sesiwn â’r bwrdd
    [few] Yn cymharu { $n } sesiwn â’r bwrdd
    [many] Yn cymharu { $n } sesiwn â’r bwrdd
   *[other] Yn cymharu { $n } sesiwn â’r bwrdd
}
import-stop = Stopio
import-saving = Yn mewnforio
import-saving-about = Gellir ei ddadwneud yn gyfan pan fydd yno
import-stage-saving = Yn ei ysgrifennu i ddisg y ddyfais hon
import-columns = Beth sydd yn y colofnau
import-columns-about = Newidiwch yr hyn a ddyfalwyd yn anghywir. Erys yr hyn nad oes defnydd iddo heb ei ddarllen.
import-needs-title = Rhaid i un golofn ddal y teitlau
import-needs-day = Mae angen diwrnod yr amserau
import-found-bare = Mae { $name } yn dal tabl
import-done-about = Mae “Dadwneud” yn cymryd y cyfan yn ôl, fel un weithred
import-more = { $n ->
    [one] Dangos 1 arall
    [two] Dangos 2 arall
    [few] Dangos { $n } arall
    [many] Dangos { $n } arall
   *[other] Dangos { $n } arall
}
import-more-spoken = { $more } ({ $title })
export-title = Mynd ag ef gyda chi
export-about = Gellir newid tabl sydd ag un rhes i bob sesiwn mewn taenlen a’i fewnforio eto: dim ond yr hyn a newidiwch yno sy’n newid yma.
export-to = Ei gadw
import-like = Dechrau digwyddiad arall fel hwn
import-like-about = Daw ei ddyddiau, ei ffrydiau, ei ystafelloedd, ei slotiau a’i egwyliau, a’r hyn sydd ar ei dudalen wybodaeth; ni ddaw ei sesiynau na’i bobl
import-like-first = Diwrnod cyntaf y digwyddiad newydd
import-like-do = Dim ond pethau digwyddiad newydd
import-like-not = Popeth yn y ffeil
import-look = Beth sydd yn y colofnau…
import-look-lead = Fel hyn y deallwyd y tabl
import-look-back = Yn ôl i’r rhagolwg
import-day-other = Ar gyfer amserau heb ddyddiad. Mae dyddiad yn edrych fel 2026-06-20

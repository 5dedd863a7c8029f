# Yr hyn a gywirwyd wrth ddarllen ffeil, pam na ellir darllen un, a’r hyn a wna mewnforiad.

repair = { $at }: { $what }
repair-at = { $at ->
    [file] Y ffeil
    [line] Llinell { $line }
    [conference] Y digwyddiad
    [rooms] Yr ystafelloedd
    [day] Y dyddiau
    [start] Yr amserau dechrau
    [length] Yr hydoedd
   *[other] { $at }
}
repair-part = { $part ->
    [title] teitl
    [subtitle] is-deitl
    [abstract] crynodeb
    [description] disgrifiad
    [text] testun
    [format] fformat
    [language] iaith
    [hosts] rhestr arweinwyr
    [host] enw arweinydd
    [tags] tagiau
    [wishes] dymuniadau
    [links] dolenni
    [name] enw
    [acronym] enw byr
    [venue] lleoliad
    [track] trac
    [stream] ffrwd
    [room] ystafell
   *[other] { $part }
}

repair-control-removed = tynnwyd nodau nad yw sgrin yn eu dangos ({ $part })
repair-cut = rhy hir, ac fe’i torrwyd: { $part } ({ $bytes } beit, lle i { $most })
repair-xml-control = tynnwyd nodau nad yw XML yn eu caniatáu
repair-title-long = nifer y nodau yn ei deitl yw { $n }, ac fe’i torrir ar gardiau
repair-no-title = nid oes teitl, felly cymerwyd “{ $title }”
repair-says-cancelled = mae ei deitl yn dweud ei fod wedi’i ganslo, ac fe’i nodwyd felly
repair-many-hosts = nifer y bobl a restrir yw { $n }, a chymerwyd y { $most } cyntaf
repair-many = cymerwyd y { $most } cyntaf o { $n } ({ $part })
repair-direction-removed = tynnwyd nodau cudd sy’n troi cyfeiriad y testun o enw arweinydd
repair-link-long = mae’r ddolen { $link } yn rhy hir, ac fe’i gadawyd allan ({ $bytes } beit)
repair-link-bad = nid cyfeiriad gwe yw’r ddolen “{ $link }”, ac fe’i gadawyd allan
repair-many-links = mae mwy na { $most } o ddolenni, a gadawyd { $link } allan
repair-language-unread = nid yw’r iaith “{ $language }” yn hysbys, ac fe’i gadawyd allan
repair-language-first = yr iaith yw “{ $language }”, a chymerwyd y gyntaf, { $taken }
repair-hosts-guessed = darllenwyd “{ $text }” fel enwau arweinwyr. Nifer: { $n }
repair-no-event-title = nid oes enw i’r digwyddiad, felly cymerwyd enw’r ffeil, { $file }
repair-no-zone = nid yw’r ffeil yn enwi cylchfa amser. { $fits ->
    [true] Mae { $zone } yn gweddu i’w dyddiadau, a chymerwyd honno
   *[false] Cymerwyd { $zone }
}. Newidiwch hi os yw’r digwyddiad yn rhywle arall
repair-zone-unknown = nid yw’r gylchfa amser “{ $written }” yn hysbys. { $fits ->
    [true] Mae { $zone } yn gweddu i’w dyddiadau, a chymerwyd honno
   *[false] Cymerwyd { $zone }
}. Newidiwch hi os yw’r digwyddiad yn rhywle arall
repair-rooms-are-list = nid oes enwau i’w ystafelloedd, ac fe’u gadawyd allan
repair-no-session = nid sesiwn yw hon, ac fe’i gadawyd allan
repair-room-differs = fe’i rhestrir yn { $listed }, ond mae’n enwi { $own }. { $listed } sy’n cyfrif
repair-no-room = mae amser ond dim ystafell, ac fe’i rhoddwyd mewn ystafell o’r enw “Heb ystafell”
repair-no-guid = nid oes allwedd ei hun (guid), felly cymerwyd { $key }
repair-guid-long = mae’r allwedd (guid) yn rhy hir, felly cymerwyd { $key }
repair-guid-twice = mae’r allwedd (guid) { $id } gan sesiwn arall hefyd, felly cymerwyd { $key }
repair-day-date-unread = ni ellir darllen dyddiad y diwrnod, “{ $written }”
repair-day-without-date = nid oes dyddiad i’r diwrnod. Mae ei sesiynau’n aros ar y silff oni bai fod ganddynt un
repair-day-misdated = dyddiad y diwrnod yw { $written }, ond mae’n dechrau ar { $date } yn { $zone }. Cymerwyd { $date }
repair-day-date-taken = nid oes dyddiad gan y diwrnod ei hun, ac fe’i darllenwyd fel { $date }
repair-day-twice = mae { $date } yn y ffeil ddwywaith, a darllenwyd y ddau fel un diwrnod
repair-shortened = ei hyd yw { $minutes } munud, ac fe’i byrhawyd i { $most }
repair-no-time-of-day = mae dyddiad ond dim amser, ac mae’n aros ar y silff
repair-date-unread = ni ellir darllen y dyddiad “{ $written }”
repair-no-date-and-time = nid oes dyddiad nac amser, ac mae’n aros ar y silff
repair-date-taken = nid oes dyddiad, felly cymerwyd { $start } ar { $date }
repair-within-minute = mae’n dechrau o fewn munud, a chymerwyd { $time }
repair-start-differs = mae’n dweud { $start }, ond ei ddyddiad yw { $time } yn { $zone }. Y dyddiad sy’n cyfrif
repair-clocks-twice = mae’r clociau’n dangos { $time } ddwywaith y noson honno. Nid yw’r bwrdd yn dweud pa un a olygir
repair-clocks-twice-unsaid = mae’r clociau’n dangos { $time } ddwywaith y noson honno, ac nid yw’r ffeil yn dweud pa un a olygir
repair-clocks-skip = mae’r clociau’n neidio dros { $time } y noson honno. Mae’r bwrdd yn ei ddangos fel y’i hysgrifennwyd
repair-listed-elsewhere = fe’i rhestrir ar { $listed }, ond ei ddyddiad yw { $date }, ac yno y’i rhoddwyd
repair-length-doubtful = darllenwyd yr hyd “{ $written }” fel { $minutes } munud (dyddiau, oriau, munudau)
repair-length-counts = yr hyd yw { $minutes } munud, ond mae’r diwedd yn dweud { $until }. Yr hyd sy’n cyfrif
repair-end-taken = ni ellir darllen yr hyd “{ $written }”, a chymerwyd y diwedd
repair-length-unread = ni ellir darllen yr hyd “{ $written }”, a chymerwyd { $minutes } munud
repair-no-length = nid oes hyd, a chymerwyd { $minutes } munud
repair-broken-characters = mae nodau wedi torri ynddi ({ $encoding }), a dangosir pob un fel blwch. Cadwch y ffeil eto fel UTF-8
repair-read-as-windows = nid UTF-8 yw hi, ac fe’i darllenwyd fel Windows-1252. Edrychwch a yw enwau ag acenion yn gywir, neu cadwch y ffeil fel UTF-8
repair-column-unread = ni ddarllenir y golofn “{ $heading }”. Dywedwch beth sydd ynddi os yw’n bwysig
repair-nameless-unread = ni ddarllenir y golofn heb bennawd. Dywedwch beth sydd ynddi os yw’n bwysig
repair-no-room-above = nid oes ystafell uwchben colofn { $column }, a gadawyd ei chelloedd allan. Ysgrifennwch enw’r ystafell yno
repair-row-without-title = nid oes teitl i res { $row }, ac fe’i gadawyd allan. Rhowch un iddi
repair-left-out = cyflwr “{ $title }” yw { $state }, ac fe’i gadawyd allan
repair-dots-unread = nid nifer o ddotiau yw “{ $text }”, ac ni chymerwyd dim
repair-fixed-without-time = eitem sefydlog heb amser yw “{ $title }”, ac fe’i gadawyd allan. Rhowch amser iddi
repair-id-twice = mae’r enw { $id } gan res arall hefyd, felly cymerwyd { $key }. Rhowch un ei hun i bob rhes
repair-day-above = rhesi heb ddiwrnod, sy’n perthyn i’r diwrnod uwch eu pennau: { $n }
repair-month-first = darllenwyd “{ $written }” fel { $date }, â’r mis yn gyntaf
repair-day-unread = ni ellir darllen y diwrnod “{ $written }”. Ysgrifennwch ef fel 2026-06-20
repair-day-unread-shelf = ni ellir darllen y diwrnod “{ $written }”, ac mae’r sesiwn yn aros ar y silff. Ysgrifennwch ef fel 2026-06-20
repair-alone-and-no-time = nid amser yw “{ $text }” ac nid oes dim wrth ei ymyl, felly fe’i gadawyd allan
repair-row-without-time = nid oes amser i’r rhes, ac mae ei sesiynau’n aros ar y silff. Ysgrifennwch ef fel 10:30-11:15
repair-row-time-unread = nid amser yw “{ $written }”, ac mae’r sesiynau wrth ei ymyl yn aros ar y silff. Ysgrifennwch ef fel 10:30-11:15
repair-time-unread = ni ellir darllen yr amser “{ $written }”, ac mae’r sesiwn yn aros ar y silff. Ysgrifennwch ef fel 10:30
repair-end-not-after = nid yw’r diwedd “{ $written }” ar ôl y dechrau, ac fe’i gadawyd allan
repair-end-unread = ni ellir darllen y diwedd “{ $written }”. Ysgrifennwch ef fel 11:15
repair-minutes-unread = ni ellir darllen yr hyd “{ $written }”. Ysgrifennwch ef mewn munudau, fel 45
repair-offset-ignored = mae gwrthbwyso gan yr amser, ond nid yw cylchfa amser y digwyddiad yn hysbys. Cymerwyd yr amser fel y’i hysgrifennwyd
repair-afternoons = darllenwyd amserau o 1 i 7 fel prynhawn, gan nad oes un yn dweud bore na phrynhawn
repair-back-to-afternoon = mae’r amser yn mynd yn ôl, a chymerwyd y prynhawn
repair-back-to-night = mae’r amser yn mynd yn ôl, a chymerwyd y nos ar ôl y diwrnod
repair-end-in-afternoon = mae’r diwedd cyn y dechrau, a chymerwyd y prynhawn
repair-starts-too-late = mae’n dechrau’n rhy hwyr i’w ddiwrnod, ac mae’n aros ar y silff. Rhowch ei ddyddiad
repair-times-without-end = amserau heb ddiwedd: { $n }. Mae pob un yn para tan amser nesaf ei ddiwrnod, neu { $minutes } munud. Ysgrifennwch 10:30-11:15 os yw hynny’n anghywir
repair-sessions-without-end = sesiynau heb ddiwedd na hyd: { $n }. Mae pob un yn para tan ddechrau nesaf ei ddiwrnod, neu { $minutes } munud. Rhowch hydoedd os yw hynny’n anghywir
repair-for-all-rooms = mae “{ $title }” ar ei ben ei hun yn ei res, ac fe’i cymerwyd ar gyfer pob ystafell
repair-in-several-rooms = mae “{ $title }” mewn sawl ystafell ar unwaith ({ $n }), fel un sesiwn ynddynt i gyd
repair-several-in-cell = mae sawl sesiwn yn y gell hon ({ $n }), a phob un yn yr ystafell hon ar yr amser hwn

unreadable-empty = Mae { $name } yn wag. Allforiwch yr amserlen eto, a dewiswch y ffeil newydd
unreadable-too-large = Mae { $name } yn rhy fawr i amserlen, ac ni ddarllenwyd dim ohoni. Gwiriwch mai hi yw’r ffeil gywir
unreadable-too-many-parts = Mae mwy o rannau yn { $name } nag mewn unrhyw amserlen, ac ni ddarllenwyd dim ohoni. Gwiriwch mai hi yw’r ffeil gywir
unreadable-too-many-sessions = Mae mwy o sesiynau yn { $name } ({ $sessions }) nag a gaiff digwyddiad ({ $max }). Allforiwch ran ohoni
unreadable-picture = Llun yw { $name } ({ $kind }). Dewiswch ffeil XML, JSON neu CSV yr amserlen
unreadable-document = Dogfen yw { $name } ({ $kind }). Dewiswch ffeil XML, JSON neu CSV yr amserlen
unreadable-compressed = Mae { $name } wedi’i chywasgu ({ $kind }). Datgywasgwch hi, a dewiswch y ffeil ynddi
unreadable-not-utf8 = Nid testun UTF-8 yw { $name }: mae rhywbeth arall yn llinell { $line }. Cadwch hi fel UTF-8, a cheisiwch eto
unreadable-open-quote = Mae dyfynnod yn rhes { $row } o { $name } nad yw byth yn cael ei gau: byddai popeth ar ei ôl yn un gell. Caewch ef neu tynnwch ef, a dewiswch y ffeil eto
unreadable-conflict-markers = Mae gwrthdaro git heb ei ddatrys yn { $name } yn llinell { $line }. Datryswch ef, a dewiswch y ffeil eto
unreadable-i-calendar = Calendr (iCal) yw { $name }, heb ystafelloedd i ddibynnu arnynt. Allforiwch yr amserlen fel frab XML, JSON neu CSV
unreadable-yaml = YAML yw { $name }. Allforiwch yr amserlen fel frab XML, JSON neu CSV
unreadable-workbook = Llyfr gwaith yw { $name } ({ $kind }). Agorwch ef, cadwch y daflen â’r sesiynau fel CSV, a dewiswch y ffeil honno
unreadable-no-column = Nid oes colofn “{ $column }” yn { $name }. Ei phenawdau yw: { $known }
unreadable-table-asks = Tabl yw { $name } y mae angen atebion arno’n gyntaf. Dewiswch ef eto
unreadable-other-export = Allforiwyd { $name } gan fersiwn arall o’r rhaglen hon, neu fe’i newidiwyd yn llinell { $line }. Allforiwch hi eto, neu diweddarwch y rhaglen hon
unreadable-html = Tudalen we yw { $name }, efallai tudalen fewngofnodi a gadwyd. Lawrlwythwch ffeil XML, JSON neu CSV yr amserlen ei hun
unreadable-unknown = Nid amserlen hysbys yw { $name }. Dewiswch ffeil XML, JSON neu CSV yr amserlen
unreadable-xml-entities = XML â’i fath dogfen ei hun yw { $name }, a all fod yn niweidiol, felly ni ddarllenwyd dim ohoni. Allforiwch hi heb <!DOCTYPE …>
unreadable-other-xml = XML yw { $name }, ond nid amserlen: mae’n dechrau â <{ $root }>. Allforiwch yr amserlen fel frab XML
unreadable-broken-xml = XML yw { $name }, â chamgymeriad yn llinell { $line }. Allforiwch hi eto, neu cywirwch y llinell honno
unreadable-other-json = JSON yw { $name }, ond nid amserlen frab na pretalx. { $dialect ->
    [schedule2] schedule2 yw hi, o hwb c3voc, â’i digwyddiadau mewn un rhestr
    [emf] Rhestr sesiynau gwefan EMF yw hi, heb ddyddiau
    [srccon] Rhestr sesiynau SRCCON yw hi, heb ddyddiadau
    [bangalore] Grid BarCamp Bangalore yw hi, heb ddyddiadau
    [widget] Data teclyn amserlen pretalx yw hi
    [page] Un dudalen o ateb API pretalx yw hi
    [sessions] Rhestr o sesiynau heb ddyddiau yw hi
    [list] Rhestr heb sesiynau yw hi
    [object] Mae’n dal { $keys }
   *[empty] Nid oes dim ynddi
}. Allforiwch yr amserlen fel frab XML neu JSON
unreadable-broken-json = JSON yw { $name }, â chamgymeriad yn llinell { $line }. Allforiwch hi eto, neu cywirwch y llinell honno

note-property = { $property ->
    [name] yr enw
    [zone] y gylchfa amser
    [venue] y lleoliad
    [info] y dudalen wybodaeth
    [date] y dyddiad
   *[capacity] y maint
}
note-why = { $why ->
    [slot-unknown] nid yw ei slot yn y ffeil
    [day-unknown] nid yw ei ddiwrnod yn y ffeil
    [time-removed] tynnwyd ei ddiwrnod neu ei slot yma
    [room-removed] tynnwyd ei ystafell yma
    [no-room] nid oes ystafell
    [cancelled-or-merged] ni symudir sesiwn a ganslwyd neu a unwyd
   *[merged] mae’n rhan o sesiwn arall yma
}
note-fact-left = Mae’r digwyddiad yn cadw { $property }. { $there } sydd yn y ffeil
note-info-left = Mae’r digwyddiad yn cadw’r dudalen wybodaeth. Mae un arall yn y ffeil
note-differs = Mae “{ $name }” yn cadw { $property }: { $here }. { $there } sydd yn y ffeil
note-left-removed = Tynnwyd “{ $name }” yma, ac felly y bydd
note-slot-left-removed = Tynnwyd y slot am { $time } yma, ac felly y bydd
note-filled = Llenwir yr hyn oedd yn wag am yr ystafell “{ $name }”
note-slot-left-out = Gadewir y slot am { $time } allan: { $why }
note-slot-differs = Erys y slot am { $here }. { $there } sydd yn y ffeil
note-fixed-elsewhere = Erys “{ $title }” lle mae. Mae amser neu le arall yn y ffeil
note-left-out = Gadewir “{ $title }” allan: { $why }
note-second-key = Gadewir ail sesiwn â’r allwedd { $key } allan
note-name-tidied = Roedd enw arweinydd “{ $title }” yn rhy hir neu’n dal nodau cudd, ac fe’i cywirwyd
note-new = Newydd: “{ $title }”
note-on-shelf = Mae “{ $title }” yn aros ar y silff: { $why }
note-changed = Newidiwyd: “{ $title }” ({ $fields })
note-kept = Mae “{ $title }” yn cadw { $field } fel y’i golygwyd yma. { $there } sydd yn y ffeil
note-field-left = Mae “{ $title }” yn cadw { $field }: { $why }
note-left-withdrawn = Tynnwyd “{ $title }” yn ôl yma ac felly y bydd, er i’r ffeil ei newid
note-gone = Nid yw “{ $title }” yn y ffeil mwyach, ac mae’n aros yma

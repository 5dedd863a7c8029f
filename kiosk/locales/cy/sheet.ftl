# Taflen sesiwn, a golygu arni.

sheet-interested = Mae gen i ddiddordeb
sheet-interested-on = Mae gennych ddiddordeb
sheet-interested-spoken = { $on ->
    [yes] Tynnu fy niddordeb yn ôl, { $n } â diddordeb
   *[no] Mae gen i ddiddordeb, { $n } â diddordeb
}
sheet-move = Symud
sheet-place = Gosod
sheet-to-shelf = I’r silff
sheet-cancel = Canslo’r sesiwn
sheet-uncancel = Fe’i cynhelir wedi’r cyfan
sheet-withdraw = Tynnu’r cynnig yn ôl
sheet-unwithdraw = Adfer y cynnig
sheet-hide = Cuddio ar bob sgrin
sheet-show = Dangos ar bob sgrin eto
sheet-hidden = Cudd: nid yw ar unrhyw sgrin; fe’i cedwir i’r trefnwyr
sheet-withdrawn = Tynnwyd yn ôl: nid yw’n cael ei gynnig mwyach
sheet-close = Cau
sheet-cancelled = Wedi’i chanslo: ni chynhelir y sesiwn hon
sheet-hosts = Dan arweiniad { $hosts }
sheet-conflict = Gosododd dau berson hi yr un pryd: gweler “i edrych arno”
sheet-read-only = Mae’r ddyfais hon yn dangos y bwrdd ac ni all ei newid

sheet-now = Ymlaen nawr, tan { $time }
sheet-over = Wedi gorffen
sheet-crowd = { $dots } â diddordeb, lle i { $seats }
sheet-crowd-over = { $dots } â diddordeb, ond dim ond lle i { $seats }
sheet-crowd-unknown = { $dots } â diddordeb
sheet-is-full = Mae’r ystafell yn llawn
sheet-full = Nodi bod yr ystafell yn llawn
sheet-not-full = Mae lle eto
sheet-room-closed = Mae { $room } ar gau
sheet-parts = Wedi’i gwneud o’r cynigion hyn
sheet-part-of = Rhan o sesiwn arall
sheet-link = Dangos cod “{ $name }”
sheet-link-hide = Cuddio cod “{ $name }”
sheet-link-code = Cod y ddolen “{ $name }” i’ch ffôn
sheet-link-long = Mae’r cyfeiriad hwn yn rhy hir i god
sheet-calendar = Ewch â hi gyda chi: pwyntiwch gamera eich ffôn yma. Nid oes angen rhwydwaith
sheet-calendar-code = Cod sy’n rhoi’r sesiwn hon yng nghalendr eich ffôn
sheet-wishes = I’r sawl sy’n cynllunio
sheet-pitch-for = Cynigiwch hi dros yr arweinydd
sheet-put-up = Dim ond ei rhoi i fyny
sheet-on-board = Dangos ei lle
sheet-on-shelf = Ei dangos ar y silff
sheet-edit = Golygu’r testunau
sheet-own = Eich cynnig chi? Defnyddiwch god eich slip
sheet-history = Beth ddigwyddodd iddi
sheet-history-all = Dangos { $n } cynharach
past = { $what } · { $by }
past-pitched = Cynigiwyd
past-placed = Gosodwyd: { $to }
past-moved = Roedd yn { $from }, symudwyd i { $to }
past-shelved = Roedd yn { $from }, rhoddwyd yn ôl ar y silff
past-slot-moved = Aeth ei slot o { $from } i { $to }
past-cancelled = Canslwyd
past-uncancelled = Fe’i cynhelir wedi’r cyfan
past-withdrawn = Tynnwyd yn ôl
past-unwithdrawn = Cynigiwyd eto
past-pinned = Piniwyd yn ei lle
past-unpinned = Yn rhydd i symud eto
past-merged = Unwyd â “{ $title }”
past-unmerged = Tynnwyd o “{ $title }” eto
past-took-in = Unwyd “{ $title }” â hi
past-gave-back = Tynnwyd “{ $title }” ohoni eto
wish = { $wish ->
    [not-before-lunch] Nid cyn cinio
    [not-after-lunch] Nid ar ôl cinio
    [projector] Taflunydd
    [quiet-room] Ystafell dawel
    [step-free] Ystafell heb risiau
    [bigger-room] Ystafell fwy
   *[other] { $wish }
}

edit-title = Teitl
edit-text = Am beth mae hi
edit-host = { $n ->
    [0] Arweinydd
   *[other] Arweinydd { $n }
}
edit-host-same = { $n ->
    [0] Yr un person, wedi’i sillafu’n gywir
    [one] Yr un person, wedi’i sillafu’n gywir
    [two] Yr un person, wedi’i sillafu’n gywir yn y ddwy sesiwn
   *[other] Yr un person, wedi’i sillafu’n gywir ym mhob un o’r { $n } sesiwn
}
edit-host-other = Rhywun arall
edit-host-add = Ychwanegu arweinydd
edit-format = Fformat
edit-stream = Ffrwd
edit-tags = Pynciau
edit-tags-hint = Gair neu ddau yr un, gyda choma rhyngddynt
edit-save = Cadw
edit-cancel = Ei gadael fel yr oedd
edit-throw-ask = Taflu’r hyn a newidioch chi yma?
edit-go-on = Dal i ysgrifennu
edit-throw = Ei daflu
field-left = { $n ->
    [0] Does dim mwy o le
    [one] 1 nod ar ôl
    [two] 2 nod ar ôl
   *[other] { $n } nod ar ôl
}
sheet-clash = { $clash }. Dangos yn y rhestr

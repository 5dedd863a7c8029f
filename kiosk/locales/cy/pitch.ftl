# Cynnig sesiwn, a’r cod slip sy’n dod yn ôl ato.

pitch-title = Cynnig sesiwn
pitch-field-title = Teitl
pitch-field-line = Un llinell amdani
pitch-field-host = Enw’r arweinydd, fel y’i dangosir
pitch-field-name = Eich enw, fel y’i dangosir
pitch-name-promise = Dangosir gyda’ch sesiwn ar y sgriniau hyn, cedwir ar wahân i’r rhaglen, a dilëir mewn un weithred wedi’r digwyddiad: gofynnwch i drefnydd
pitch-by-host = Fi sy’n ei chynnig
pitch-by-other = Cynigiwch hi drosof
pitch-put-up = Dim ond ei rhoi i fyny
pitch-wishes = { $n ->
    [0] Dymuniadau: ystafell, amser, taflunydd
    [one] 1 dymuniad
    [two] 2 ddymuniad
    [few] { $n } dymuniad
    [many] { $n } dymuniad
   *[other] { $n } dymuniad
}
pitch-go = Cynnig
pitch-saving = Yn cadw…
pitch-cancel = Canslo: taflu’r hyn a deipiwyd
pitch-have-slip = Mae gen i god slip
pitch-viewer = Mae’r ddyfais hon yn dangos y bwrdd ac ni all dderbyn cynigion. Cynigiwch wrth giosg, neu gofynnwch i wirfoddolwr
pitch-not-saved = Ni ellir cynnig dim yma nawr: ni all y ddyfais hon ei gadw. Cynigiwch wrth giosg arall, neu dywedwch wrth wirfoddolwr
pitch-wrong-title = Mae angen teitl: mae ychydig eiriau’n ddigon
pitch-wrong-name = Mae angen enw, er mwyn eich galw. Heb enw, dewiswch “Dim ond ei rhoi i fyny”
pitch-wrong-name-join = Teipiwch eich enw yn gyntaf, yna ymunwch
pitch-failed-not-saved = Ni ellid ei gadw ar y ddyfais hon. Ni chollwyd dim o’r hyn a deipiwyd: rhowch gynnig arall arni, neu dywedwch wrth wirfoddolwr
pitch-failed-busy = Mae gan y ddyfais hon ormod i’w wneud. Ni chollwyd dim o’r hyn a deipiwyd: rhowch gynnig arall arni mewn eiliad
pitch-offer = Roedd rhywun yn teipio cynnig yma
pitch-offer-go-on = Mynd ymlaen â’ch cynnig
pitch-offer-away = Ei daflu
pitch-alike = { $n ->
    [one] Mae cynnig arall yn sôn am hyn: ymuno ag ef?
    [two] Mae 2 arall yn sôn am hyn: ymuno ag un?
   *[other] Mae { $n } arall yn sôn am hyn: ymuno ag un ohonynt?
}
pitch-alike-one = { $title } · { $hosts }
pitch-join = Ymuno
pitch-join-spoken = Ymuno â “{ $title }” fel arweinydd
pitch-joined = Rydych yn arwain “{ $title }” gyda’r lleill
pitch-joined-how = Mae eich enw wrth ochr y lleill. Gall gwirfoddolwr ei dynnu eto
pitch-joined-read = Darllen amdani
pitch-done = Wedi’i gadw. Mae eich cynnig ar y silff, ac ar bob sgrin yn fuan
pitch-number = Eich rhif
pitch-number-n = { $n }
pitch-code = Eich cod slip
pitch-code-spoken = Eich cod slip: { $code }
pitch-code-why = Gyda hwn gallwch olygu’ch cynnig neu ei dynnu’n ôl wrth unrhyw giosg. Ysgrifennwch ef neu tynnwch lun: dim ond nawr y’i dangosir
pitch-code-scan = Cadwch eich cod slip: pwyntiwch gamera’ch ffôn yma
pitch-code-qr = Eich cod slip fel cod i’ch ffôn
pitch-noted = Mae gen i ef: i’r bwrdd
pitch-another = Cynnig un arall
pitch-scribe = Ysgrifennydd
pitch-scribe-title = Ysgrifennu cynigion
pitch-scribe-go = Cynnig nesaf
pitch-latest = Y diweddaraf
pitch-written = { $n } · { $title }{ $name ->
    [none] {""}
   *[other] {" "}· { $name }
} · cod slip { $code }
pitch-unwritten = Heb ei gadw: “{ $title }”. { $why }
pitch-back-to-form = Ei roi yn ôl yn y ffurflen

slip-title = Eich cynnig
slip-code = Cod slip
slip-hint = Ar eich slip, er enghraifft KX4-T9RM. Nid oes ots am briflythrennau na’r llinell
slip-find = Dod o hyd i’m cynnig
slip-mistyped = Camdeipiwyd: mae llythyren yn anghywir, neu ddwy wedi’u cyfnewid. Edrychwch ar eich slip eto
slip-unknown = Nid oes cynnig â’r cod hwn wedi cyrraedd y ciosg hwn. Rhowch gynnig ar y ciosg lle cynigioch, neu gofynnwch i wirfoddolwr
slip-hidden = Mae gwirfoddolwr wedi cuddio’r cynnig hwn. Gofynnwch i drefnydd
slip-saved = Wedi’i gadw

# Cyflwr y data, a negeseuon.

chip-opening = Yn gwirio’r bwrdd a gadwyd…
chip-not-saved = Heb ei gadw: ni ellir golygu
chip-not-joined = Heb ymuno
chip-sample = Sampl, ar y ddyfais hon yn unig
chip-away = Yn gweithio ar ei ben ei hun
chip-away-since = Ar ei ben ei hun ers { $time }
chip-away-outbox = { $n ->
    [one] Ar wahân · cadwyd 1 newid yma
   *[other] Ar wahân · cadwyd { $n } newid yma
}
chip-opening-short = Yn gwirio…
chip-not-saved-short = Heb ei gadw
chip-sample-short = Sampl
chip-away-short = Ar wahân
chip-away-outbox-short = { $n ->
    [one] 1 newid yma
   *[other] { $n } newid yma
}
chip-sending = Yn anfon { $n } newid
chip-catching-up = Yn dal i fyny
chip-up-to-date = Yn gyfredol
chip-spoken = Cyflwr y data: { $text }

data-title = A yw popeth yn ddiogel?
data-here = Yma
data-server = Ar y gweinydd
data-heard = Clywyd ddiwethaf
data-close = Cau
here-opening = Yn gwirio’r bwrdd a gadwyd…
here-saved = Wedi’i gadw ar y ddyfais hon
here-not-saved = Heb ei gadw ar y ddyfais hon: { $why }
server-never = Nid yw’r ddyfais hon wedi cwrdd â gweinydd eto: mae’r hyn a wneir yma yn aros arni
server-not-joined = Nid yw’r ciosg hwn wedi ymuno â digwyddiad
server-sample = Sampl yw hwn: ar y ddyfais hon yn unig y mae, ac nid yw’n cwrdd â gweinydd
server-outbox = Nid yw { $n } newid ar y gweinydd eto
server-has-all = Mae popeth o’r ddyfais hon ar y gweinydd
server-catching-up = Yn derbyn yr hyn a newidiodd eraill
heard-connected = Mewn cysylltiad â’r gweinydd nawr
heard-not-joined = Nid oes gweinydd i glywed ganddo eto
heard-sample = Sampl yw hwn, ar y ddyfais hon yn unig
heard-away = Clywyd gan y gweinydd ddiwethaf am { $time }: gall y bwrdd hwn fod yn wahanol i sgriniau eraill. { $why }
heard-never = Ni chlywyd gan y gweinydd ers i’r ciosg hwn ddechrau: gall y bwrdd hwn fod yn wahanol i sgriniau eraill. { $why }
heard-now-short = Mewn cysylltiad
heard-away-short = Clywyd gan y gweinydd am { $time }
heard-never-short = Heb glywed gan weinydd eto
clock-doubtful = Nid yw un o’r clociau’n sicr: gall amserau newidiadau fod yn anghywir

notice-not-accepted = Cadwyd y newid hwn yma ac nid yw ar y bwrdd, am na dderbyniodd y gweinydd ef: { $what }. { $why }
notice-repaired = { $n ->
    [one] Rhoddwyd 1 rhes ddifrodedig o’r neilltu; daw’r hyn oedd ynddi yn ôl os yw gan ddyfais arall neu weinydd
    [two] Rhoddwyd 2 res ddifrodedig o’r neilltu; daw’r hyn oedd ynddi yn ôl os yw gan ddyfais arall neu weinydd
   *[other] Rhoddwyd { $n } rhes ddifrodedig o’r neilltu; daw’r hyn oedd ynddi yn ôl os yw gan ddyfais arall neu weinydd
}
notice-dismiss = Cau’r neges hon
notice-more = { $text } (ac { $n ->
    [one] 1 arall
   *[other] { $n } arall
})
notice-undo-rest = Dadwneud y gweddill
merged-banner = Cyfunwyd { $edits ->
    [zero] dim golygiadau
    [one] 1 golygiad
    [two] 2 olygiad
    [few] { $edits } golygiad
    [many] { $edits } golygiad
   *[other] { $edits } golygiad
} o { $devices ->
    [zero] ddim un ddyfais
    [one] 1 ddyfais
    [two] 2 ddyfais
    [few] { $devices } dyfais
    [many] { $devices } dyfais
   *[other] { $devices } dyfais
}
merged-need = { $merged }; { $n ->
    [zero] nid oes angen dim gennych
    [one] mae ar 1 eich angen
    [two] mae ar 2 eich angen
    [few] mae ar { $n } eich angen
    [many] mae ar { $n } eich angen
   *[other] mae ar { $n } eich angen
}
merged-look = Edrych arnynt

failed-not-saved = Ni wnaed dim: nid yw disg y ddyfais hon yn ei dderbyn
failed-bad-link = Nid dolen ymuno yw hon: mae’n dechrau â campboard:// ac yn dod gan drefnydd
failed-other-event = Mae’r ddyfais hon yn perthyn i ddigwyddiad arall: defnyddiwch ddyfais arall, neu ffolder data arall
failed-no-file = Ni ellir agor { $name }: a yw’n dal yno, ac ai amserlen yw hi?
failed-not-written = Nid yw’r ffolder yn derbyn ffeil: a yw’n llawn, neu wedi’i hamddiffyn?
failed-too-many = Byddai hynny’n dadwneud { $n } golygiad, a { $most } ar unwaith yw’r mwyaf: dewiswch foment ddiweddarach
failed-busy = Mae gan y ciosg hwn ormod i’w wneud ar hyn o bryd: rhowch gynnig arall arni

# Y gweinydd: y ddyfais hon fel gweinydd, dilyn un arall, y bwrdd â llaw.

info-server = Y gweinydd: gwneud y ciosg hwn yn weinydd, cario’r bwrdd
serve-title = Y gweinydd
serve-locked = Datglowch y golygu yn gyntaf: i drefnwyr a gwirfoddolwyr y mae’r gweinydd
serve-make = Gwneud y ciosg hwn yn weinydd
serve-connected = Mae gweinydd wedi cysylltu nawr; dim ond pan fydd wedi mynd y mae angen hyn
serve-make-about = Mae’r bwrdd cyfan ym mhob ciosg. Os yw’r gweinydd wedi mynd, gall y ciosg hwn gymryd ei le: mae’r lleill yn dod o hyd iddo ac yn mynd ymlaen yno. Ni chollir dim os daw’r hen weinydd yn ôl
serve-words = Y 24 gair
serve-words-hint = Rhai’r allwedd wraidd, a ysgrifennwyd i lawr pan wnaed y digwyddiad, neu rai allwedd sbâr
serve-do = Gwneud hwn yn weinydd
serve-get-ready = Paratoi at eto
serve-ready = Mae’r ciosg hwn yn barod: gall ddod yn weinydd heb y 24 gair
serve-now-ready = Wedi’i wneud: o hyn ymlaen gall y ciosg hwn ddod yn weinydd heb y 24 gair
serve-starting = Mae’r ciosg hwn yn dod yn weinydd
serve-starting-about = Mae’r hyn sydd ynddo yn cael ei wirio a’i lenwi. Mae’n cymryd rhai eiliadau
serve-on = { $n ->
    [0] Y ciosg hwn yw’r gweinydd: nid oes dyfais arall wedi cysylltu eto
    [one] Y ciosg hwn yw’r gweinydd: mae 1 ddyfais arall wedi cysylltu
    [two] Y ciosg hwn yw’r gweinydd: mae { $n } ddyfais arall wedi cysylltu
    [few] Y ciosg hwn yw’r gweinydd: mae { $n } dyfais arall wedi cysylltu
    [many] Y ciosg hwn yw’r gweinydd: mae { $n } dyfais arall wedi cysylltu
   *[other] Y ciosg hwn yw’r gweinydd: mae { $n } dyfais arall wedi cysylltu
}
serve-on-about = Mae’n mynd ymlaen ar ôl ailgychwyn. Gadewch ef ymlaen ac yn y rhwydwaith
serve-address = Ei gyfeiriad yw { $address }
serve-link = Mae ciosgau eraill yn chwilio amdano eu hunain. Os nad yw un yn dod o hyd iddo, teipiwch y ddolen hon ar ei dudalen “Y gweinydd”. Gall ciosg newydd ymuno â hi unwaith
serve-code = Y ddolen i’r gweinydd hwn fel cod
serve-stop = Peidio â bod yn weinydd
serve-stop-about = Mae’r hyn sydd ynddo yn aros yma. Mae’r ciosgau eraill yn chwilio am weinydd arall ac yn mynd ymlaen eu hunain yn y cyfamser
serve-follow = Dyfais arall yw’r gweinydd
serve-follow-link = Dolen i’r gweinydd
serve-follow-hint = Mae ar sgrin y ddyfais sy’n weinydd, ac yn dechrau gyda campboard://
serve-follow-do = Chwilio amdano yno
serve-followed = Mae’r ciosg hwn yn chwilio am y gweinydd yno
serve-not-role = Dim ond dyfais trefnydd neu wirfoddolwr all fod yn weinydd. Defnyddiwch un arall
serve-not-words = Mae ar y ciosg hwn angen 24 gair yr allwedd wraidd, neu allwedd sbâr, i ddod yn weinydd
serve-not-count = Mae 24 gair, ond { $n ->
        [zero] ni theipiwyd yr un
        [one] teipiwyd 1
        [two] teipiwyd 2
        [few] teipiwyd { $n }
        [many] teipiwyd { $n }
       *[other] teipiwyd { $n }
    }
serve-not-word = Nid yw gair { $place }, “{ $word }”, yn un o’r geiriau a ddefnyddir. Gwiriwch ei sillafiad
serve-not-mixed = Nid yw’r 24 gair hyn yn perthyn i’w gilydd. Cymerwyd un am un arall, neu cyfnewidiwyd dau
serve-not-other = Nid allwedd wraidd y digwyddiad hwn nac allwedd sbâr ohono yw’r geiriau hyn
serve-not-saved = Ni allai’r ciosg hwn gadw’r hyn sydd ei angen ar weinydd. Gwnewch le ar ei ddisg, yna rhoi cynnig arall arni
serve-not-broken = Ni ellir darllen yr hyn a gadwodd y gweinydd ar y ciosg hwn, ac ni helpodd dechrau o’r newydd. Defnyddiwch giosg arall fel y gweinydd
serve-not-port = Nid yw’r rhwydwaith yn rhoi lle i’r ciosg hwn wrando. Cysylltwch ef â’r rhwydwaith, yna rhoi cynnig arall arni
serve-not-ended = Daeth y gweinydd ar y ciosg hwn i ben trwy nam. Mae’r hyn oedd ynddo ar ei ddisg: rhowch gynnig arall arni
serve-not-rehearses = Dim ond ymarfer y mae’r ciosg hwn fod y gweinydd wedi mynd: nid yw wedi mynd. Rhowch ben ar yr ymarfer yn gyntaf
carry-title = Cario’r bwrdd
carry-away = Mynd â’r bwrdd gyda chi
carry-away-about = Un ffeil â phopeth ynddi: pob sesiwn, enw a golygiad. Gall unrhyw ddyfais yn y digwyddiad ei chymryd, waeth pa mor hen yw hi. Cadwch hi fel y cadwch restr o enwau
carry-in = Cymryd bwrdd wedi’i gario
carry-in-about = Ychwanegir yr hyn sydd yn y ffeil nad yw yn y ciosg hwn. Ni ddisodlir dim, ac nid oes dim yn ymddangos ddwywaith
carry-none = Ni chafwyd hyd i fwrdd wedi’i gario yn y ffolder data, yn Lawrlwythiadau, ar y bwrdd gwaith nac ar ffon
carry-path-hint = Mae’r ffeil yn gorffen gyda .campboard
carry-take = Ei gymryd
carry-going = Paciwyd { $done } o { $of } golygiad
carry-coming = Cymerwyd { $done } o { $of } golygiad

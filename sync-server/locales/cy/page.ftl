# Tudalen y dyfeisiau, i drefnwyr sydd wedi mewngofnodi ar y gweinydd.

page-sign-in = Mewngofnodi
page-sign-in-about = Mae hyn yn eich mewngofnodi fel trefnydd ar y ddyfais hon, unwaith.
page-not-signed-in = Heb fewngofnodi
page-link-used = Cafodd y ddolen hon ei defnyddio, neu mae ei hamser ar ben. Gofynnwch i bwy bynnag sy’n rhedeg y gweinydd am un newydd.
page-sign-in-first = Mewngofnodwch yn gyntaf
page-sign-in-how = Mae’r dudalen hon i drefnwyr. Mae pwy bynnag sy’n rhedeg y gweinydd yn gwneud dolen, sy’n gweithio unwaith, am chwarter awr, gyda
page-sign-out = Allgofnodi
page-not-done = Heb ei wneud
page-not-own = Daeth y ffurflen o dudalen arall. Llwythwch yr un hon eto, a llenwch y ffurflen yma.
page-not-sure = Dywedwch eich bod yn siŵr: ticiwch y blwch, yna rhowch gynnig arall arni.
page-why = Dywedodd y gweinydd pam:
page-back = Yn ôl i’r dyfeisiau
page-not-now = Nid nawr
page-not-now-about = Nid yw’r gweinydd yn ateb ar hyn o bryd. Rhowch gynnig arall arni ymhen munud.
page-title = { $event }: dyfeisiau
page-count = { $n ->
    [zero] Dim dyfais, am { $time }. Llwythwch y dudalen eto i weld yn ddiweddarach.
    [one] 1 ddyfais, am { $time }. Llwythwch y dudalen eto i weld yn ddiweddarach.
    [two] 2 ddyfais, am { $time }. Llwythwch y dudalen eto i weld yn ddiweddarach.
   *[other] { $n } dyfais, am { $time }. Llwythwch y dudalen eto i weld yn ddiweddarach.
}
page-no-backup = Does dim copi wrth gefn eto.
page-backup = { $n ->
    [one] Mae’r copi wrth gefn olaf yn 1 funud oed.
    [two] Mae’r copi wrth gefn olaf yn 2 funud oed.
   *[other] Mae’r copi wrth gefn olaf yn { $n } munud oed.
}
page-backup-old = { $n ->
    [one] Mae’r copi wrth gefn olaf yn 1 funud oed: edrychwch a oes lle ar ddisg y gweinydd.
    [two] Mae’r copi wrth gefn olaf yn 2 funud oed: edrychwch a oes lle ar ddisg y gweinydd.
   *[other] Mae’r copi wrth gefn olaf yn { $n } munud oed: edrychwch a oes lle ar ddisg y gweinydd.
}
page-free = Mae { $size } yn rhydd ar y ddisg.
page-size = { $unit ->
    [gb] { $n } GB
   *[mb] { $n } MB
}
page-servers = Gweinyddion
page-this-server = Y gweinydd hwn
page-other-server = Gweinydd arall y digwyddiad: mae ei gyflwr ar ei dudalen ei hun, ac yma pan fydd wedi’i gysylltu
page-kept-server = Nid yw’n weinydd ar hyn o bryd: mae’r hyn oedd ganddo, neu ei allwedd, ar { $device }
page-revoked-server = Wedi’i gau allan: nid oes dyfais yn ei ddilyn
page-devices = Dyfeisiau
page-role = { $role ->
    [organiser] trefnydd
    [volunteer] gwirfoddolwr
    [kiosk] ciosg
   *[viewer] gwyliwr
}
page-message = Yn dangos tan { $time }: “{ $text }”
page-rehearses = Yn ymarfer toriad tan { $time }
page-change = Newid { $name }
page-same = Mae popeth ganddi, a dim nad yw yma
page-connected = { $n ->
    [zero] Wedi’i chysylltu
    [one] Wedi’i chysylltu, gydag 1 newid heb gyrraedd y gweinydd
    [two] Wedi’i chysylltu, gyda 2 newid heb gyrraedd y gweinydd
   *[other] Wedi’i chysylltu, gyda { $n } newid heb gyrraedd y gweinydd
}
page-heard = { $n ->
    [zero] Clywyd ganddi ddiwethaf am { $time }
    [one] Clywyd ganddi ddiwethaf am { $time }, gydag 1 newid heb gyrraedd y gweinydd
    [two] Clywyd ganddi ddiwethaf am { $time }, gyda 2 newid heb gyrraedd y gweinydd
   *[other] Clywyd ganddi ddiwethaf am { $time }, gyda { $n } newid heb gyrraedd y gweinydd
}
page-unheard = Heb glywed ganddi eto: gall fod newidiadau ganddi
page-shows = { $idle ->
    [wall] mae’n dangos nawr a nesaf
    [large-wall] mae’n dangos nawr a nesaf mewn print mawr
    [board] mae’n dangos y bwrdd
    [moved] mae’n dangos beth sydd wedi symud
   *[as-started] mae’n dangos yr hyn y’i dechreuwyd ag ef
}
page-version = fersiwn { $version }
page-behind = { $n ->
    [one] 1 newid ar ôl y gweinydd
    [two] 2 newid ar ôl y gweinydd
   *[other] { $n } newid ar ôl y gweinydd
}
page-free-there = { $size } yn rhydd ar ei disg
page-clock = nid yw ei chloc yn sicr
page-edits = mae { $person } yn golygu yno nawr
page-serves = mae’n weinydd hefyd
page-name = Enw
page-name-save = Cadw’r enw
page-place = Ble mae’n sefyll
page-place-save = Cadw’r lle
page-idle = Tra nad oes neb yn ei defnyddio
page-idle-name = { $idle ->
    [wall] nawr a nesaf
    [large-wall] nawr a nesaf mewn print mawr
    [board] y bwrdd
    [moved] beth sydd wedi symud
   *[as-started] yr hyn y’i dechreuwyd ag ef
}
page-idle-save = Dangos hynny
page-text = Neges ar ei sgrin
page-for = am
page-minutes = { $n ->
    [60] awr
   *[other] { $n } munud
}
page-text-save = Dangos y neges
page-text-down = Mae neges wag yn tynnu’r un bresennol i lawr.
page-sure = Rwy’n siŵr
page-revoke = Ei chau allan

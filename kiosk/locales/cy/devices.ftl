# Dyfeisiau’r digwyddiad, i drefnwyr.

devices-tab = Dyfeisiau
devices-lead = { $n ->
    [two] Mae 2 ddyfais o’r digwyddiad yn hysbys yma
   *[other] Mae { $n } dyfais o’r digwyddiad yn hysbys yma
}
devices-server = gweinydd
devices-revoked = wedi’i chau allan
devices-this = hon
devices-editing = Mae { $who } yn golygu yno nawr
devices-no-edits = nid oes newid ohoni’n hysbys yma
devices-edits = { $n } newid yn hysbys yma, yr olaf am { $time } ({ $ago }){ $doubt ->
    [yes] , yn ôl cloc ansicr
   *[no] {""}
}
devices-key = allwedd { $key }
devices-change = Newid…
devices-change-spoken = Newid { $name }
devices-title = Dyfais: { $name }
devices-name = Enw’r ddyfais hon
devices-rename = Cadw’r enw
devices-role = Beth a ellir ei wneud arni?
devices-may = { $role ->
    [volunteer] Gwirfoddolwr: symud sesiynau
    [kiosk] Ciosg: derbyn cynigion a diddordeb
    [viewer] Gwyliwr: dangos y bwrdd yn unig
   *[organiser] Trefnydd: popeth
}
devices-organiser = Dyfais trefnydd: dim ond geiriau gwraidd y digwyddiad all roi neu gymryd hynny
devices-revoke = Ei chau allan…
devices-revoke-how = Mae gweinydd yn ei chau allan cyn gynted ag y clyw am hyn, ac felly y bydd nes iddi gael rôl eto. Mae’r hyn a wnaed arni’n aros
devices-revoke-sure = Ei chau allan nawr
devices-revoke-not = Ei gadael i mewn
devices-no-report = nid yw wedi dweud dim amdani ei hun eto
devices-place-at = saif yn: { $place }
devices-idle-at = { $idle ->
    [wall] mae’n dangos nawr a nesaf
    [large-wall] mae’n dangos nawr a nesaf mewn print bras
    [board] mae’n dangos y bwrdd
    [moved] mae’n dangos beth sydd wedi symud
   *[as-started] mae’n dangos yr hyn y’i dechreuwyd ag ef
}
devices-version = fersiwn { $version }
devices-behind = { $n ->
    [zero] dim newid ar ôl y gweinydd
    [one] 1 newid ar ôl y gweinydd
    [two] 2 newid ar ôl y gweinydd
    [few] { $n } newid ar ôl y gweinydd
    [many] { $n } newid ar ôl y gweinydd
   *[other] { $n } newid ar ôl y gweinydd
}
devices-free = { $low ->
    [yes] dim ond { $size } yn rhydd ar ei disg
   *[no] { $size } yn rhydd ar ei disg
}
devices-clock = nid yw ei chloc yn sicr
devices-serves = hi yw’r gweinydd hefyd
devices-place = Ble mae’n sefyll
devices-place-save = Cadw’r lle
devices-idle = Beth mae’n ei ddangos pan nad oes neb yn ei defnyddio
devices-idle-choose = { $idle ->
    [wall] Nawr a nesaf
    [large-wall] Nawr a nesaf, print bras
    [board] Y bwrdd
    [moved] Beth sydd wedi symud yn ddiweddar
   *[as-started] Fel y’i dechreuwyd
}
devices-message = Neges ar ei sgrin
devices-message-on = “{ $text }” tan { $until }
devices-message-text = Y neges
devices-message-write = Ysgrifennwch y neges yn gyntaf
devices-message-text-cy = Y neges yn Gymraeg
devices-message-for = { $unit ->
    [hours] { $n ->
        [zero] am { $n } awr
        [one] am 1 awr
        [two] am 2 awr
        [few] am { $n } awr
        [many] am { $n } awr
       *[other] am { $n } awr
    }
   *[minutes] { $n ->
        [zero] am { $n } munud
        [one] am 1 funud
        [two] am 2 funud
        [few] am { $n } munud
        [many] am { $n } munud
       *[other] am { $n } munud
    }
}
devices-message-show = Dangos y neges
devices-message-down = Tynnu’r neges i lawr
devices-away-later = Bydd dyfais sydd i ffwrdd yn ei wneud cyn gynted ag y daw yn ôl

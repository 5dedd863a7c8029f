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

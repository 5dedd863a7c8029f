# Pam y gwrthodwyd newid, a beth i’w wneud.

role = { $role ->
    [organiser] trefnydd
    [volunteer] gwirfoddolwr
    [kiosk] ciosg
    [viewer] gwyliwr
   *[other] { $role }
}
subject = { $what ->
    [event] y digwyddiad
    [day] y diwrnod
    [stream] y ffrwd
    [room] yr ystafell
    [slot] y slot
    [fixed] yr eitem sefydlog
    [announcement] y cyhoeddiad
    [session] y sesiwn
    [placement] y lle
    [person] y person hwn
    [device] y ddyfais
   *[version] y fersiwn hon
}
refused-not-enrolled = Ni newidiwyd dim: nid yw’r ddyfais hon yn y digwyddiad. Gofynnwch i drefnydd am ddolen ymuno
refused-plan = Ni newidiwyd dim: dim ond dyfais trefnydd a gaiff newid dyddiau, ystafelloedd a slotiau. Rôl y ddyfais hon: { $role }
refused-board = Ni newidiwyd dim: dim ond dyfais gwirfoddolwr neu drefnydd a gaiff symud sesiynau. Rôl y ddyfais hon: { $role }
refused-floor = Ni newidiwyd dim: dim ond dangos y bwrdd y mae’r ddyfais hon. Ei rôl: { $role }
refused-unknown = Ni newidiwyd dim: nid yw { $what } wedi cyrraedd y ciosg hwn eto. Rhowch gynnig arall arni pan fydd yn gyfredol
refused-gone = Ni newidiwyd dim: dilëwyd { $what }. Rhaid adfer yn gyntaf
refused-missing = Ni newidiwyd dim: mae { $field } ar goll ({ $what })
refused-invalid = Ni newidiwyd dim: { $problem }
refused-too-large = Ni newidiwyd dim: { $have } yw nifer { $field }, mwy na’r { $limit } sy’n ffitio. Tynnwch rai allan
refused-undo-unknown = Ni ellir dadwneud hyn yma: nid yw wedi cyrraedd y ciosg hwn
refused-undo-other = Ni ellir dadwneud hyn yma: ar ddyfais arall y’i gwnaed. Dadwnewch ef yno
refused-changed-since = Ni ddadwnaed dim: mae rhywun wedi newid { $what } ers hynny
refused-root-only = Ni newidiwyd dim: dim ond geiriau gwraidd y digwyddiad sy’n penderfynu pwy yw’r trefnwyr
refused-nothing = Dim i’w newid: felly y mae hi’n barod

problem-empty = mae { $field } yn wag
problem-no-letters = nid oes llythrennau darllenadwy yn y maes hwn: { $field }
problem-one-line = mae { $field } yn cynnwys diwedd llinell neu nod na all sgrin ei ddangos. Ysgrifennwch mewn un llinell
problem-character = mae { $field } yn cynnwys nod na all sgrin ei ddangos. Tynnwch ef allan
problem-too-long = mae { $field } yn rhy hir. { $over ->
    [one] Tynnwch 1 llythyren allan
    [two] Tynnwch tua 2 lythyren allan
   *[other] Tynnwch tua { $over } llythyren allan
}
problem-date = nid yw “{ $text }” yn ddyddiad fel 2026-06-20
problem-zone = nid yw “{ $text }” yn gylchfa amser fel Europe/London
problem-time = nid yw’r amser yn ffitio yn ei ddiwrnod. Mae’n dechrau o fewn { $hours } awr i hanner nos ac yn para o leiaf un funud
problem-link = mae dolen yn dechrau â https:// a heb fylchau
problem-id-taken = mae gan sesiwn arall yr un dynodydd. Gwnewch hyn eto
problem-of-itself = ni ellir gwneud cynnig yn rhan ohono’i hun
problem-nested = ni all mewnforiad gynnwys mewnforiad arall na dadwneud

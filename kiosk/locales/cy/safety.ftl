# Pa mor ddiogel yw’r bwrdd ar y gweinydd: copïau wrth gefn, a’r lle sydd ar ôl ar ei ddisg.

safety-title = Copïau wrth gefn
safety-none-told = Nid oes gweinydd wedi’i gysylltu sy’n sôn am ei gopïau wrth gefn
safety-well = Mae popeth yn iawn: mae’r copi wrth gefn diwethaf o { $time } ({ $ago })
safety-none = Nid oes copi wrth gefn eto: mae’r gweinydd yn gwneud yr un cyntaf yn fuan ar ôl y newid cyntaf
safety-space = Mae { $size } yn rhydd ar ddisg y gweinydd
safety-size = { $unit ->
    [gb] { $n } GB
   *[mb] { $n } MB
}
safety-about = Mae’r gweinydd yn gwneud copi wrth gefn bob awr, a chyn pob mewnforio ac adfer. Caiff pob un ei ddarllen eto cyn iddo gyfrif.
safety-old = Mae copi wrth gefn diwethaf y gweinydd o { $time } ({ $ago }), a dylai fod un bob awr. Edrychwch a oes lle ar ddisg y gweinydd, ac ewch â’r bwrdd gyda chi ar gof bach nes iddo wneud un
safety-full = Mae disg y gweinydd yn llawn: mae newidiadau’n aros ar y ciosgau nes bod lle. Dilëwch yr hyn nad oes ei angen yno
safety-filling = Dim ond { $size } sy’n rhydd ar ddisg y gweinydd. Dilëwch yr hyn nad oes ei angen yno cyn i gopïau a newidiadau stopio
safety-cannot-write = Ni all y gweinydd ysgrifennu copi wrth gefn i’w ffolder. Edrychwch pwy biau’r ffolder ac a yw’r ddisg yn ddarllen-yn-unig
safety-unsound = Ni ellid darllen copi wrth gefn diwethaf y gweinydd fel yr ysgrifennwyd ef: efallai fod ei ddisg yn methu. Ewch â’r bwrdd gyda chi ar gof bach, a pharatowch i symud y gweinydd
safety-second = Gwnaed y copi wrth gefn, ond nid y copi ar yr ail ddisg. Edrychwch a yw’r ddisg honno wedi’i chysylltu
safety-no-room = Nid oes lle am gopi wrth gefn ar ddisg y gweinydd. Dilëwch yr hyn nad oes ei angen yno
safety-unknown = Methodd copi wrth gefn diwethaf y gweinydd. Mae ei log yn dweud pam
safety-more = { $said } ({ $n ->
    [zero] dim rhybudd arall
    [one] 1 rhybudd arall
    [two] 2 rybudd arall
    [few] { $n } rhybudd arall
    [many] { $n } rhybudd arall
   *[other] { $n } rhybudd arall
})
safety-look = Edrych
safety-listed = { $why ->
    [hourly] Bob awr
    [import] Cyn mewnforio
    [restore] Cyn mynd yn ôl at un cynharach
    [asked] Gofynnwyd amdano
    [upgrade] Cyn uwchraddio
   *[other] Am reswm arall
}
safety-backup = { $date }, { $time } · { $size }
safety-damaged = Wedi’i ddifrodi: mae’r gweinydd yn ei gadw fel y mae, i bwy bynnag a all achub rhywbeth ohono, ac nid oes neb yn mynd yn ôl iddo oddi yma
safety-time = { $date }, { $time }

# Mynd yn ôl at un.

back-to = Mynd yn ôl ato…
back-to-spoken = Mynd yn ôl at gopi wrth gefn { $which }…
back-ask = Mae’r gweinydd yn mynd yn ôl at yr hyn oedd ganddo { $which }. Cedwir yr hyn sydd ganddo nawr yn gyntaf, ac mae dyfeisiau’n cynnig eto yr hyn sydd ganddynt: nid yw hyn yn dadwneud unrhyw newid. I ddadwneud newidiadau, defnyddiwch yr hanes
back-sure = Mynd yn ôl at { $which }
back-leave = Ei adael fel y mae
back-going = Mae’r gweinydd yn cadw’r hyn sydd ganddo, ac yn mynd yn ôl at { $which }…
back-done = Aeth y gweinydd yn ôl at { $which }. Mae’r hyn oedd ganddo cynt yn y rhestr
back-silent = Ni ddywedodd y gweinydd ddim: efallai ei fod yn fersiwn hŷn. Ni newidiwyd dim hyd y gwyddys; gofynnwch i’r sawl sy’n ei redeg
back-not-allowed = Ni newidiwyd dim: dim ond dyfais trefnydd gaiff wneud hyn
back-not-there = Ni newidiwyd dim: nid oes gan y gweinydd gopi cyfan o { $which } mwyach
back-busy = Ni newidiwyd dim: mae’r gweinydd eisoes yn mynd yn ôl at gopi. Edrychwch eto mewn munud
back-failed = Ni newidiwyd dim: ni ellid cadw’r hyn sydd gan y gweinydd yn gyntaf, neu ni ellir darllen copi { $which }. Mae ei log yn dweud pam

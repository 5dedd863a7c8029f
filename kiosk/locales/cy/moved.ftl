# Beth symudodd.

moved-title = Beth symudodd
moved-hour = Yn yr awr ddiwethaf
moved-lunch = Ers cinio
moved-yesterday = Ers ddoe
moved-all = Y cyfan
moved-none = Ni symudodd dim: mae popeth lle’r oedd
moved-imported = { $n ->
    [zero] Ni ddaeth yr un sesiwn gyda mewnforio’r rhaglen
    [one] Daeth 1 sesiwn gyda mewnforio’r rhaglen
    [two] Daeth 2 sesiwn gyda mewnforio’r rhaglen
    [few] Daeth { $n } sesiwn gyda mewnforio’r rhaglen
    [many] Daeth { $n } sesiwn gyda mewnforio’r rhaglen
   *[other] Daeth { $n } sesiwn gyda mewnforio’r rhaglen
}
moved-new = Newydd
moved-moved = Wedi symud
moved-cancelled = Wedi’i chanslo
moved-back = Ymlaen eto
moved-withdrawn = Wedi’i thynnu’n ôl
moved-said-new = Newydd: “{ $title }”, { $to }
moved-said-moved = Wedi symud: “{ $title }”. O’r blaen: { $from }. Nawr: { $to }
moved-said-cancelled = Wedi’i chanslo: “{ $title }”
moved-said-back = Ymlaen eto: “{ $title }”
moved-said-withdrawn = Wedi’i thynnu’n ôl: “{ $title }”
moved-merged = Wedi’i huno
moved-shift-one = Nawr { $to } yn lle { $from }
moved-shift-rest = O { $from } ymlaen mae popeth { $by }
moved-shift-some = O { $from } ymlaen mae rhai pethau { $by }
moved-shift-sessions = Sesiynau sy’n symud gyda hynny: { $n }
moved-parted = Dadunwyd
moved-said-merged = Wedi’i huno: “{ $title }”. Yn rhan o: “{ $into }”
moved-said-parted = Ar wahân eto: “{ $title }”

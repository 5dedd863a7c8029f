# Y dudalen wybodaeth.

info-title = Gwybodaeth
info-empty = Nid yw’r trefnwyr wedi ysgrifennu dim yma eto: gofynnwch iddynt am wifi, cymorth cyntaf a’r cod ymddygiad
info-rooms = Sut i gyrraedd
info-seats = { $n ->
    [zero] Dim lle
    [one] Lle i 1
    [two] Lle i 2
    [few] Lle i { $n }
    [many] Lle i { $n }
   *[other] Lle i { $n }
}
info-import = Mewnforio rhaglen…
info-history = Hanes: y bwrdd fel yr oedd, a phwy wnaeth beth
info-upkeep = Y digwyddiad: dyddiau, slotiau, ystafelloedd, ffrydiau…

# Beth sydd ymlaen nawr a nesaf, a’r ffordd yn ôl.

wall-now = Nawr
wall-next = Nesaf
wall-cell = { $when ->
    [now] Nawr
   *[next] Nesaf
}, { $room }: { $title }{ $notes }
wall-until = tan { $time }
wall-others = { $n ->
    [zero] a dim arall yma
    [1] ac 1 arall yma
    [8] ac 8 arall yma
    [11] ac 11 arall yma
   *[other] a { $n } arall yma
}
wall-full = Llawn
wall-closed = Ar gau
wall-free = Rhydd
wall-free-until = Rhydd tan { $time }
wall-break = { $title } tan { $time }
wall-gap = Sesiynau nesaf am { $time }
wall-ahead = { $title } am { $time }
wall-today = Yn dechrau am { $time }
wall-tomorrow = Yn dechrau yfory { $time }
wall-later = Yn dechrau: { $day }, { $time }
wall-over = Dyna’r sesiwn olaf. Diolch am ddod
wall-nothing = Bydd y rhaglen yn ymddangos yma cyn gynted ag y bydd un
wall-large = Print bras
wall-announced = { $n ->
    [zero] Dim cyhoeddiadau
    [one] 1 cyhoeddiad
    [two] 2 gyhoeddiad
    [few] { $n } chyhoeddiad
    [many] { $n } chyhoeddiad
   *[other] { $n } cyhoeddiad
}
wall-page = { $page } o { $pages }
wall-page-next = Ystafelloedd nesaf
wall-page-back = Ystafelloedd blaenorol

idle-count-down = { $n ->
    [zero] Yn ôl i’r dechrau nawr: cyffyrddwch i aros
    [one] Yn ôl i’r dechrau ymhen 1 eiliad: cyffyrddwch i aros
    [two] Yn ôl i’r dechrau ymhen 2 eiliad: cyffyrddwch i aros
    [few] Yn ôl i’r dechrau ymhen { $n } eiliad: cyffyrddwch i aros
    [many] Yn ôl i’r dechrau ymhen { $n } eiliad: cyffyrddwch i aros
   *[other] Yn ôl i’r dechrau ymhen { $n } eiliad: cyffyrddwch i aros
}
idle-spoken = Bydd y ciosg hwn yn mynd yn ôl i’r dechrau ymhen ychydig eiliadau: cyffyrddwch â’r sgrin neu bwyswch fysell i aros
wall-moved = { $n } wedi symud yn ddiweddar
wall-moved-more = a { $n } arall

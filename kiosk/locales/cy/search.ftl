# Dod o hyd i sesiwn.

search-title = Dod o hyd i sesiwn
search-hint = Gair, arweinydd, ystafell neu amser
search-clear = Clirio’r chwilio
search-count = { $n ->
    [zero] Dim sesiynau
    [one] 1 sesiwn
    [two] 2 sesiwn
    [few] { $n } sesiwn
    [many] { $n } sesiwn
   *[other] { $n } sesiwn
}
search-none = Dim byd wedi’i ganfod ar gyfer “{ $typed }”
search-none-how = Rhowch gynnig ar lai o lythrennau neu air arall: rhan o deitl, arweinydd, ystafell, neu amser fel 14:30
search-within = Dim ond { $name }
search-everywhere = { $said }: chwilio ym mhobman eto
search-now = Ymlaen nawr
search-closed = { $place } · ystafell ar gau
search-next = Nesaf: { $when }
search-over = Wedi gorffen
search-over-at = Wedi gorffen · { $place }
search-rooms = Ystafelloedd
search-streams = Ffrydiau
search-more = { $n ->
    [zero] Dim mwy ar y wal
    [one] 1 arall ar y wal
    [two] 2 arall ar y wal
    [few] { $n } arall ar y wal
    [many] { $n } arall ar y wal
   *[other] { $n } arall ar y wal
}
search-result = { $title }, { $place }{ $hosts ->
    [none] {""}
   *[other] , { $hosts }
}

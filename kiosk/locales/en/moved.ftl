# What moved.

moved-title = What moved
moved-hour = In the last hour
moved-lunch = Since lunch
moved-yesterday = Since yesterday
moved-all = All of it
moved-none = Nothing has moved: everything is where it was
moved-imported = { $n ->
    [one] 1 session came with an import of the programme
   *[other] { $n } sessions came with an import of the programme
}
moved-new = New
moved-moved = Moved
moved-cancelled = Cancelled
moved-back = On again
moved-withdrawn = Withdrawn
moved-said-new = New: “{ $title }”, { $to }
moved-said-moved = Moved: “{ $title }”, from { $from } to { $to }
moved-said-cancelled = Cancelled: “{ $title }”
moved-said-back = On again: “{ $title }”
moved-said-withdrawn = Withdrawn: “{ $title }”
moved-merged = Merged
moved-shift-one = { $from } is now { $to }
moved-shift-rest = From { $from } on everything is { $by }
moved-shift-some = From { $from } on some things are { $by }
moved-shift-sessions = { $n ->
    [one] 1 session goes with it
   *[other] { $n } sessions go with it
}
moved-parted = Un-merged
moved-said-merged = Merged: “{ $title }”, into “{ $into }”
moved-said-parted = On its own again: “{ $title }”

# Announcements: what every screen says, and the sheet that writes them.

announce-open = Announcements
announce-title = Announcements on every screen
announce-none = Nothing is announced at the moment
announce-present = On every screen now
announce-new = A new announcement
announce-change = Change this announcement
announce-another = Write another
announce-draft = Go on with the new one
announce-text = In English
announce-text-cy = In Welsh
announce-text-cy-hint = Screens in Welsh show the English one where this is empty
announce-wrong-over = This end is over already: choose another one
announce-wrong-empty = Write what everybody should know, in one of the two languages
announce-until = For how long?
announce-minutes = { $n ->
    [60] For an hour
   *[other] For { $n } minutes
}
announce-slot = To the end of this slot, { $until }
announce-removed = Until it is taken down
announce-kept = As before, { $until }
announce-until-time = until { $time }
announce-until-date = until { $date }, { $time }
announce-until-removed = until it is taken down
announce-preview = On the wall
announce-away = This kiosk is on its own: other screens show it as soon as it is connected again
announce-go = Put it on every screen
announce-save = Save the change
announce-edit = Change
announce-edit-spoken = Change “{ $text }”
announce-down = Take down
announce-down-spoken = Take down “{ $text }”
announce-band = { $n ->
    [one] { $text } · and 1 more announcement
   *[other] { $text } · and { $n } more announcements
}
announce-more = { $n ->
    [one] and 1 more announcement: see Information
   *[other] and { $n } more announcements: see Information
}

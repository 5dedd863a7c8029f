# What was put right while a file was read, why one cannot be read, and what an import does.

repair = { $at }: { $what }
repair-at = { $at ->
    [file] The file
    [line] Line { $line }
    [conference] The event
    [rooms] The rooms
    [day] The days
    [start] The starts
    [length] The lengths
   *[other] { $at }
}
repair-part = { $part ->
    [title] title
    [subtitle] subtitle
    [abstract] abstract
    [description] description
    [text] text
    [format] format
    [language] language
    [hosts] list of hosts
    [host] host’s name
    [tags] tags
    [wishes] wishes
    [links] links
    [name] name
    [acronym] short name
    [venue] venue
    [track] track
    [stream] stream
    [room] room
   *[other] { $part }
}

repair-control-removed = characters that no screen shows were taken out of its { $part }
repair-cut = its { $part } is too long, and was cut ({ $bytes } bytes, { $most } fit)
repair-xml-control = characters that XML does not allow were taken out
repair-title-long = its title has { $n } characters, and is cut on cards
repair-no-title = it has no title, so “{ $title }” was taken
repair-says-cancelled = its title says that it is cancelled, and it was marked so
repair-many-hosts = it lists { $n } people, and the first { $most } were taken
repair-many = of its { $n } { $part } the first { $most } were taken
repair-direction-removed = hidden marks that turn the direction of writing were taken out of a host’s name
repair-link-long = its link { $link } is too long, and was left out ({ $bytes } bytes)
repair-link-bad = its link “{ $link }” is no web address, and was left out
repair-many-links = it has more than { $most } links, and { $link } was left out
repair-language-unread = its language “{ $language }” is not known, and was left out
repair-language-first = its language is “{ $language }”, and the first, { $taken }, was taken
repair-hosts-guessed = “{ $text }” was read as { $n ->
    [one] 1 host
   *[other] { $n } hosts
}
repair-no-event-title = the event has no name, so the file’s, { $file }, was taken
repair-no-zone = the file names no time zone. { $fits ->
    [true] { $zone } fits its dates, and was taken
   *[false] { $zone } was taken
}. Change it if the event is elsewhere
repair-zone-unknown = the time zone “{ $written }” is not known. { $fits ->
    [true] { $zone } fits its dates, and was taken
   *[false] { $zone } was taken
}. Change it if the event is elsewhere
repair-rooms-are-list = its rooms have no names, and were left out
repair-no-session = this is no session, and was left out
repair-room-differs = it is listed in { $listed }, but names { $own }. { $listed } counts
repair-no-room = it has a time but no room, and was put in a room called “Room not given”
repair-no-guid = it has no key of its own (guid), so { $key } was taken
repair-guid-long = its key (guid) is too long, so { $key } was taken
repair-guid-twice = its key (guid) { $id } is also that of another session, so { $key } was taken
repair-day-date-unread = the date “{ $written }” of the day cannot be read
repair-day-without-date = the day has no date. Its sessions wait on the shelf unless they have one
repair-day-misdated = the day is dated { $written }, but starts on { $date } in { $zone }. { $date } was taken
repair-day-date-taken = the day has no date of its own, and was read as { $date }
repair-day-twice = the file has { $date } twice, and both were read as one day
repair-shortened = it is { $minutes } minutes long, and was shortened to { $most }
repair-no-time-of-day = it has a date but no time of day, and waits on the shelf
repair-date-unread = its date “{ $written }” cannot be read
repair-no-date-and-time = it has no date and time, and waits on the shelf
repair-date-taken = it has no date, so { $start } on { $date } was taken
repair-within-minute = it starts within a minute, and { $time } was taken
repair-start-differs = it says { $start }, but its date is { $time } in { $zone }. The date counts
repair-clocks-twice = the clocks show { $time } twice that night. The board does not say which is meant
repair-clocks-twice-unsaid = the clocks show { $time } twice that night, and the file does not say which is meant
repair-clocks-skip = the clocks skip { $time } that night. The board shows it as written
repair-listed-elsewhere = it is listed on { $listed }, but its date is { $date }, and it was put there
repair-length-doubtful = its length “{ $written }” was read as { $minutes } minutes (days, hours, minutes)
repair-length-counts = its length is { $minutes } minutes, but its end says { $until }. The length counts
repair-end-taken = its length “{ $written }” cannot be read, and its end was taken
repair-length-unread = its length “{ $written }” cannot be read, and { $minutes } minutes were taken
repair-no-length = it has no length, and { $minutes } minutes were taken
repair-broken-characters = it holds broken characters ({ $encoding }), and each is shown as a box. Save the file again as UTF-8
repair-read-as-windows = it is not UTF-8, and was read as Windows-1252. Look whether names with accents are right, or save the file as UTF-8
repair-column-unread = the column “{ $heading }” is not read. Say what it holds if it matters
repair-nameless-unread = the column without a heading is not read. Say what it holds if it matters
repair-no-room-above = column { $column } has no room above it, and its cells were left out. Write the room’s name there
repair-row-without-title = row { $row } has no title, and was left out. Give it one
repair-left-out = “{ $title }” is { $state }, and was left out
repair-dots-unread = “{ $text }” is no number of dots, and none were taken
repair-fixed-without-time = “{ $title }” is a fixed item without a time, and was left out. Give it one
repair-id-twice = its id { $id } is also that of another row, so { $key } was taken. Give each row its own
repair-day-above = { $n ->
    [one] 1 row without a day belongs to the day above it
   *[other] { $n } rows without a day belong to the day above them
}
repair-month-first = “{ $written }” was read as { $date }, with the month first
repair-day-unread = the day “{ $written }” cannot be read. Write it as 2026-06-20
repair-day-unread-shelf = the day “{ $written }” cannot be read, and the session waits on the shelf. Write it as 2026-06-20
repair-alone-and-no-time = “{ $text }” is no time and nothing stands beside it, so it was left out
repair-row-without-time = the row has no time, and its sessions wait on the shelf. Write it as 10:30-11:15
repair-row-time-unread = “{ $written }” is no time, and the sessions beside it wait on the shelf. Write it as 10:30-11:15
repair-time-unread = the time “{ $written }” cannot be read, and the session waits on the shelf. Write it as 10:30
repair-end-not-after = the end “{ $written }” is not after the start, and was left out
repair-end-unread = the end “{ $written }” cannot be read. Write it as 11:15
repair-minutes-unread = the length “{ $written }” cannot be read. Write it in minutes, such as 45
repair-offset-ignored = its time has an offset, but the event’s time zone is not known. The time was taken as written
repair-afternoons = no time says a.m. or p.m., so those from 1 to 7 were read as afternoon
repair-back-to-afternoon = the time goes back, and the afternoon was taken
repair-back-to-night = the time goes back, and the night after the day was taken
repair-end-in-afternoon = its end is before its start, and the afternoon was taken
repair-starts-too-late = it starts too late for its day, and waits on the shelf. Give its date
repair-times-without-end = { $n ->
    [one] 1 time has no end: it lasts
   *[other] { $n } times have no end: each lasts
} until the next time of its day, or { $minutes } minutes. Write 10:30-11:15 if that is wrong
repair-sessions-without-end = { $n ->
    [one] 1 session has no end and no length: it lasts
   *[other] { $n } sessions have no end and no length: each lasts
} until the next start of its day, or { $minutes } minutes. Give lengths if that is wrong
repair-for-all-rooms = “{ $title }” stands alone in its row, and was taken for all rooms
repair-in-several-rooms = “{ $title }” stands in { $n } rooms at once, as one session in all of them
repair-several-in-cell = { $n } sessions stand in this cell, and all are in this room at this time

unreadable-empty = { $name } is empty. Export the schedule again, and choose the new file
unreadable-too-large = { $name } is too large for a schedule, and nothing of it was read. Check that it is the right file
unreadable-too-many-parts = { $name } has more parts than any schedule, and nothing of it was read. Check that it is the right file
unreadable-too-many-sessions = { $name } holds { $sessions } sessions, more than the { $max } that an event may have. Export a part of it
unreadable-picture = { $name } is a picture ({ $kind }). Choose the XML, JSON or CSV file of the schedule
unreadable-document = { $name } is a document ({ $kind }). Choose the XML, JSON or CSV file of the schedule
unreadable-compressed = { $name } is compressed ({ $kind }). Decompress it, and choose the file inside
unreadable-not-utf8 = { $name } is not UTF-8 text: line { $line } holds something else. Save it as UTF-8, and try again
unreadable-open-quote = { $name } has a quotation mark in row { $row } that is never closed: all that follows would be one cell. Close it or take it away, and choose the file again
unreadable-conflict-markers = { $name } holds an unresolved git conflict in line { $line }. Resolve it, and choose the file again
unreadable-i-calendar = { $name } is a calendar (iCal), which has no rooms to rely on. Export the schedule as frab XML, JSON or CSV
unreadable-yaml = { $name } is YAML. Export the schedule as frab XML, JSON or CSV
unreadable-workbook = { $name } is a workbook ({ $kind }). Open it, save the sheet with the sessions as CSV, and choose that file
unreadable-no-column = { $name } has no column “{ $column }”. Its headings are: { $known }
unreadable-table-asks = { $name } is a table that needs answers first. Choose it again
unreadable-other-export = { $name } was exported by another version of this program, or changed in line { $line }. Export it again, or update this program
unreadable-html = { $name } is a web page, perhaps a login page that was saved. Download the schedule’s own XML, JSON or CSV file
unreadable-unknown = { $name } is no schedule that is known. Choose the XML, JSON or CSV file of the schedule
unreadable-xml-entities = { $name } is XML with a document type of its own, which can be harmful, so nothing of it was read. Export it without <!DOCTYPE …>
unreadable-other-xml = { $name } is XML, but no schedule: it begins with <{ $root }>. Export the schedule as frab XML
unreadable-broken-xml = { $name } is XML with a mistake in line { $line }. Export it again, or mend that line
unreadable-other-json = { $name } is JSON, but no schedule of frab or pretalx. { $dialect ->
    [schedule2] It is schedule2, of the c3voc hub, with its events in one list
    [emf] It is the list of sessions of the EMF website, without days
    [srccon] It is a list of sessions of SRCCON, without dates
    [bangalore] It is a grid of BarCamp Bangalore, without dates
    [widget] It is the data of pretalx’s schedule widget
    [page] It is one page of an answer of pretalx’s API
    [sessions] It is a list of sessions without days
    [list] It is a list without sessions
    [object] It holds { $keys }
   *[empty] There is nothing in it
}. Export the schedule as frab XML or JSON
unreadable-broken-json = { $name } is JSON with a mistake in line { $line }. Export it again, or mend that line

note-property = { $property ->
    [name] the name
    [zone] the time zone
    [venue] the venue
    [info] the information page
    [date] the date
   *[capacity] the size
}
note-why = { $why ->
    [slot-unknown] its slot is not in the file
    [day-unknown] its day is not in the file
    [time-removed] its day or slot was removed here
    [room-removed] its room was removed here
    [no-room] it has no room
    [cancelled-or-merged] a cancelled or merged session is not moved
   *[merged] it is part of another session here
}
note-fact-left = The event keeps { $property }. The file has { $there }
note-info-left = The event keeps the information page. The file has another
note-differs = “{ $name }” keeps { $property }: { $here }. The file has { $there }
note-left-removed = “{ $name }” was removed here, and stays so
note-slot-left-removed = The slot at { $time } was removed here, and stays so
note-filled = What was empty of the room “{ $name }” is filled in
note-slot-left-out = The slot at { $time } is left out: { $why }
note-slot-differs = The slot at { $here } stays. The file has { $there }
note-fixed-elsewhere = “{ $title }” stays where it is. The file has another time or place
note-left-out = “{ $title }” is left out: { $why }
note-second-key = A second session with the key { $key } is left out
note-name-tidied = A host’s name of “{ $title }” was too long or held hidden characters, and was put right
note-new = New: “{ $title }”
note-on-shelf = “{ $title }” waits on the shelf: { $why }
note-changed = Changed: “{ $title }” ({ $fields })
note-kept = “{ $title }” keeps { $field } as edited here. The file has { $there }
note-field-left = “{ $title }” keeps { $field }: { $why }
note-left-withdrawn = “{ $title }” was withdrawn here and stays so, though the file changed it
note-gone = “{ $title }” is no longer in the file, and stays here

# The first start.

start-title = Welcome to Campboard
start-lead = This kiosk has not joined an event yet
start-join = Join an event
start-join-about = An organiser has a link for this device. It works once, on one device.
start-link = Join link
start-link-hint = Type it, paste it, or scan its code with a reader
start-label = Name of this device
start-label-hint = Others see it beside its edits, such as “Foyer kiosk”
start-label-none = Kiosk
start-join-do = Join
start-joining = Joining…
start-sample = Try the sample
start-sample-about = A made-up camp on this device alone: move everything, break everything. Joining an event later puts it aside.
start-sample-do = Try it
start-import = Open a programme
start-import-about = A schedule from a spreadsheet or another tool becomes an event on this device, ready to be edited.
start-import-do = Choose a file
start-back = Back

words-title = Write these 24 words down
words-lead = They are the key of this event. Whoever has them can make organisers and servers. They are shown once and kept on no machine.
words-more = More words below
words-done = I have written them down
